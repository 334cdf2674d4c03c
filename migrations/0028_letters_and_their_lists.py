"""A letter of the ministry is booked once; its lists, row by row, and the lembar that answer it."""

STATEMENTS = (
    """ALTER TABLE "letter" RENAME TO "letter_of_case" """,
    """CREATE TABLE "letter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "reference" VARCHAR(255) NOT NULL CHECK (reference <> ''),
    "dated" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "letter_office_id_reference_dated" ON "letter"
    ("office_id", "reference", "dated")""",
    # Whoever opened the first lembar booked the letter; the trail knows who that was.
    """INSERT INTO letter (office_id, reference, dated, due_on, officer_id, at)
    SELECT office_id, reference, dated, date(dated, '+60 days'), coalesce(
        (SELECT officer_id FROM event WHERE event.case_id = first_case
         AND event.officer_id IS NOT NULL ORDER BY event.id LIMIT 1),
        (SELECT min(id) FROM officer)), at
    FROM (SELECT office_id, reference, dated, min("case".id) AS first_case, min(opened_at) AS at
        FROM letter_of_case JOIN "case" ON "case".id = letter_of_case.case_id
        GROUP BY office_id, reference, dated)""",
    """CREATE TABLE "lembar" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "letter_id" INTEGER,
    "officer_id" INTEGER,
    "about" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "lembar_case_id" ON "lembar" ("case_id")""",
    """CREATE INDEX "lembar_letter_id" ON "lembar" ("letter_id")""",
    """CREATE INDEX "lembar_officer_id" ON "lembar" ("officer_id")""",
    """INSERT INTO lembar (case_id, letter_id, about)
    SELECT "case".id, letter.id, '' FROM "case"
    LEFT JOIN letter_of_case ON letter_of_case.case_id = "case".id
    LEFT JOIN letter ON letter.office_id = "case".office_id
    AND letter.reference = letter_of_case.reference AND letter.dated = letter_of_case.dated
    WHERE "case".id IN (SELECT case_id FROM row)""",
    """DROP TABLE "letter_of_case" """,
    """CREATE TABLE "letter_file" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "letter_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "layout" TEXT NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "shown_at" INTEGER,
    "ended_at" INTEGER,
    "outcome" VARCHAR(255) NOT NULL,
    "said" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "told" INTEGER NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "letter_file_letter_id" ON "letter_file" ("letter_id")""",
    """CREATE TABLE "list_row" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "file_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT NOT NULL,
    "nik" VARCHAR(255) NOT NULL,
    "other_nik" VARCHAR(255) NOT NULL,
    "family" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "category_id" INTEGER NOT NULL,
    "trouble" TEXT NOT NULL,
    "district" VARCHAR(255) NOT NULL,
    "village" VARCHAR(255) NOT NULL,
    "outside" INTEGER NOT NULL,
    FOREIGN KEY ("file_id") REFERENCES "letter_file" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "list_row_file_id_line" ON "list_row" ("file_id", "line")""",
    """ALTER TABLE "row" RENAME TO "row_before" """,
    """CREATE TABLE "row" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number BETWEEN 1 AND 200),
    "nik" VARCHAR(255) NOT NULL,
    "other_nik" VARCHAR(255) NOT NULL,
    "category_id" INTEGER NOT NULL,
    "trouble" TEXT NOT NULL,
    "outside" INTEGER NOT NULL,
    "result" VARCHAR(255) NOT NULL,
    "result_note" TEXT NOT NULL,
    "struck_to_id" INTEGER,
    "struck_for" TEXT NOT NULL,
    "listed_id" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("struck_to_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("listed_id") REFERENCES "list_row" ("id") ON DELETE RESTRICT
)""",
    """INSERT INTO row SELECT *, NULL FROM row_before""",
    """DROP TRIGGER row_is_kept""",
    """DROP TABLE "row_before" """,
    """CREATE UNIQUE INDEX "row_case_id_number" ON "row" ("case_id", "number")""",
    """CREATE UNIQUE INDEX "row_listed" ON "row" ("listed_id")
    WHERE listed_id IS NOT NULL AND struck_to_id IS NULL""",
    """CREATE INDEX "row_nik" ON "row" ("nik")""",
    """CREATE INDEX "row_other_nik" ON "row" ("other_nik") WHERE other_nik <> ''""",
)
KEPT = ("letter", "lembar", "row")
# table -> columns that keep the value they were written with
WRITTEN_ONCE = {
    "letter": ("office_id", "reference", "dated", "officer_id", "at"),
    "lembar": ("case_id", "letter_id"),
    "list_row": ("file_id", "line", "cells", "nik", "other_nik", "trouble"),
    "row": ("case_id", "number", "listed_id"),
}


def up(migrator, db):
    db.execute_sql("DROP TRIGGER letter_is_kept")
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table in KEPT:
        _refuse(db, f"{table}_is_kept", f'DELETE ON "{table}"')
    for table, columns in WRITTEN_ONCE.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        what = f'UPDATE OF {", ".join(columns)} ON "{table}"'
        _refuse(db, f"{table}_stays_as_written", what, changed)


def _refuse(db, name, what, when="1"):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
    )
