"""Buku agenda: what came in and what went out, numbered by office and year without a hole."""

STATEMENTS = (
    """ALTER TABLE "office" ADD COLUMN
    "agenda_pattern" VARCHAR(255) NOT NULL DEFAULT '{nomor}/{kode}/{bulan}/{tahun}'""",
    """ALTER TABLE "office" ADD COLUMN "retry_days" INTEGER NOT NULL DEFAULT 2""",
    """ALTER TABLE "office" ADD COLUMN "print_counter" INTEGER""",
    """CREATE TABLE "agenda_series" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "agenda_series_office_id_year"
    ON "agenda_series" ("office_id", "year")""",
    """CREATE TABLE "agenda" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "label" VARCHAR(255) NOT NULL,
    "day" TEXT NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL
        CHECK (kind IN ('request in', 'result out', 'sheet in', 'sheet out')),
    "at" INTEGER NOT NULL,
    "officer_id" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "agenda_office_id_year_number"
    ON "agenda" ("office_id", "year", "number")""",
    """CREATE UNIQUE INDEX "agenda_case_id_kind" ON "agenda" ("case_id", "kind")""",
    """CREATE INDEX "agenda_office_id_day" ON "agenda" ("office_id", "day")""",
)
# name -> what is refused, and when
REFUSED = {
    "agenda_is_kept": ('DELETE ON "agenda"', "1"),
    "agenda_stays_as_written": ('UPDATE ON "agenda"', "1"),
    "agenda_has_no_hole": (
        'INSERT ON "agenda"',
        "NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM agenda"
        " WHERE office_id = NEW.office_id AND year = NEW.year)",
    ),
    "agenda_series_is_kept": ('DELETE ON "agenda_series"', "1"),
    "agenda_series_goes_up_by_one": (
        'UPDATE ON "agenda_series"',
        "NEW.last <> OLD.last + 1 OR NEW.year <> OLD.year OR NEW.office_id <> OLD.office_id",
    ),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, (what, when) in REFUSED.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
