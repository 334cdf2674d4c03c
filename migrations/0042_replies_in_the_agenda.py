"""A reply to the ministry takes its line in the buku agenda: both tables share one run of numbers."""

LAST = """(SELECT coalesce(max(number), 0) FROM {table}
    WHERE office_id = NEW.office_id AND year = NEW.year)"""
NEXT = f"1 + max({LAST.format(table='agenda')}, {LAST.format(table='reply_sent')})"


def up(migrator, db):
    db.execute_sql("DROP TRIGGER agenda_has_no_hole")
    for table in ("agenda", "reply_sent"):
        name = f"{table}_has_no_hole"
        db.execute_sql(
            f'CREATE TRIGGER {name} BEFORE INSERT ON "{table}" '
            f"FOR EACH ROW WHEN NEW.number <> {NEXT} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
