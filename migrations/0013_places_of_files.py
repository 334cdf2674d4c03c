"""Where the papers of a case lie, and where they lay before."""

STATEMENTS = (
    """CREATE TABLE "file_place" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "place" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "file_place_case_id" ON "file_place" ("case_id")""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for verb in ("UPDATE", "DELETE"):
        name = f"file_place_is_append_only_{verb.lower()}"
        db.execute_sql(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "file_place" '
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
