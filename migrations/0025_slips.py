"""A kiosk's printer also prints which papers to bring, for who comes back without a number."""


def up(migrator, db):
    db.execute_sql("""ALTER TABLE "print_job" ADD COLUMN "slip" TEXT NOT NULL DEFAULT '[]'""")
