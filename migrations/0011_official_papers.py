"""Notes and letters that leave the house: numbered without a hole, each version kept."""

STATEMENTS = (
    """ALTER TABLE "office" ADD COLUMN "papers" TEXT NOT NULL DEFAULT '{}'""",
    """ALTER TABLE "agenda_series" ADD COLUMN
    "kind" VARCHAR(255) NOT NULL DEFAULT 'agenda'""",
    """DROP INDEX "agenda_series_office_id_year" """,
    """CREATE UNIQUE INDEX "agenda_series_office_id_year_kind"
    ON "agenda_series" ("office_id", "year", "kind")""",
    """CREATE TABLE "official_paper" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('note', 'letter')),
    "document" VARCHAR(255) NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "label" VARCHAR(255) NOT NULL,
    "version" INTEGER NOT NULL CHECK (version > 0),
    "content" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "token_hash" BLOB NOT NULL,
    "code_hash" BLOB NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
)""",
    """CREATE UNIQUE INDEX "official_paper_token_hash" ON "official_paper" ("token_hash")""",
    """CREATE UNIQUE INDEX "official_paper_code_hash" ON "official_paper" ("code_hash")""",
    """CREATE UNIQUE INDEX "official_paper_office_id_kind_year_number_version"
    ON "official_paper" ("office_id", "kind", "year", "number", "version")""",
    """CREATE UNIQUE INDEX "official_paper_case_id_kind_document_version"
    ON "official_paper" ("case_id", "kind", "document", "version")""",
)
# name -> what is refused, and when
REFUSED = {
    "official_paper_is_kept": ('DELETE ON "official_paper"', "1"),
    "official_paper_stays_as_written": ('UPDATE ON "official_paper"', "1"),
    "official_paper_has_no_hole": (
        'INSERT ON "official_paper"',
        "NEW.version = 1 AND NEW.number <> 1 + (SELECT coalesce(max(number), 0)"
        " FROM official_paper WHERE office_id = NEW.office_id AND kind = NEW.kind"
        " AND year = NEW.year)",
    ),
    "official_paper_follows_its_former_version": (
        'INSERT ON "official_paper"',
        "NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM official_paper"
        " WHERE case_id = NEW.case_id AND kind = NEW.kind AND document = NEW.document"
        " AND version = NEW.version - 1 AND office_id = NEW.office_id AND year = NEW.year"
        " AND number = NEW.number AND label = NEW.label)",
    ),
    "agenda_series_keeps_its_kind": (
        'UPDATE OF "kind" ON "agenda_series"',
        "NEW.kind <> OLD.kind",
    ),
}


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, (what, when) in REFUSED.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'history is kept: {name}'); END"
        )
