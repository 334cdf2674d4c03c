"""Indexes for what is asked every minute: they hold only what may be due."""

STATEMENTS = (
    """CREATE INDEX "pause_applicant" ON "pause" ("since")
    WHERE reason = 'applicant' AND until IS NULL""",
    """CREATE INDEX "appointment_origin" ON "appointment" ("office_id", "day")
    WHERE ("origin" IS NOT NULL)""",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
