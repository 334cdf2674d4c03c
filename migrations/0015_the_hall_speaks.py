"""How an office wants the voice of its hall."""


def up(migrator, db):
    db.execute_sql("""ALTER TABLE "office" ADD COLUMN "voice" TEXT NOT NULL DEFAULT '{}'""")
