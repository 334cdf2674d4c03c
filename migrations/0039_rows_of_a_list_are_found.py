"""A row of a list is found on its lembar: else each one removed would look through all of them."""


def up(migrator, db):
    db.execute_sql('CREATE INDEX "row_listed_id" ON "row" ("listed_id")')
