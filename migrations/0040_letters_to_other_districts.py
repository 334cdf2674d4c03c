"""Rows that another district or the centre must cure: our letters to them, and their answers."""

STATEMENTS = (
    """CREATE TABLE "pack" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "addressee" VARCHAR(255) NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "label" VARCHAR(255) NOT NULL,
    "content" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "sent_on" TEXT,
    "sent_how" VARCHAR(255) NOT NULL,
    "look_again_on" TEXT,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((sent_on IS NULL) = (look_again_on IS NULL))
)""",
    """CREATE INDEX "pack_letter_id" ON "pack" ("letter_id")""",
    """CREATE UNIQUE INDEX "pack_office_id_year_number" ON "pack" ("office_id", "year", "number")""",
    """CREATE TABLE "pack_row" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "pack_id" INTEGER NOT NULL,
    "row_id" INTEGER NOT NULL,
    "answer" VARCHAR(255) NOT NULL,
    "note" TEXT NOT NULL,
    "answered_on" TEXT,
    "officer_id" INTEGER,
    FOREIGN KEY ("pack_id") REFERENCES "pack" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("row_id") REFERENCES "row" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((answered_on IS NULL) = (officer_id IS NULL))
)""",
    """CREATE INDEX "pack_row_row_id" ON "pack_row" ("row_id")""",
    """CREATE UNIQUE INDEX "pack_row_pack_id_row_id" ON "pack_row" ("pack_id", "row_id")""",
    """CREATE UNIQUE INDEX "pack_row_waits" ON "pack_row" ("row_id") WHERE answered_on IS NULL""",
)
REFUSED = (
    ("pack_is_kept", 'DELETE ON "pack"', "1"),
    (
        "pack_stays_as_written",
        "UPDATE OF office_id, letter_id, addressee, year, number, label, content, officer_id, at "
        'ON "pack"',
        "1",
    ),
    ("pack_is_sent_once", 'UPDATE ON "pack"', "OLD.sent_on IS NOT NULL"),
    ("pack_row_is_kept", 'DELETE ON "pack_row"', "1"),
    ("pack_row_is_answered_once", 'UPDATE ON "pack_row"', "OLD.answered_on IS NOT NULL"),
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, what, when in REFUSED:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
