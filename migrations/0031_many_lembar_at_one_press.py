"""What an officer asks for many lembar at one press, and what became of each of them."""

STATEMENTS = (
    """CREATE TABLE "errand" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "verb" VARCHAR(255) NOT NULL CHECK (verb IN ('decide', 'sign')),
    "step" VARCHAR(255) NOT NULL,
    "outcome" VARCHAR(255) NOT NULL,
    "text" TEXT NOT NULL,
    "signed_on" TEXT,
    "key" VARCHAR(255) NOT NULL,
    "at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((verb = 'sign') = (signed_on IS NOT NULL))
)""",
    """CREATE UNIQUE INDEX "errand_key" ON "errand" ("key")""",
    """CREATE INDEX "errand_open" ON "errand" ("office_id") WHERE ("ended_at" IS NULL)""",
    """CREATE TABLE "errand_case" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "errand_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL,
    "outcome" VARCHAR(255) NOT NULL,
    "text" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "strike" TEXT NOT NULL,
    "done_at" INTEGER,
    "refusal" TEXT,
    FOREIGN KEY ("errand_id") REFERENCES "errand" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    CHECK (refusal IS NULL OR done_at IS NOT NULL)
)""",
    """CREATE UNIQUE INDEX "errand_case_errand_id_case_id" ON "errand_case"
    ("errand_id", "case_id")""",
    """CREATE INDEX "errand_case_open" ON "errand_case" ("errand_id") WHERE done_at IS NULL""",
    """CREATE INDEX "row_struck_to" ON "row" ("struck_to_id") WHERE ("struck_to_id" IS NOT NULL)""",
)
# Who asked for what stays; that it is done, or refused, is written once. What people typed is not
# named: retention takes it out.
WRITTEN_ONCE = {
    "errand": ("office_id", "officer_id", "verb", "step", "outcome", "signed_on", "key", "at"),
    "errand_case": ("errand_id", "case_id", "seen", "outcome", "strike"),
}
ENDS_ONCE = {"errand": ("ended_at",), "errand_case": ("done_at", "refusal")}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table, columns in WRITTEN_ONCE.items():
        _refuse(db, f"{table}_is_kept", f'DELETE ON "{table}"')
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        what = f'UPDATE OF {", ".join(columns)} ON "{table}"'
        _refuse(db, f"{table}_stays_as_written", what, changed)
    for table, (end, *more) in ENDS_ONCE.items():
        what = f'UPDATE OF {", ".join((end, *more))} ON "{table}"'
        _refuse(db, f"{table}_ends_once", what, f"OLD.{end} IS NOT NULL")


def _refuse(db, name, what, when="1"):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
    )
