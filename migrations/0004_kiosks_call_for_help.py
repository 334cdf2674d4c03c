"""Someone at a kiosk can call for an officer; which calls there were, and who went, is kept."""

STATEMENTS = (
    """CREATE TABLE "help_call" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "device_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "officer_id" INTEGER,
    "taken_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((officer_id IS NULL) = (taken_at IS NULL))
)""",
    """CREATE UNIQUE INDEX "help_call_open" ON "help_call" ("office_id", "day", "device_id")
    WHERE ("officer_id" IS NULL)""",
    """CREATE TRIGGER help_call_is_kept BEFORE DELETE ON "help_call" FOR EACH ROW
BEGIN SELECT RAISE(ABORT, 'history is kept: help_call_is_kept'); END""",
    """CREATE TRIGGER help_call_stays_as_written
BEFORE UPDATE OF office_id, device_id, day, asked_at ON "help_call" FOR EACH ROW
WHEN NEW.office_id IS NOT OLD.office_id OR NEW.device_id IS NOT OLD.device_id
    OR NEW.day IS NOT OLD.day OR NEW.asked_at IS NOT OLD.asked_at
BEGIN SELECT RAISE(ABORT, 'history is kept: help_call_stays_as_written'); END""",
    """CREATE TRIGGER help_call_is_taken_once
BEFORE UPDATE OF officer_id, taken_at ON "help_call" FOR EACH ROW
WHEN OLD.officer_id IS NOT NULL
    AND (NEW.officer_id IS NOT OLD.officer_id OR NEW.taken_at IS NOT OLD.taken_at)
BEGIN SELECT RAISE(ABORT, 'history is kept: help_call_is_taken_once'); END""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
