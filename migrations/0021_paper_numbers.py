"""Which numbers an office keeps for paper, service by service."""


def up(migrator, db):
    db.execute_sql("""ALTER TABLE "office" ADD COLUMN "paper_numbers" TEXT NOT NULL DEFAULT '{}'""")
