"""A correction or reversal shows one element of one person, as it was written down; the register
goes from one change to the next, and leaves none out."""

ELEMENTS = (
    *("nik", "family", "name", "sex", "birth_place", "birth_date", "religion", "education"),
    *("occupation", "marital", "relation", "citizenship", "immigration", "father", "mother"),
    *("address", "rt", "rw", "village", "district", "status"),
)
KIND = "(SELECT kind FROM register_change WHERE id = NEW.current)"
# The rows of a correction's person before and after it, with only its element changed.
AS_WRITTEN = (
    "resident AS was JOIN resident AS shown ON shown.person = was.person"
    " WHERE was.until = NEW.current AND shown.since = NEW.current"
    " AND was.person = correction.person AND "
    + " AND ".join(
        f"shown.{name} = CASE correction.element WHEN '{name}' THEN correction.{{value}} "
        f"ELSE was.{name} END"
        for name in ELEMENTS
    )
)
CORRECTED = (
    "EXISTS (SELECT 1 FROM correction WHERE change = NEW.current AND applied_id IS NOT NULL"  # noqa: S608
    f" AND EXISTS (SELECT 1 FROM {AS_WRITTEN.format(value='after')}))"
)
TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM reversal JOIN correction ON correction.id = reversal.correction_id"  # noqa: S608
    " WHERE reversal.change = NEW.current"
    f" AND EXISTS (SELECT 1 FROM {AS_WRITTEN.format(value='before')}))"
)
# Rows are numbered as they are written: those of this change are the last ones.
OTHERS = (
    "(SELECT count(*) FROM resident WHERE until = NEW.current) <> 1"
    " OR (SELECT count(*) FROM (SELECT since FROM resident ORDER BY id DESC LIMIT 2)"
    " WHERE since = NEW.current) <> 1"
)
# name -> what is refused, and when
REFUSED = {
    "register_leaves_no_change_out": (
        'UPDATE OF current ON "register"',
        "NEW.current <> OLD.current AND (NEW.current <> OLD.current + 1 OR NOT EXISTS"
        " (SELECT 1 FROM register_change WHERE id = NEW.current AND shown_at IS NOT NULL))",
    ),
    "register_shows_what_was_written_down": (
        'UPDATE OF current ON "register"',
        f"({KIND} = 'correction' AND (NOT {CORRECTED} OR {OTHERS}))"
        f" OR ({KIND} = 'reversal' AND (NOT {TAKEN_BACK} OR {OTHERS}))",
    ),
    "correction_stays_as_carried_out": (
        'UPDATE OF done_at, stands ON "correction"',
        "OLD.applied_id IS NOT NULL"
        " AND (NEW.done_at IS NOT OLD.done_at OR NEW.stands <> OLD.stands)",
    ),
}


def up(migrator, db):
    for name, (what, when) in REFUSED.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
