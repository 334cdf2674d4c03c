"""Results that come late, the replies to the ministry, and who took a list along."""

STATEMENTS = (
    """CREATE TABLE "later_result" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "row_id" INTEGER NOT NULL,
    "former" VARCHAR(255) NOT NULL,
    "former_note" TEXT NOT NULL,
    "result" VARCHAR(255) NOT NULL,
    "note" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("row_id") REFERENCES "row" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "later_result_row_id" ON "later_result" ("row_id")""",
    """CREATE TABLE "result_file" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    "outcome" VARCHAR(255) NOT NULL,
    "said" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "told" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE TABLE "answer_columns" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "headings" VARCHAR(255) NOT NULL,
    "result" INTEGER,
    "note" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "answer_columns_office_id_headings" ON "answer_columns" ("office_id", "headings")""",
    """CREATE TABLE "reply" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "supplement" INTEGER NOT NULL,
    "version" INTEGER NOT NULL CHECK (version > 0),
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "label" VARCHAR(255) NOT NULL,
    "content" TEXT NOT NULL,
    "since" INTEGER,
    "at" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((supplement = 0) = (since IS NULL))
)""",
    """CREATE UNIQUE INDEX "reply_letter_id_supplement_version" ON "reply" ("letter_id", "supplement", "version")""",
    """CREATE UNIQUE INDEX "reply_office_id_year_number_version" ON "reply" ("office_id", "year", "number", "version")""",
    """CREATE TABLE "reply_signed" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "reply_id" INTEGER NOT NULL,
    "signed_on" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("reply_id") REFERENCES "reply" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "reply_signed_reply_id" ON "reply_signed" ("reply_id")""",
    """CREATE TABLE "reply_sent" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "reply_id" INTEGER NOT NULL,
    "sent_on" TEXT NOT NULL,
    "how" VARCHAR(255) NOT NULL,
    "note" VARCHAR(255) NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "label" VARCHAR(255) NOT NULL,
    "day" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reply_id") REFERENCES "reply" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "reply_sent_reply_id" ON "reply_sent" ("reply_id")""",
    """CREATE UNIQUE INDEX "reply_sent_office_id_year_number" ON "reply_sent" ("office_id", "year", "number")""",
    """CREATE INDEX "reply_sent_office_id_day" ON "reply_sent" ("office_id", "day")""",
    """CREATE TABLE "list_taken" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "letter_id" INTEGER,
    "file_id" INTEGER,
    "rows" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("file_id") REFERENCES "letter_file" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "list_taken_letter_id" ON "list_taken" ("letter_id")""",
)
APPEND_ONLY = ("later_result", "reply", "reply_signed", "reply_sent", "list_taken")


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_is_append_only_{verb.lower()}"
            db.execute_sql(
                f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
            )
