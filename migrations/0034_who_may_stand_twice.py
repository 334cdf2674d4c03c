"""People who stand in the register twice: searches, the pairs they found, what was said of them."""

STATEMENTS = (
    """CREATE TABLE "double_search" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "change" INTEGER NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "touched_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    "outcome" VARCHAR(255) NOT NULL,
    "said" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE TABLE "double_verdict" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "one" INTEGER NOT NULL,
    "other" INTEGER NOT NULL,
    "one_row" INTEGER NOT NULL,
    "other_row" INTEGER NOT NULL,
    "verdict" VARCHAR(255) NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    "reason" TEXT NOT NULL CHECK (reason <> ''),
    "case_id" INTEGER,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK (one < other)
)""",
    """CREATE INDEX "double_verdict_one_other" ON "double_verdict" ("one", "other")""",
    """CREATE TABLE "double_pair" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "search_id" INTEGER NOT NULL,
    "one" INTEGER NOT NULL,
    "other" INTEGER NOT NULL,
    "one_row" INTEGER NOT NULL,
    "other_row" INTEGER NOT NULL,
    "probability" REAL NOT NULL,
    "levels" TEXT NOT NULL,
    "verdict_id" INTEGER,
    FOREIGN KEY ("search_id") REFERENCES "double_search" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("verdict_id") REFERENCES "double_verdict" ("id") ON DELETE RESTRICT,
    CHECK (one < other)
)""",
    """CREATE UNIQUE INDEX "double_pair_search_id_one_other" ON "double_pair" ("search_id", "one", "other")""",
    """CREATE INDEX "double_pair_search_id_verdict_id_probability" ON "double_pair" ("search_id", "verdict_id", "probability")""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for verb in ("UPDATE", "DELETE"):
        name = f"double_verdict_is_append_only_{verb.lower()}"
        db.execute_sql(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "double_verdict" '
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
