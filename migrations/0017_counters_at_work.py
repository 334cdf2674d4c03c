"""What a counter serves and when it is closed for a while; why a ticket was called or is held."""

STATEMENTS = (
    """ALTER TABLE "counter" ADD COLUMN "services" TEXT NOT NULL DEFAULT '[]'""",
    """ALTER TABLE "counter" ADD COLUMN "paused_for" VARCHAR(255) NOT NULL DEFAULT ''""",
    """ALTER TABLE "counter" ADD COLUMN "paused_at" INTEGER""",
    """ALTER TABLE "officer" ADD COLUMN "shortcuts" INTEGER NOT NULL DEFAULT 1""",
    """ALTER TABLE "call" ADD COLUMN "waited_since" INTEGER""",
    """CREATE TABLE "ticket_note" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('out of turn', 'held')),
    "instead_of_id" INTEGER,
    "counter_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "note" TEXT NOT NULL CHECK (note <> ''),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("instead_of_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("counter_id") REFERENCES "counter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "ticket_note_ticket_id" ON "ticket_note" ("ticket_id")""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for verb in ("UPDATE", "DELETE"):
        name = f"ticket_note_is_append_only_{verb.lower()}"
        db.execute_sql(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "ticket_note" '
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
