"""Zones of a hall, each wall's own settings, announcements, and pictures beside the calls."""

STATEMENTS = (
    """ALTER TABLE "counter" ADD COLUMN "zone" VARCHAR(255) NOT NULL DEFAULT ''""",
    """ALTER TABLE "device" ADD COLUMN "wall" TEXT NOT NULL DEFAULT '{}'""",
    """CREATE TABLE "announcement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "text" VARCHAR(255) NOT NULL,
    "urgent" INTEGER NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "place" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT,
    "begins" INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
    "ends" INTEGER NOT NULL CHECK (ends > begins AND ends <= 1440),
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "ended_by_id" INTEGER,
    "ended_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("ended_by_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK (until >= since),
    CHECK ((ended_by_id IS NULL) = (ended_at IS NULL))
)""",
    """CREATE INDEX "announcement_stands" ON "announcement" ("office_id", "place")
    WHERE ("ended_at" IS NULL)""",
    """CREATE TABLE "slide" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "file" VARCHAR(255) NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "place" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL CHECK (seconds BETWEEN 5 AND 120),
    "size" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "ended_by_id" INTEGER,
    "ended_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("ended_by_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((ended_by_id IS NULL) = (ended_at IS NULL))
)""",
    """CREATE UNIQUE INDEX "slide_file" ON "slide" ("file")""",
    """CREATE INDEX "slide_stands" ON "slide" ("office_id", "place")
    WHERE ("ended_at" IS NULL)""",
)
# What was told to the hall, by whom and from when to when, stays told.
WRITTEN_ONCE = {
    "announcement": (
        *("office_id", "text", "urgent", "zone", "place", "since", "until", "begins", "ends"),
        *("officer_id", "at"),
    ),
    "slide": ("office_id", "file", "size", "officer_id", "at"),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table, columns in WRITTEN_ONCE.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        _refuse(db, f"{table}_is_kept", f'DELETE ON "{table}"')
        _refuse(
            db, f"{table}_stays_as_written", f'UPDATE OF {", ".join(columns)} ON "{table}"', changed
        )
        _refuse(
            db,
            f"{table}_ends_once",
            f'UPDATE OF ended_by_id, ended_at ON "{table}"',
            "OLD.ended_at IS NOT NULL",
        )


def _refuse(db, name, what, when="1"):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
    )
