"""The first tables, frozen as they were: offices, officers, cases, tickets, the audit trail."""

TABLES = """
CREATE TABLE "office" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "code" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "region" VARCHAR(255) NOT NULL,
    "address" VARCHAR(255) NOT NULL,
    "zone" VARCHAR(255) NOT NULL,
    "version" INTEGER NOT NULL,
    "chain_length" INTEGER NOT NULL,
    "chain_head" BLOB NOT NULL,
    "hours_revision" INTEGER NOT NULL,
    "cutoff" INTEGER NOT NULL,
    "max_calls" INTEGER NOT NULL,
    "call_gap" INTEGER NOT NULL,
    "priority_every" INTEGER NOT NULL,
    "comeback_days" INTEGER NOT NULL,
    "signatory_title" VARCHAR(255) NOT NULL,
    "signatory_name" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "office_code" ON "office" ("code");
CREATE TABLE "category" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "code" VARCHAR(255) NOT NULL,
    "label" VARCHAR(255) NOT NULL,
    "cure" VARCHAR(255) NOT NULL,
    "active" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "category_code" ON "category" ("code");
CREATE TABLE "officer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "username" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "password_hash" VARCHAR(255) NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "officer_username" ON "officer" ("username");
CREATE TABLE "case" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "sop" VARCHAR(255) NOT NULL,
    "sop_version" INTEGER NOT NULL,
    "step" VARCHAR(255),
    "role" VARCHAR(255),
    "end" VARCHAR(255),
    "paused_for" VARCHAR(255) NOT NULL,
    "look_again_on" TEXT,
    "moves" INTEGER NOT NULL,
    "category_id" INTEGER,
    "taken_by_id" INTEGER,
    "taken_at" INTEGER,
    "arrived_at" INTEGER NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("taken_by_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK ((step IS NULL) <> (end IS NULL)),
    CHECK ((end IS NULL) = (ended_at IS NULL)),
    CHECK ((step IS NULL) = (role IS NULL)),
    CHECK ((taken_by_id IS NULL) = (taken_at IS NULL)),
    CHECK (paused_for IN ('', 'applicant', 'centre', 'other_region', 'network'))
);
CREATE INDEX "case_office_id_role_arrived_at" ON "case" ("office_id", "role", "arrived_at");
CREATE INDEX "case_office_id_ended_at" ON "case" ("office_id", "ended_at");
CREATE TABLE "counter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "counter_office_id_number" ON "counter" ("office_id", "number");
CREATE TABLE "ticket" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "series" VARCHAR(1) NOT NULL,
    "number" INTEGER NOT NULL CHECK (number > 0),
    "status" VARCHAR(255) NOT NULL CHECK (status IN ('waiting', 'called', 'serving', 'held', 'no_show', 'done', 'lapsed', 'void')),
    "role" VARCHAR(255) NOT NULL,
    "counter_id" INTEGER,
    "only_at_id" INTEGER,
    "priority" INTEGER NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "place_at" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,
    "called_at" INTEGER,
    "first_called_at" INTEGER,
    "served_at" INTEGER,
    "changed_at" INTEGER NOT NULL,
    "closed_for" TEXT NOT NULL,
    "submission" VARCHAR(255) NOT NULL,
    "token_hash" BLOB NOT NULL,
    "code" VARCHAR(255),
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("counter_id") REFERENCES "counter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("only_at_id") REFERENCES "counter" ("id") ON DELETE RESTRICT,
    CHECK ((counter_id IS NOT NULL) = (status IN ('called', 'serving')))
);
CREATE UNIQUE INDEX "ticket_submission" ON "ticket" ("submission");
CREATE UNIQUE INDEX "ticket_token_hash" ON "ticket" ("token_hash");
CREATE UNIQUE INDEX "ticket_code" ON "ticket" ("code");
CREATE UNIQUE INDEX "ticket_office_id_day_series_number" ON "ticket" ("office_id", "day", "series", "number");
CREATE INDEX "ticket_office_id_day_status_role_place_at" ON "ticket" ("office_id", "day", "status", "role", "place_at");
CREATE INDEX "ticket_case_id_day" ON "ticket" ("case_id", "day");
CREATE UNIQUE INDEX "ticket_at_counter" ON "ticket" ("counter_id") WHERE ("counter_id" IS NOT NULL);
CREATE UNIQUE INDEX "ticket_live" ON "ticket" ("case_id") WHERE status IN ('waiting', 'called', 'serving', 'held', 'no_show');
CREATE TABLE "call" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "counter_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "undone" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("counter_id") REFERENCES "counter" ("id") ON DELETE RESTRICT
);
CREATE INDEX "call_office_id_day_version" ON "call" ("office_id", "day", "version");
CREATE TABLE "delegation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "absent_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('Plh.', 'Plt.')),
    "since" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("absent_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK (until >= since),
    CHECK (officer_id <> absent_id)
);
CREATE INDEX "delegation_officer_id" ON "delegation" ("officer_id");
CREATE TABLE "decision" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "step" VARCHAR(255) NOT NULL,
    "counts_on" VARCHAR(255) NOT NULL,
    "outcome" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "delegation_id" INTEGER,
    "arrived_at" INTEGER NOT NULL,
    "taken_at" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "stands" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("delegation_id") REFERENCES "delegation" ("id") ON DELETE RESTRICT
);
CREATE INDEX "decision_case_id_at" ON "decision" ("case_id", "at");
CREATE UNIQUE INDEX "decision_stands" ON "decision" ("case_id", "step") WHERE ("stands" = 1);
CREATE TABLE "subject" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "nik" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT
);
CREATE INDEX "subject_case_id" ON "subject" ("case_id");
CREATE TABLE "correction" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "drafted_id" INTEGER NOT NULL,
    "applied_id" INTEGER,
    "subject_id" INTEGER,
    "element" VARCHAR(255) NOT NULL,
    "before" VARCHAR(255) NOT NULL,
    "after" VARCHAR(255) NOT NULL,
    "basis" VARCHAR(255) NOT NULL,
    "reference" VARCHAR(255) NOT NULL,
    "done_at" INTEGER,
    "stands" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("drafted_id") REFERENCES "decision" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("applied_id") REFERENCES "decision" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("subject_id") REFERENCES "subject" ("id") ON DELETE RESTRICT,
    CHECK ((applied_id IS NULL) = (done_at IS NULL)),
    CHECK (before <> after)
);
CREATE INDEX "correction_case_id" ON "correction" ("case_id");
CREATE TABLE "counter_role" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "counter_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("counter_id") REFERENCES "counter" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "counter_role_counter_id_role" ON "counter_role" ("counter_id", "role");
CREATE TABLE "device" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL CHECK (kind IN ('kiosk', 'wall')),
    "name" VARCHAR(255) NOT NULL,
    "px_per_mm" VARCHAR(255) NOT NULL,
    "code_hash" BLOB,
    "code_until" INTEGER,
    "token_hash" BLOB,
    "revoked_at" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "device_code_hash" ON "device" ("code_hash");
CREATE UNIQUE INDEX "device_token_hash" ON "device" ("token_hash");
CREATE TABLE "draft" (
    "key" VARCHAR(255) NOT NULL PRIMARY KEY,
    "device_id" INTEGER NOT NULL,
    "procedure" VARCHAR(255) NOT NULL,
    "answers" TEXT NOT NULL,
    "touched_at" INTEGER NOT NULL,
    FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE CASCADE
);
CREATE TABLE "event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER,
    "device_id" INTEGER,
    "case_id" INTEGER,
    "ticket_id" INTEGER,
    "detail" VARCHAR(255) NOT NULL,
    "mac" BLOB NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
CREATE INDEX "event_case_id" ON "event" ("case_id");
CREATE UNIQUE INDEX "event_office_id_number" ON "event" ("office_id", "number");
CREATE TABLE "holiday" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "holiday_office_id_day" ON "holiday" ("office_id", "day");
CREATE TABLE "letter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "reference" VARCHAR(255) NOT NULL,
    "dated" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "letter_case_id" ON "letter" ("case_id");
CREATE TABLE "number_series" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "series" VARCHAR(1) NOT NULL,
    "last" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "number_series_office_id_day_series" ON "number_series" ("office_id", "day", "series");
CREATE TABLE "officer_role" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "officer_role_officer_id_role" ON "officer_role" ("officer_id", "role");
CREATE TABLE "opening" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    "opens" INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1439),
    "closes" INTEGER NOT NULL CHECK (closes > opens AND closes <= 1440),
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE INDEX "opening_office_id" ON "opening" ("office_id");
CREATE TABLE "outage" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX "outage_open" ON "outage" ("office_id") WHERE ("until" IS NULL);
CREATE TABLE "output" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "decision_id" INTEGER NOT NULL,
    "document" VARCHAR(255) NOT NULL,
    "text" TEXT NOT NULL,
    "stands" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decision_id") REFERENCES "decision" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "output_stands" ON "output" ("case_id", "document") WHERE ("stands" = 1);
CREATE TABLE "paper" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "paper" VARCHAR(255) NOT NULL,
    "copy_received" INTEGER NOT NULL,
    "original_seen" INTEGER NOT NULL,
    "waived" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "paper_case_id_paper" ON "paper" ("case_id", "paper");
CREATE TABLE "pause" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "reason" VARCHAR(255) NOT NULL,
    "note" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    CHECK (until IS NULL OR until >= since)
);
CREATE INDEX "pause_case_id" ON "pause" ("case_id");
CREATE UNIQUE INDEX "pause_open" ON "pause" ("case_id") WHERE ("until" IS NULL);
CREATE TABLE "print_job" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "ticket_id" INTEGER NOT NULL,
    "status" VARCHAR(255) NOT NULL CHECK (status IN ('queued', 'sent', 'printed', 'failed', 'unknown')),
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
CREATE INDEX "print_job_ticket_id" ON "print_job" ("ticket_id");
CREATE TABLE "request" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "answers" TEXT NOT NULL,
    "rejected_at" VARCHAR(255) NOT NULL,
    "applicant_name" VARCHAR(255) NOT NULL,
    "applicant_phone" VARCHAR(255) NOT NULL,
    "relation" VARCHAR(255) NOT NULL,
    "authority_letter" VARCHAR(255) NOT NULL,
    "statement" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "request_case_id" ON "request" ("case_id");
CREATE TABLE "row" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number BETWEEN 1 AND 200),
    "nik" VARCHAR(255) NOT NULL,
    "other_nik" VARCHAR(255) NOT NULL,
    "category_id" INTEGER NOT NULL,
    "trouble" TEXT NOT NULL,
    "outside" INTEGER NOT NULL,
    "result" VARCHAR(255) NOT NULL,
    "result_note" TEXT NOT NULL,
    "struck_to_id" INTEGER,
    "struck_for" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("struck_to_id") REFERENCES "case" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "row_case_id_number" ON "row" ("case_id", "number");
CREATE TABLE "session" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "token_hash" BLOB NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "counter_id" INTEGER,
    "created_at" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("counter_id") REFERENCES "counter" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "session_token_hash" ON "session" ("token_hash");
CREATE INDEX "session_officer_id" ON "session" ("officer_id");
CREATE TABLE "sign_in_attempt" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_hash" BLOB NOT NULL,
    "at" INTEGER NOT NULL
);
CREATE INDEX "sign_in_attempt_account_hash_at" ON "sign_in_attempt" ("account_hash", "at");
CREATE TABLE "stint" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT,
    CHECK (until >= since)
);
CREATE INDEX "stint_case_id" ON "stint" ("case_id");
CREATE TABLE "view" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "office_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "fields" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "view_case_id_at" ON "view" ("case_id", "at");
CREATE TABLE "wet_signature" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "signed_on" TEXT NOT NULL,
    "agenda_number" VARCHAR(255) NOT NULL,
    "officer_id" INTEGER NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "wet_signature_case_id" ON "wet_signature" ("case_id");
"""

# What was recorded is never changed: the database itself refuses.
TRIGGERS = """
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON "event"
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON "event"
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER view_is_append_only_update BEFORE UPDATE ON "view"
BEGIN SELECT RAISE(ABORT, 'the view log is append-only'); END;
CREATE TRIGGER view_is_append_only_delete BEFORE DELETE ON "view"
BEGIN SELECT RAISE(ABORT, 'the view log is append-only'); END;
CREATE TRIGGER ticket_arrival_is_kept BEFORE UPDATE OF issued_at, day, series, number ON "ticket"
BEGIN SELECT RAISE(ABORT, 'a number and its time of issue are never rewritten'); END;
"""

# The catalogue of faults; offices may edit the rows. (code, label, who can cure it)
CATEGORIES = [
    ("E1", "NIK tidak ditemukan / belum online", "dinas mengajukan, pusat menyetujui"),
    ("E2", "NIK nonaktif / dibekukan", "dinas mengusulkan, pusat"),
    ("E3", "NIK KTP-el berbeda dengan KK", "dinas"),
    ("E4", "No. KK tidak cocok / KK lama", "dinas"),
    ("G1", "Satu NIK dua orang", "dinas yang bukan pemilik NIK"),
    ("G2", "Satu orang dua NIK", "daerah lama lebih dulu"),
    ("G3", "Rekaman biometrik ganda", "hanya pusat"),
    ("G4", "Terdaftar di lebih dari satu KK", "dinas"),
    ("A1", "Nama tidak lazim", "dinas"),
    ("A2", "Tanggal lahir tidak valid", "dinas"),
    ("A3", "Jenis kelamin kosong / tidak sesuai", "dinas"),
    ("A4", "Nama orang tua kosong", "dinas; panti asuhan dikecualikan"),
    ("A5", "Alamat bukan tempat tinggal", "dinas"),
    ("A6", "Jumlah anggota keluarga tidak wajar", "dinas"),
    ("A7", "Status perkawinan / hubungan tidak wajar", "dinas"),
    ("A8", "NIK tidak sesuai kaidah", "sering bukan kesalahan"),
    ("M1", "Meninggal tercatat hidup", "dinas"),
    ("M2", "Pindah tidak dilaporkan", "dua daerah"),
    ("R1", "Perekaman KTP-el macet", "umumnya pusat"),
    ("L1", "Lembaga pengguna belum memperbarui", "lembaga itu; beri surat"),
]


def up(migrator, db):
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    for trigger in TRIGGERS.split("END;\n"):
        if trigger.strip():
            db.execute_sql(f"{trigger} END")
    for row in CATEGORIES:
        db.execute_sql("INSERT INTO category (code, label, cure, active) VALUES (?, ?, ?, 1)", row)
