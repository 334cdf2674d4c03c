"""How many rows a list has, and that one was taken back. What came with a letter stays told."""

STATEMENTS = (
    """ALTER TABLE "letter_file" ADD COLUMN "rows" INTEGER NOT NULL DEFAULT 0""",
    """CREATE TABLE "withdrawal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "file_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL CHECK (reason <> ''),
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("file_id") REFERENCES "letter_file" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "withdrawal_file_id" ON "withdrawal" ("file_id")""",
)
SHOWN = "EXISTS (SELECT 1 FROM letter_file WHERE id = OLD.file_id AND shown_at IS NOT NULL)"
REFUSED = (
    ("letter_file_is_kept", 'DELETE ON "letter_file"', "1"),
    (
        "letter_file_stays_as_written",
        'UPDATE OF letter_id, officer_id, name, begun_at ON "letter_file"',
        "1",
    ),
    ("withdrawal_is_append_only_update", 'UPDATE ON "withdrawal"', "1"),
    ("withdrawal_is_append_only_delete", 'DELETE ON "withdrawal"', "1"),
    ("list_row_shown_is_kept", 'DELETE ON "list_row"', SHOWN),
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, what, when in REFUSED:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
