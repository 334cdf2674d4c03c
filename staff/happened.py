"""The audit trail of a case in words."""

from dataclasses import dataclass
from datetime import datetime

from ministry_tables import Row
from models import Case, Event
from office import privacy, procedures, remarks
from office.audit import Happened
from office.dossier import Dossier
from office.transitions import PAUSES

WORDS = {
    Happened.CASE_OPENED: "Permohonan dibuka",
    Happened.CASE_TAKEN: "Mulai dikerjakan",
    Happened.CASE_DECIDED: "Diputuskan",
    Happened.CASE_PAUSED: "Dijeda",
    Happened.CASE_RESUMED: "Dilanjutkan",
    Happened.CASE_AMENDED: "Isi permohonan dicatat",
    Happened.CASE_WITHDRAWN: "Dibatalkan",
    Happened.CASE_EXPIRED: "Ditutup: berkas tidak dilengkapi",
    Happened.LETTER_BOOKED: "Surat Ditjen dicatat",
    Happened.PACK_WRITTEN: "Surat ke daerah lain atau pusat dibuat",
    Happened.PACK_SENT: "Surat ke daerah lain atau pusat dikirim",
    Happened.PACK_ANSWERED: "Jawaban daerah lain atau pusat dicatat",
    Happened.LETTER_CLOSED: "Semua baris surat Ditjen punya hasil",
    Happened.REPLY_ISSUED: "Jawaban surat Ditjen dibuat",
    Happened.REPLY_REVISED: "Jawaban surat Ditjen diganti versi baru",
    Happened.REPLY_SIGNED: "Jawaban surat Ditjen ditandatangani basah",
    Happened.REPLY_SENT: "Jawaban surat Ditjen dikirim",
    Happened.LIST_TAKEN: "Daftar dengan NIK lengkap diunduh",
    Happened.RESULT_FILE_BROUGHT: "Daftar hasil dikirim",
    Happened.RESULT_FILE_ENDED: "Daftar hasil selesai diolah",
    Happened.LIST_BROUGHT: "Daftar Ditjen dikirim",
    Happened.LIST_ENDED: "Pemeriksaan daftar Ditjen selesai",
    Happened.LIST_SHOWN: "Daftar Ditjen dimasukkan",
    Happened.LIST_WITHDRAWN: "Daftar Ditjen ditarik",
    Happened.ROWS_STRUCK: "Baris dikeluarkan dari lembar",
    Happened.RESULTS_SAVED: "Hasil baris dicatat",
    Happened.RESULT_CHANGED: "Hasil baris diubah sesudah lembar selesai",
    Happened.LEMBAR_GIVEN: "Pembagian lembar diubah",
    Happened.DUTIES_CHANGED: "Petugas kecamatan diubah",
    Happened.LEAVE_NOTED: "Cuti petugas dicatat",
    Happened.FILE_PLACED: "Tempat berkas dicatat",
    Happened.SIGNATURE_RECORDED: "Tanda tangan basah dicatat",
    Happened.CORRECTION_REVERSED: "Perbaikan dibatalkan",
    Happened.DOCUMENT_STATED: "Isi dokumen dicatat",
    Happened.TICKET_ISSUED: "Nomor antrean terbit",
    Happened.TICKET_CALLED: "Nomor dipanggil",
    Happened.TICKET_RECALLED: "Nomor dipanggil ulang",
    Happened.TICKET_SERVED: "Mulai dilayani",
    Happened.TICKET_SKIPPED: "Tidak hadir saat dipanggil",
    Happened.TICKET_HELD: "Ditahan di ruang tunggu",
    Happened.TICKET_RESTORED: "Masuk lagi ke antrean",
    Happened.TICKET_TRANSFERRED: "Dialihkan ke loket lain",
    Happened.TICKET_RELEASED: "Kembali ke antrean, loket ditinggalkan",
    Happened.TICKET_FINISHED: "Kunjungan selesai",
    Happened.TICKET_UNDONE: "Panggilan diurungkan",
    Happened.TICKET_WITHDRAWN: "Nomor dibatalkan",
    Happened.TICKET_PRIORITY: "Prioritas diubah",
    Happened.TICKET_PRINTED: "Nomor dicetak",
    Happened.TICKET_AWAY: "Pemohon ke luar, tempatnya tetap",
    Happened.TICKET_BACK: "Pemohon sudah kembali",
    Happened.TICKET_ENTERED: "Dicatat dari nomor kertas",
    Happened.TICKET_SETTLED: "Dicatat sesudah server hidup lagi",
    Happened.NUMBER_SOUGHT: "Nomor hilang dicari dengan akhir NIK",
    Happened.NUMBERS_PASSED: "Nomor kertas dilewati mesin antrean",
    Happened.APPOINTMENT_MADE: "Janji dibuat",
    Happened.APPOINTMENT_MOVED: "Janji dipindah",
    Happened.APPOINTMENT_CANCELLED: "Janji dibatalkan",
    Happened.APPOINTMENT_KEPT: "Datang untuk janji",
    Happened.TICKET_NOT_PRINTED: "Nomor tidak pasti tercetak",
    Happened.TICKET_PRINT_ASKED: "Nomor diminta dicetak",
    Happened.DAY_CLOSED: "Hari pelayanan ditutup",
    Happened.PAPER_ISSUED: "Surat keterangan dibuat",
    Happened.PAPER_REVISED: "Catatan atau surat diganti versi baru",
    Happened.DATA_OPENED: "Data dibuka",
    Happened.PERSON_OPENED: "Data penduduk dibuka",
    Happened.PERSON_IDENTIFIED: "Penduduk yang dimaksud dicatat",
    Happened.OUTAGE_BEGAN: "SIAK terganggu",
    Happened.OUTAGE_ENDED: "SIAK pulih",
    Happened.SIGNED_IN: "Masuk",
    Happened.SIGNED_OUT: "Keluar",
    Happened.COUNTER_CHOSEN: "Loket dipilih",
    Happened.COUNTER_PAUSED: "Loket tutup sementara",
    Happened.COUNTER_RESUMED: "Loket buka lagi",
    Happened.OFFICER_CHANGED: "Data petugas diubah",
    Happened.DELEGATION_MADE: "Pelaksana harian dicatat",
    Happened.DELEGATION_ENDED: "Pelaksana harian diakhiri",
    Happened.HELP_ASKED: "Mesin antrean memanggil petugas",
    Happened.HELP_TAKEN: "Petugas datang ke mesin antrean",
    Happened.HELP_HANDED_OVER: "Panggilan mesin antrean diserahkan",
    Happened.DEVICE_CHANGED: "Perangkat diubah",
    Happened.ANNOUNCED: "Pengumuman layar diubah",
    Happened.SLIDES_CHANGED: "Gambar atau video layar diubah",
    Happened.PRINTER_CHANGED: "Printer diubah",
    Happened.PRINTER_HEARD: "Keadaan printer berubah",
    Happened.OFFICE_CHANGED: "Pengaturan kantor diubah",
    Happened.REGISTER_CHOSEN: "Register kependudukan dipilih",
    Happened.REGISTER_FILE_BROUGHT: "Berkas untuk database kependudukan dikirim",
    Happened.REGISTER_FILE_ENDED: "Berkas untuk database kependudukan selesai diolah",
    Happened.REGISTER_IMPORTED: "Database kependudukan diimpor",
    Happened.REGISTER_CORRECTED: "Database kependudukan diperbaiki",
    Happened.REGISTER_REVERSED: "Perbaikan database kependudukan dibatalkan",
    Happened.DOUBLES_SOUGHT: "Pencarian data ganda dimulai",
    Happened.DOUBLES_SEARCHED: "Pencarian data ganda berakhir",
    Happened.DOUBLE_JUDGED: "Pasangan data ganda diputuskan",
    Happened.ANOMALY_RUN_BEGUN: "Pemeriksaan anomali dimulai",
    Happened.ANOMALY_RUN_ENDED: "Pemeriksaan anomali berakhir",
    Happened.FINDINGS_SET_ASIDE: "Temuan anomali dikesampingkan",
    Happened.FINDINGS_PUT_BACK: "Temuan anomali dikembalikan ke daftar",
}
BY_PHONE = (Happened.TICKET_AWAY, Happened.TICKET_BACK)


@dataclass(frozen=True)
class Entry:
    """One line of the history: when, what, who, and the reason given ("" for none)."""

    at: datetime
    words: str
    who: str
    reason: str = ""


def history(dossier: Dossier) -> list[Entry]:
    """What happened to the case, newest first."""
    reasons, stood_in = _reasons(dossier), _stood_in(dossier)
    return [
        Entry(
            row.at,
            _words(dossier.case, row),
            _who(row, stood_in.get(row.at, "") if row.name == Happened.CASE_DECIDED else ""),
            reasons.get((row.name, row.at), ""),
        )
        for row in dossier.trail
    ]


def _reasons(dossier: Dossier) -> dict[tuple[str, datetime], str]:
    """The reasons people gave, which the trail itself does not hold."""
    decided = {
        (str(name), row.at): row.reason
        for row in dossier.decisions
        for name in (Happened.CASE_DECIDED, Happened.CASE_WITHDRAWN)
    }
    opened = {(str(Happened.DATA_OPENED), row.at): row.reason for row in dossier.views}
    paused = {(str(Happened.CASE_PAUSED), row.since): row.note for row in dossier.pauses}
    return decided | opened | paused | _said(dossier) | _struck_for(dossier)


def _said(dossier: Dossier) -> dict[tuple[str, datetime], str]:
    """Why its numbers were called out of turn, and what they were held for."""
    names = {remarks.OUT_OF_TURN: Happened.TICKET_CALLED, remarks.HELD: Happened.TICKET_HELD}
    words = {remarks.OUT_OF_TURN: "Di luar urutan: ", remarks.HELD: "Ditunggu: "}
    return {
        (str(names[row.kind]), row.at): words[row.kind] + row.note
        for row in remarks.of_case(dossier.case)
    }


def _struck_for(dossier: Dossier) -> dict[tuple[str, datetime], str]:
    """Why a lembar of rows that were struck elsewhere was opened."""
    case = dossier.case
    row = case.struck.where(Row.case != case).first() if dossier.rows else None
    return {(str(Happened.CASE_OPENED), case.opened_at): row.struck_for} if row else {}


def _words(case: Case, row: Event) -> str:
    words = WORDS[Happened(row.name)]
    if row.name == Happened.CASE_DECIDED:
        return _decided(case, row.detail) or words
    if row.name == Happened.CASE_OPENED:
        matter, (_, _, former) = procedures.matter(case), row.detail.partition("struck from ")
        return f"{matter} dibuka dari lembar {_label(former)}" if former else f"{matter} dibuka"
    if row.name == Happened.ROWS_STRUCK:
        new, _, numbers = row.detail.partition(": ")
        return f"Baris {numbers.replace(' ', ', ')} keluar ke lembar {_label(new)}"
    if row.name == Happened.CASE_PAUSED:
        return f"{words}: {PAUSES.get(row.detail, 'tanggal cek ulang baru')}"
    if row.name == Happened.DATA_OPENED:
        fields = [privacy.FIELDS[id] for id in row.detail.split() if id in privacy.FIELDS]
        return f"{words}: {', '.join(fields)}" if fields else words
    if row.ticket:
        return f"{words}, {row.ticket.label}"
    return words


def _label(id: str) -> str:
    return Case.get_by_id(int(id)).label


def _decided(case: Case, detail: str) -> str:
    """Kegiatan 2: Berkas lengkap, teruskan."""
    step_id, _, rest = detail.partition(" ")
    step = next((one for one in procedures.of(case).steps if one.id == step_id), None)
    outcome = step.outcome(rest.partition(" ")[0]) if step else None
    if step is None or outcome is None:
        return ""
    name = f"Kegiatan {step.number}" if step.number else step.short
    return f"{name}: {outcome.label}"


def _who(row: Event, stood_in: str) -> str:
    if row.officer:
        return f"{row.officer.name}, {stood_in}" if stood_in else row.officer.name
    if row.device:
        return "Mesin antrean"
    return "Pemohon" if row.name in BY_PHONE else "Sistem"


def _stood_in(dossier: Dossier) -> dict[datetime, str]:
    """Plh. Budi, for the moment of each decision that was taken in another's place."""
    return {
        row.at: f"{row.delegation.kind} {row.delegation.absent.name}"
        for row in dossier.decisions
        if row.delegation
    }
