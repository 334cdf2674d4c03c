"""What an office did stays as it was: the database itself refuses to rewrite or remove it."""

# Rows that stay. A delegation under which nothing was decided may go; the others decisions hold.
KEPT = (
    "case",
    "request",
    "decision",
    "output",
    "correction",
    "row",
    "letter",
    "wet_signature",
    "pause",
    "stint",
    "outage",
    "number_series",
    "ticket",
    "call",
)
# table -> columns that keep the value they were written with. What people typed is not among
# them: when its period is over, it is taken out.
WRITTEN_ONCE = {
    "case": ("office_id", "sop", "sop_version", "opened_at"),
    "decision": (
        *("case_id", "step", "counts_on", "outcome", "kind"),
        *("officer_id", "delegation_id", "arrived_at", "taken_at", "at"),
    ),
    "output": ("case_id", "decision_id", "document"),
    "correction": ("case_id", "drafted_id", "subject_id", "element"),
    "wet_signature": ("case_id", "signed_on", "officer_id"),
    "pause": ("case_id", "reason", "since"),
    "stint": ("case_id", "officer_id", "since", "until"),
    "outage": ("office_id", "since"),
    "delegation": ("officer_id", "absent_id", "role", "kind", "since"),
    "number_series": ("office_id", "day", "series"),
    "ticket": ("office_id", "case_id", "submission", "token_hash"),
    "call": ("office_id", "ticket_id", "counter_id", "day", "at", "version"),
}
# name -> table, column, when a change of it is refused
NEVER = {
    "case_ends_once": ("case", "end", 'OLD."end" IS NOT NULL AND NEW."end" IS NOT OLD."end"'),
    "case_moves_forward": ("case", "moves", "NEW.moves < OLD.moves"),
    "decision_falls_for_good": ("decision", "stands", "NEW.stands > OLD.stands"),
    "output_falls_for_good": ("output", "stands", "NEW.stands > OLD.stands"),
    "correction_is_applied_once": (
        *("correction", "applied_id"),
        "OLD.applied_id IS NOT NULL AND NEW.applied_id IS NOT OLD.applied_id",
    ),
    "pause_ends_once": ("pause", "until", "OLD.until IS NOT NULL AND NEW.until IS NOT OLD.until"),
    "number_is_not_given_again": ("number_series", "last", "NEW.last < OLD.last"),
    "ticket_that_lapsed_stays": (
        *("ticket", "status"),
        "OLD.status IN ('lapsed', 'void') AND NEW.status <> OLD.status",
    ),
}


def up(migrator, db):
    for table in KEPT:
        _refuse(db, f"{table}_is_kept", f'DELETE ON "{table}"')
    for table, columns in WRITTEN_ONCE.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        _refuse(
            db, f"{table}_stays_as_written", f'UPDATE OF {", ".join(columns)} ON "{table}"', changed
        )
    for name, (table, column, when) in NEVER.items():
        _refuse(db, name, f'UPDATE OF "{column}" ON "{table}"', when)


def _refuse(db, name, what, when="1"):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
    )
