"""Corrections reach the register by an order and two officers, and are taken back by a third row."""

STATEMENTS = (
    """ALTER TABLE "correction" ADD COLUMN "person" INTEGER""",
    """ALTER TABLE "correction" ADD COLUMN "drafted_on" INTEGER""",
    """ALTER TABLE "correction" ADD COLUMN "original_seen" INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE "correction" ADD COLUMN "copy_received" INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE "correction" ADD COLUMN "ordered" INTEGER""",
    """ALTER TABLE "correction" ADD COLUMN "change" INTEGER""",
    """ALTER TABLE "correction" ADD COLUMN "despite" TEXT NOT NULL DEFAULT ''""",
    """CREATE INDEX "correction_person" ON "correction" ("person")
    WHERE ("person" IS NOT NULL)""",
    """CREATE TABLE "reversal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "correction_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "reason" TEXT NOT NULL CHECK (reason <> ''),
    "reference" VARCHAR(255) NOT NULL,
    "done_at" INTEGER NOT NULL,
    "change" INTEGER,
    FOREIGN KEY ("correction_id") REFERENCES "correction" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "reversal_correction_id" ON "reversal" ("correction_id")""",
    """CREATE TABLE "statement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "person" INTEGER NOT NULL,
    "element" VARCHAR(255) NOT NULL,
    "value" VARCHAR(255) NOT NULL,
    "basis" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE INDEX "statement_case_id" ON "statement" ("case_id")""",
)
TWO_OFFICERS = """NEW.applied_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM decision AS ordered JOIN decision AS applied
    WHERE ordered.id = NEW.ordered AND applied.id = NEW.applied_id
    AND ordered.kind = 'approve' AND ordered.stands
    AND ordered.case_id = NEW.case_id AND applied.case_id = NEW.case_id
    AND ordered.officer_id <> applied.officer_id)"""
KIND = "(SELECT kind FROM register_change WHERE id = NEW.current)"
# name -> what is refused, and when
REFUSED = {
    "correction_begins_as_a_draft": ('INSERT ON "correction"', "NEW.applied_id IS NOT NULL"),
    "correction_needs_an_order_and_two": ('UPDATE OF applied_id ON "correction"', TWO_OFFICERS),
    "correction_keeps_its_person": (
        'UPDATE OF person, drafted_on, original_seen, copy_received ON "correction"',
        "NEW.person IS NOT OLD.person OR NEW.drafted_on IS NOT OLD.drafted_on"
        " OR NEW.original_seen <> OLD.original_seen OR NEW.copy_received <> OLD.copy_received",
    ),
    "correction_keeps_its_change": (
        'UPDATE OF change, ordered ON "correction"',
        "(OLD.change IS NOT NULL AND NEW.change IS NOT OLD.change)"
        " OR (OLD.ordered IS NOT NULL AND NEW.ordered IS NOT OLD.ordered)",
    ),
    "register_shows_what_was_ordered": (
        'UPDATE OF current ON "register"',
        f"({KIND} = 'correction' AND NOT EXISTS (SELECT 1 FROM correction"  # noqa: S608
        " WHERE change = NEW.current AND applied_id IS NOT NULL))"
        f" OR ({KIND} = 'reversal' AND NOT EXISTS"
        " (SELECT 1 FROM reversal WHERE change = NEW.current))",
    ),
    "reversal_is_by_another": (
        'INSERT ON "reversal"',
        "NOT EXISTS (SELECT 1 FROM correction JOIN decision ON decision.id = correction.applied_id"
        " WHERE correction.id = NEW.correction_id AND decision.officer_id <> NEW.officer_id)",
    ),
    "reversal_is_kept": ('DELETE ON "reversal"', "1"),
    "reversal_stays_as_written": ('UPDATE ON "reversal"', "1"),
    "statement_is_kept": ('DELETE ON "statement"', "1"),
    "statement_stays_as_written": ('UPDATE ON "statement"', "1"),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, (what, when) in REFUSED.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
