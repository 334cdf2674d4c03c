"""What a citizen is told about their number: one sentence, the same on phone and kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from models import Case, Office, Ticket, TicketStatus
from office import board, clocks, hours, procedures, siak, sop, tickets, timetable
from office.register import recover

SOON = 3  # so few ahead: stay in the hall


@dataclass(frozen=True)
class Sentence:
    """`message` is the id of a sentence and `values` its parts, as in a refusal (web.say).

    tone: as the look's `.state`: "" waits, office, ok, warn, bad, quiet.
    returns: whether "Lanjutkan permohonan" gives a number for the case now.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    tone: str = ""
    returns: bool = False


AT_THE_COUNTER = {
    TicketStatus.CALLED: Sentence(
        "Nomor Anda dipanggil. Silakan ke Loket {number}.", tone="office"
    ),
    TicketStatus.SERVING: Sentence("Anda sedang dilayani di Loket {number}.", tone="office"),
}
MISSED = Sentence(
    "Nomor Anda sudah dipanggil. Lapor ke Informasi hari ini, nomor tetap berlaku.", tone="warn"
)
COME_CLOSER = Sentence("Sebentar lagi. Mohon berada di ruang tunggu.")
AFTER_HOURS = Sentence(
    "Jam pelayanan hari ini sudah lewat. Masih di ruang tunggu? Tanyakan ke Petugas Informasi.",
    tone="warn",
)
OUT = Sentence("Anda tercatat di luar. Tempat Anda dalam antrean tetap.", tone="quiet")
OUT_SOON = Sentence("Giliran Anda sudah dekat. Kembalilah, lalu pilih Sudah kembali.", tone="warn")
OUT_DUE = Sentence(
    "Giliran Anda sudah tiba; nomor sesudah Anda dipanggil dulu. "
    "Kembalilah, lalu pilih Sudah kembali.",
    tone="warn",
)
KEPT = Sentence(
    "Nomor Anda disimpan. Sudah siap? Pilih Lanjutkan permohonan di mesin antrean.", returns=True
)
VOIDED = Sentence("Nomor ini sudah dibatalkan. Ambil nomor baru bila masih perlu.", tone="quiet")
ANOTHER_DAY = Sentence(
    "Nomor ini untuk hari lain. Pilih Lanjutkan permohonan untuk nomor baru.", tone="warn"
)
CLOSED_TODAY = Sentence(
    "Hari ini sudah ditutup. Datanglah pada hari kerja berikutnya, Anda didahulukan.", tone="warn"
)
LOOK_IS_DUE = Sentence(
    "Sudah diajukan ke Kementerian Dalam Negeri. Petugas segera mengeceknya lagi.", tone="warn"
)
NETWORK = Sentence("Jaringan SIAK terganggu. Permohonan Anda tetap tersimpan.", tone="warn")
IN_WORK = Sentence("Permohonan Anda sedang diproses.")
PAUSED = {
    "applicant": Sentence(
        "Berkas belum lengkap. Bawa kekurangannya, lalu pilih Lanjutkan permohonan.", tone="warn"
    ),
    "centre": Sentence(
        "Sudah diajukan ke Kementerian Dalam Negeri. Kami cek lagi {day}.", tone="warn"
    ),
    "other_region": Sentence("Menunggu jawaban Disdukcapil daerah asal.", tone="warn"),
    "network": NETWORK,
}
# Where an end has no words of its own.
ENDED = {
    "done": Sentence("Permohonan Anda sudah selesai.", tone="ok"),
    "redirected": Sentence("Perlu layanan lain: {counter}. Tunjukkan nomor ini.", tone="quiet"),
    "rejected": Sentence(
        "Permohonan belum dapat diproses. Tanyakan alasannya di loket. "
        "Anda boleh mengajukan keberatan.",
        tone="bad",
    ),
    "cancelled": Sentence("Permohonan dibatalkan.", tone="quiet"),
}


def of(ticket: Ticket, *, at: datetime) -> Sentence:
    """The sentence for where this ticket and its case stand; of the case's newest number."""
    ticket = newest(ticket)
    status, case = board.stands(ticket, at=at), ticket.case
    if status in AT_THE_COUNTER:
        return _with(AT_THE_COUNTER[status], number=ticket.counter.number)
    if status == TicketStatus.NO_SHOW:
        return MISSED
    returns = status not in HERE and _may_return(case)
    if status == TicketStatus.VOID and not case.end:
        return _with(VOIDED, returns=returns)
    ending, step = procedures.end_of(case), procedures.step_of(case)
    if ending:
        return _with(_end(ending, case, ticket, at), returns=returns)
    if case.paused_for or step is None:
        overdue = case.look_again_on and case.look_again_on < timetable.today(case.office, at)
        told = LOOK_IS_DUE if overdue else PAUSED[case.paused_for]
        return _with(told, returns=returns, day=case.look_again_on)
    if status == TicketStatus.WAITING:
        return _waiting(ticket, step, at)
    if step.at_counter and not step.aside:
        if status == TicketStatus.HELD:
            return OUT if ticket.away_since else KEPT
        over = ticket.day == timetable.today(case.office, at)  # it lapsed: the day was closed
        return _with(CLOSED_TODAY if over else ANOTHER_DAY, returns=returns)
    if procedures.made_for(case) in clocks.NEEDS_SIAK and siak.down_since(case.office_id):
        return NETWORK
    return Sentence(step.plain) if step.plain else IN_WORK


HERE = (TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.SERVING, TicketStatus.NO_SHOW)


def newest(ticket: Ticket) -> Ticket:
    """The latest number of the same case: an old link or code follows the case."""
    return Ticket.select().where(Ticket.case == ticket.case_id).order_by(Ticket.id.desc()).first()


def _waiting(ticket: Ticket, step: sop.Step, at: datetime) -> Sentence:
    ahead, open_hours = board.ahead(ticket), timetable.of(ticket.office)
    closes = hours.closing_of(ticket.day, open_hours)
    if closes and at >= closes:
        return AFTER_HOURS
    soon = ahead <= SOON and hours.is_open(at, open_hours)  # nobody is called in the break
    if ticket.away_since:
        return OUT if not soon else OUT_SOON if ahead else OUT_DUE
    if soon:
        return COME_CLOSER
    if step.plain and not _is_first(ticket.case, step):
        return Sentence(step.plain)
    return Sentence("Di depan Anda {n} nomor.", {"n": ahead})


def _is_first(case: Case, step: sop.Step) -> bool:
    return procedures.of(case).first.id == step.id


def _may_return(case: Case) -> bool:
    """Whether a number would lead this case to a counter (intake.come_back)."""
    return case.paused_for == "applicant" or tickets.counter_role(case) is not None


def _end(ending: sop.End, case: Case, ticket: Ticket, at: datetime) -> Sentence:
    own = ENDED[ending.state]
    if ending.state == "done" and recover.undone(case):
        return ENDED["rejected"]  # as the proof of its result says (slips.result)
    numbers = tuple(board.counters_for(ticket)) if ending.handover else ()
    return _with(
        Sentence(ending.plain or own.message, tone=own.tone),
        day=try_again_on(case, case.ended_at or at),
        counter=numbers or "Petugas Informasi",
    )


def try_again_on(case: Case, ended_at: datetime) -> date:
    """When the place that turned the person away is tried again; at once where nothing was mended:
    the centre's answer can be read there already."""
    if recover.carried_out(case):
        return readable_from(case.office, ended_at)
    return timetable.today(case.office, ended_at)


def readable_from(office: Office, ended_at: datetime) -> date:
    """From when the place that turned the person away may see the mended data: so many working
    days have gone by."""
    ended = timetable.today(office, ended_at)
    try:
        return hours.working_days_after(ended, office.retry_days + 1, timetable.of(office))
    except ValueError:  # an office without opening hours
        return ended + timedelta(days=office.retry_days + 1)


def _with(sentence: Sentence, *, returns: bool | None = None, **values: object) -> Sentence:
    return Sentence(
        sentence.message,
        {**sentence.values, **values},
        sentence.tone,
        sentence.returns if returns is None else returns,
    )
