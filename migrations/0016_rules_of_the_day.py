"""The rules of a day: special hours, quotas, and the statement that closes it."""

STATEMENTS = (
    """ALTER TABLE "office" ADD COLUMN "rules" TEXT NOT NULL DEFAULT '{}'""",
    """ALTER TABLE "ticket" ADD COLUMN "quota" VARCHAR(255) NOT NULL DEFAULT ''
        CHECK ("quota" IN ('', 'beyond', 'returns'))""",
    """CREATE TABLE "special_hours" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NOT NULL CHECK (until >= since),
    "name" VARCHAR(255) NOT NULL,
    "stretches" TEXT NOT NULL,
    "friday" TEXT NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "special_hours_office_id" ON "special_hours" ("office_id")""",
    """CREATE TABLE "quota" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "sop" VARCHAR(255) NOT NULL,
    "weekday" INTEGER NOT NULL CHECK (weekday BETWEEN -1 AND 6),
    "most" INTEGER NOT NULL CHECK (most >= 0),
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "quota_office_id_sop_weekday" ON "quota" ("office_id", "sop", "weekday")""",
    """CREATE TABLE "day_statement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "officer_id" INTEGER,
    "content" TEXT NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "day_statement_office_id_day" ON "day_statement" ("office_id", "day")""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for verb in ("UPDATE", "DELETE"):
        name = f"day_statement_is_append_only_{verb.lower()}"
        db.execute_sql(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "day_statement" '
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
