"""Who opened a person of the register, and who said that a case is about them; both are kept."""

STATEMENTS = (
    """CREATE TABLE "person_view" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "person" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "person_view_person_at" ON "person_view" ("person", "at")""",
    """CREATE TABLE "identification" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "person" INTEGER NOT NULL,
    "stands" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "identification_case_id" ON "identification" ("case_id")""",
)
KEPT = ("person_view", "identification")


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table in KEPT:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_is_append_only_{verb.lower()}"
            db.execute_sql(
                f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
            )
