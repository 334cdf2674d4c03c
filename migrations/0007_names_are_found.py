"""Residents are found by the words of their name and of their mother's; no row stands there yet."""

STATEMENTS = (
    """CREATE TABLE "name_word" (
    "word" VARCHAR(255) NOT NULL PRIMARY KEY,
    "folded" VARCHAR(255) NOT NULL,
    "backwards" VARCHAR(255) NOT NULL
) WITHOUT ROWID""",
    """CREATE INDEX "name_word_folded" ON "name_word" ("folded")""",
    """CREATE INDEX "name_word_backwards" ON "name_word" ("backwards")""",
    """CREATE VIRTUAL TABLE resident_name USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii'
)""",
    """CREATE TRIGGER resident_goes_with_its_names AFTER DELETE ON "resident" FOR EACH ROW
BEGIN DELETE FROM resident_name WHERE rowid = OLD.id; END""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
