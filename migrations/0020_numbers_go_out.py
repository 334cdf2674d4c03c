"""Who waits may go out and keep the place."""


def up(migrator, db):
    db.execute_sql("""ALTER TABLE "ticket" ADD COLUMN "away_since" INTEGER""")
