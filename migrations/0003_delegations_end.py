"""A stand-in may be ended early: the end is a row of its own, the delegation stays as written."""

STATEMENTS = (
    """CREATE TABLE "delegation_end" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "delegation_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("delegation_id") REFERENCES "delegation" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "delegation_end_delegation_id" ON "delegation_end" ("delegation_id")""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
