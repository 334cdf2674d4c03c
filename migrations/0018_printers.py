"""Receipt printers, and each ticket's way to their paper; nobody wrote a print job before."""

STATEMENTS = (
    """CREATE TABLE "printer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "device_id" INTEGER,
    "name" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('network', 'usb', 'serial')),
    "address" VARCHAR(255) NOT NULL,
    "width" INTEGER NOT NULL CHECK (width IN (58, 80)),
    "sign" VARCHAR(255) NOT NULL CHECK (sign IN ('number', 'paper', 'none')),
    "trouble" VARCHAR(255) NOT NULL,
    "since" INTEGER,
    "low" INTEGER NOT NULL,
    "heard_at" INTEGER,
    "retired_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE RESTRICT,
    CHECK ((trouble = '') = (since IS NULL))
)""",
    """CREATE UNIQUE INDEX "printer_of_device" ON "printer" ("device_id")
    WHERE ("retired_at" IS NULL)""",
    """DROP TABLE "print_job" """,
    """CREATE TABLE "print_job" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER,
    "printer_id" INTEGER NOT NULL,
    "status" VARCHAR(255) NOT NULL
        CHECK (status IN ('queued', 'sent', 'printed', 'failed', 'unknown')),
    "at" INTEGER NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "officer_id" INTEGER,
    "language" VARCHAR(255) NOT NULL,
    "why" TEXT NOT NULL,
    "told" VARCHAR(255) NOT NULL,
    "dealt_by_id" INTEGER,
    "dealt_at" INTEGER,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("printer_id") REFERENCES "printer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("dealt_by_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((dealt_by_id IS NULL) = (dealt_at IS NULL))
)""",
    """CREATE INDEX "print_job_ticket_id" ON "print_job" ("ticket_id")""",
    """CREATE INDEX "print_job_to_do" ON "print_job" ("printer_id")
    WHERE status IN ('queued', 'sent')""",
    """CREATE INDEX "print_job_amiss" ON "print_job" ("printer_id")
    WHERE status IN ('failed', 'unknown') AND dealt_at IS NULL""",
)
ASKED = ("ticket_id", "printer_id", "asked_at", "officer_id", "language", "why")
OTHER = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in ASKED)
# name -> what is refused, and when
REFUSED = {
    "print_job_is_kept": ('DELETE ON "print_job"', "1"),
    "print_job_stays_as_asked": (f'UPDATE OF {", ".join(ASKED)} ON "print_job"', OTHER),
    "print_job_goes_on": (
        'UPDATE OF status ON "print_job"',
        "OLD.status NOT IN ('queued', 'sent') OR NEW.status = 'queued'"
        " OR (OLD.status = 'queued' AND NEW.status IN ('printed', 'unknown'))",
    ),
    "print_job_is_dealt_with_once": (
        'UPDATE OF dealt_by_id, dealt_at ON "print_job"',
        "OLD.dealt_at IS NOT NULL",
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
