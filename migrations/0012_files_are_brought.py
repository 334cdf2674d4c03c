"""Files brought to the register through the staff area; what became of one is written once."""

STATEMENTS = (
    """CREATE TABLE "register_file" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    "outcome" VARCHAR(255) NOT NULL,
    "said" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "told" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE TRIGGER register_file_ends_once BEFORE UPDATE ON "register_file"
    WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'history is kept: register_file_ends_once'); END""",
    """CREATE TRIGGER register_file_is_kept BEFORE DELETE ON "register_file"
    BEGIN SELECT RAISE(ABORT, 'history is kept: register_file_is_kept'); END""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
