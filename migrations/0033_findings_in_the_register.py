"""What the anomaly rules find in the register, run by run, and what officers said of it."""

STATEMENTS = (
    """CREATE TABLE "anomaly_run" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "change" INTEGER NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "touched_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    "outcome" VARCHAR(255) NOT NULL,
    "people" INTEGER NOT NULL,
    "counts" TEXT NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE TABLE "finding" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "rule" VARCHAR(255) NOT NULL,
    "person" INTEGER NOT NULL,
    "other" INTEGER NOT NULL,
    "fingerprint" INTEGER NOT NULL,
    "district" VARCHAR(255) NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    "mended" INTEGER NOT NULL,
    "aside" INTEGER NOT NULL,
    "case_id" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    CHECK (until IS NULL OR until > since)
)""",
    """CREATE UNIQUE INDEX "finding_rule_person_since" ON "finding" ("rule", "person", "since")""",
    """CREATE INDEX "finding_rule_district_since_until" ON "finding" ("rule", "district", "since", "until")""",
    """CREATE INDEX "finding_ended" ON "finding" ("until")
    WHERE ("until" IS NOT NULL)""",
    """CREATE INDEX "finding_decided" ON "finding" ("rule")
    WHERE aside OR case_id IS NOT NULL""",
    """CREATE TABLE "finding_word" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "rule" VARCHAR(255) NOT NULL,
    "person" INTEGER NOT NULL,
    "fingerprint" INTEGER NOT NULL,
    "word" VARCHAR(255) NOT NULL CHECK (word IN ('aside', 'back', 'lembar')),
    "case_id" INTEGER,
    "reason" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((word = 'lembar') = (case_id IS NOT NULL))
)""",
    """CREATE INDEX "finding_word_rule_person" ON "finding_word" ("rule", "person")""",
)
SHOWN = "(SELECT coalesce(max(id), 0) FROM anomaly_run WHERE outcome = 'done')"
# name -> what is refused, and when
REFUSED = {
    "anomaly_run_is_kept": ('DELETE ON "anomaly_run"', "1"),
    "anomaly_run_ends_once": ('UPDATE ON "anomaly_run"', "OLD.ended_at IS NOT NULL"),
    "finding_is_kept": ('DELETE ON "finding"', f"OLD.since <= {SHOWN}"),
    "finding_stays_as_written": (
        'UPDATE OF rule, person, other, fingerprint, district, since ON "finding"',
        "1",
    ),
    "finding_ends_once": ('UPDATE OF until, mended ON "finding"', f"OLD.until <= {SHOWN}"),
    "finding_word_is_append_only_update": ('UPDATE ON "finding_word"', "1"),
    "finding_word_is_append_only_delete": ('DELETE ON "finding_word"', "1"),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, (what, when) in REFUSED.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
