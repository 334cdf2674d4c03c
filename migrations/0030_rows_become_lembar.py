"""Who works on which lembar, letters that are closed, reminders read; NIKs of lists are found."""

STATEMENTS = (
    """CREATE TABLE "district_duty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "district" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "district_duty_office_id_district" ON "district_duty"
    ("office_id", "district")""",
    """CREATE TABLE "leave" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "noted_by_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("noted_by_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK (until >= since)
)""",
    """CREATE INDEX "leave_officer_id" ON "leave" ("officer_id")""",
    """CREATE TABLE "letter_closing" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "letter_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "reopened_at" INTEGER,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "letter_closed" ON "letter_closing" ("letter_id")
    WHERE reopened_at IS NULL""",
    """CREATE TABLE "reminder_read" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "letter_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "reminder_read_letter_id_officer_id_days" ON "reminder_read"
    ("letter_id", "officer_id", "days")""",
    """CREATE INDEX "list_row_nik" ON "list_row" ("nik") WHERE nik <> ''""",
    """CREATE INDEX "list_row_other_nik" ON "list_row" ("other_nik") WHERE other_nik <> ''""",
    """CREATE INDEX "row_progress" ON "row" ("case_id", "result", "listed_id")
    WHERE struck_to_id IS NULL""",
    """CREATE INDEX "subject_nik" ON "subject" ("nik") WHERE nik <> ''""",
    # A NIK typed in groups is the same NIK; what is no number stays as it was typed.
    """UPDATE row SET nik = replace(replace(replace(nik, ' ', ''), '-', ''), '.', '')
    WHERE nik GLOB '*[ .-]*' AND nik NOT GLOB '*[^0-9 .-]*'""",
    """UPDATE row SET other_nik = replace(replace(replace(other_nik, ' ', ''), '-', ''), '.', '')
    WHERE other_nik GLOB '*[ .-]*' AND other_nik NOT GLOB '*[^0-9 .-]*'""",
)
HISTORY = {  # table -> columns that keep the value they were written with
    "leave": ("officer_id", "since", "until", "noted_by_id", "at"),
    "letter_closing": ("letter_id", "officer_id", "at"),
    "reminder_read": ("letter_id", "officer_id", "days", "at"),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table, columns in HISTORY.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        _refuse(db, f"{table}_is_kept", f'DELETE ON "{table}"')
        _refuse(db, f"{table}_stays", f'UPDATE ON "{table}"', changed)


def _refuse(db, name, what, when="1"):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
    )
