"""Times taken by phone, which become numbers at check-in."""

STATEMENTS = (
    """ALTER TABLE "office" ADD COLUMN "appointments" TEXT NOT NULL DEFAULT '{}'""",
    """CREATE TABLE "appointment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "service" VARCHAR(255) NOT NULL,
    "day" TEXT NOT NULL,
    "slot_at" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "places" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "submission" VARCHAR(255) NOT NULL,
    "token_hash" BLOB NOT NULL,
    "code" VARCHAR(255) NOT NULL,
    "origin" BLOB,
    "cancelled_at" INTEGER,
    "ticket_id" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    CHECK (place BETWEEN 1 AND places),
    CHECK (cancelled_at IS NULL OR ticket_id IS NULL)
)""",
    """CREATE UNIQUE INDEX "appointment_submission" ON "appointment" ("submission")""",
    """CREATE UNIQUE INDEX "appointment_token_hash" ON "appointment" ("token_hash")""",
    """CREATE UNIQUE INDEX "appointment_code" ON "appointment" ("code")""",
    """CREATE UNIQUE INDEX "appointment_ticket_id" ON "appointment" ("ticket_id")""",
    """CREATE INDEX "appointment_office_id_day" ON "appointment" ("office_id", "day")""",
    """CREATE UNIQUE INDEX "appointment_place" ON "appointment"
    ("office_id", "service", "slot_at", "place") WHERE ("cancelled_at" IS NULL)""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
