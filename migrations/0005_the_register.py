"""The population register: versions of people, numbered changes; what was shown is kept."""

ELEMENTS = (
    *("nik", "family", "name", "sex", "birth_place", "birth_date", "religion", "education"),
    *("occupation", "marital", "relation", "citizenship", "immigration", "father", "mother"),
    *("address", "rt", "rw", "village", "district", "status"),
)
NOW = "(SELECT current FROM register)"
STATEMENTS = (
    """CREATE TABLE "register" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "current" INTEGER NOT NULL,
    "mode" VARCHAR(255) NOT NULL CHECK (mode IN ('', 'siak', 'own')),
    CHECK (id = 1)
)""",
    """CREATE TABLE "register_change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('import', 'correction', 'reversal')),
    "officer_id" INTEGER,
    "begun_at" INTEGER NOT NULL,
    "touched_at" INTEGER NOT NULL,
    "shown_at" INTEGER,
    "person" INTEGER,
    "source" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "as_of" TEXT,
    "counts" TEXT NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "register_change_person" ON "register_change" ("person")""",
    f"""CREATE TABLE "resident" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    {", ".join(f'"{name}" VARCHAR(255) NOT NULL' for name in ELEMENTS)},
    CHECK (until IS NULL OR until > since)
)""",
    """CREATE UNIQUE INDEX "resident_person_since" ON "resident" ("person", "since")""",
    """CREATE INDEX "resident_nik" ON "resident" ("nik")""",
    """CREATE INDEX "resident_family" ON "resident" ("family")""",
    """CREATE INDEX "resident_birth_date" ON "resident" ("birth_date")""",
    """CREATE INDEX "resident_ended" ON "resident" ("until") WHERE ("until" IS NOT NULL)""",
    """INSERT INTO register (id, current, mode) VALUES (1, 0, '')""",
)
# name -> the event, when it is refused
NEVER = {
    "register_is_kept": ('DELETE ON "register"', "1"),
    "register_goes_on": ('UPDATE OF current ON "register"', "NEW.current < OLD.current"),
    "register_change_is_kept": ('DELETE ON "register_change"', "OLD.shown_at IS NOT NULL"),
    "register_change_stays_as_written": (
        'UPDATE ON "register_change"',
        "OLD.shown_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind "
        "OR NEW.begun_at <> OLD.begun_at OR NEW.officer_id IS NOT OLD.officer_id",
    ),
    "resident_is_kept": ('DELETE ON "resident"', f"OLD.since <= {NOW}"),
    "resident_stays_as_written": (
        f'UPDATE OF id, person, since, {", ".join(ELEMENTS)} ON "resident"',
        "1",
    ),
    "resident_ends_once": (
        'UPDATE OF until ON "resident"',
        f"OLD.until <= {NOW} OR NEW.until <= {NOW}",
    ),
    "resident_begins_in_the_open_change": ('INSERT ON "resident"', f"NEW.since <= {NOW}"),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, (what, when) in NEVER.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
