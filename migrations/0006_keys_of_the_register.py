"""Residents are found through a table of keys, which an import fills in their order."""

STATEMENTS = (
    """CREATE TABLE "resident_key" (
    "key" VARCHAR(255) NOT NULL,
    "resident" INTEGER NOT NULL,
    PRIMARY KEY ("key", "resident")
) WITHOUT ROWID""",
    """INSERT OR IGNORE INTO resident_key (key, resident)
SELECT nik, id FROM resident WHERE nik <> ''
UNION SELECT family, id FROM resident WHERE family <> ''
UNION SELECT birth_date, id FROM resident WHERE birth_date <> ''""",
    "DROP INDEX resident_nik",
    "DROP INDEX resident_family",
    "DROP INDEX resident_birth_date",
    """CREATE TRIGGER resident_goes_with_its_keys AFTER DELETE ON "resident" FOR EACH ROW
BEGIN DELETE FROM resident_key
    WHERE key IN (OLD.nik, OLD.family, OLD.birth_date) AND resident = OLD.id; END""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
