"""The answer to a ministry letter: numbered, in versions, signed, sent, supplemented."""

from datetime import date

import pytest
from peewee import IntegrityError

from database import db
from models import Case
from office import figures, timetable
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import inbox, outcomes, replies, results
from reply_tables import Reply, ReplySent, ReplySigned
from tests.office.ministry.replies.lists import bring_list, group, listed, standing

TODAY = date(2024, 1, 8)


@pytest.fixture
def half_done(letter, anomalies, people, clock, settle):
    """A list of four rows, two of them mended on a lembar that has ended."""
    told = {"by": people.staf, "at": clock()}
    file = bring_list(letter, 4, **told)
    case = settle(group(anomalies, listed(file)[:2], letter=letter, **told), "fixed", "")
    clock.forward(minutes=5)
    return case


@pytest.fixture
def issue(letter, people, clock):
    return lambda reason="", by=None: replies.issue(
        letter, reason, by=by or people.staf, at=clock()
    )


@pytest.fixture
def sign(people, clock):
    return lambda reply, on=TODAY: replies.sign(reply, on, by=people.staf, at=clock())


@pytest.fixture
def send(people, clock):
    def send(reply, on=TODAY, how="mail", note="", by=None):
        return replies.send(reply, on, how, note, by=by or people.staf, at=clock())

    return send


@pytest.fixture
def sent(half_done, issue, sign, send, clock):
    """The answer of two rows of four, sent."""
    reply = issue()
    sign(reply)
    send(reply)
    clock.forward(days=1)
    return reply


@pytest.fixture
def change(people, clock):
    """change(case): its first row gets another result."""

    def change(case, result="correct"):
        row, seen = standing(case)[0], Case.get_by_id(case.id).moves
        return results.change(row, result, "", "Baru.", by=people.staf, at=clock(), seen=seen)

    return change


def test_the_totals_of_a_recapitulation_are_the_rows_of_the_letter(half_done, issue):
    content = issue().content
    assert content["categories"] == [
        ["A1", "Nama tidak lazim", {"fixed": 1, "unplaced": 1}],
        ["A2", "Tanggal lahir tidak valid", {"fixed": 1, "unplaced": 1}],
    ]
    held = [rows for _, rows, *_ in content["lists"]]
    assert content["total"] == sum(held) + content["typed"] == 4


def test_rows_that_could_not_be_read_are_told(letter, half_done, issue):
    report = '[[7, "kolom kurang"]]'
    db.execute_sql("UPDATE letter_file SET told = 1, report = ?", (report,))
    assert issue().content["lists"][0][2:] == [1, [7]]


def test_an_answer_has_a_number_and_keeps_it_in_its_next_version(half_done, issue, change, events):
    first = issue()
    change(half_done)
    second = issue("Satu baris diperbaiki lagi.")
    assert first.label == second.label == "001/JWB/PSR/I/2024"
    assert (first.version, second.version, second.reason) == (1, 2, "Satu baris diperbaiki lagi.")
    assert second.content["categories"][0][2] == {"correct": 1, "unplaced": 1}
    assert events()[-1] == "reply revised"


def test_a_later_version_has_a_reason(half_done, issue, refused):
    issue()
    with refused(Incomplete, "Tulis alasan versi baru"):
        issue()


def test_a_letter_without_rows_has_no_answer(letter, issue, refused):
    with refused(Refused, "Surat ini belum punya baris"):
        issue()


def test_who_has_no_part_in_the_procedure_answers_nothing(
    half_done, issue, refused, people, neighbours
):
    for stranger in (people.sari, people.admin, neighbours.dina):
        with refused(NotAllowed, "Menjawab surat Ditjen bukan tugas Anda"):
            issue(by=stranger)


def test_a_letter_is_answered_once_its_reply_is_signed_and_sent(
    letter, half_done, issue, sign, send
):
    reply = issue()
    assert replies.answered(letter) is None
    sign(reply)
    send(reply, note="Resi 77")
    sent = replies.answered(letter)
    assert (sent.sent_on, sent.how, sent.note, sent.sent_on <= letter.due_on) == (
        TODAY,
        "mail",
        "Resi 77",
        True,
    )


def test_the_wall_tells_the_deadline_until_the_answer_was_sent(sent, open_lembar, office, letter):
    assert figures.next_letter(office, day=TODAY) is None
    open_lembar(2)
    told = figures.next_letter(office, day=TODAY)
    assert (told.rows, told.due) == (2, date(2024, 3, 2))


def test_what_goes_out_has_the_next_line_of_the_agenda(half_done, issue, sign, send, office):
    reply = issue()
    sign(reply)
    booked = send(reply)
    (last,) = db.execute_sql("SELECT max(number) FROM agenda").fetchone()
    assert booked.number == last + 1
    assert replies.sent_on(office.id, TODAY) == [booked]


def test_nothing_is_sent_before_it_is_signed(half_done, issue, send, refused):
    reply = issue()
    with refused(Refused, "belum ditandatangani basah"):
        send(reply)


@pytest.mark.parametrize("day", [date(2024, 1, 7), date(2024, 1, 9)])
def test_it_is_signed_and_sent_on_days_that_were(half_done, issue, sign, send, refused, day):
    reply = issue()
    with refused(Incomplete, "Isi tanggal tanda tangan basah"):
        sign(reply, day)
    sign(reply)
    with refused(Incomplete, "Isi tanggal kirim"):
        send(reply, day)
    with refused(Incomplete, "Pilih bagaimana jawaban dikirim"):
        send(reply, how="telepati")


def test_it_is_signed_and_sent_once(sent, sign, send, refused):
    with refused(Refused, "Tanda tangan basah sudah dicatat"):
        sign(sent)
    with refused(Refused, "sudah dicatat terkirim"):
        send(sent)


def test_a_version_that_was_replaced_is_not_signed_and_not_sent(
    half_done, issue, sign, send, refused
):
    former = issue()
    sign(former)
    issue("Salah ketik kop surat.")
    for verb in (sign, send):
        with refused(Stale, "sudah diganti"):
            verb(former)


def test_what_comes_after_it_was_sent_is_answered_by_a_supplement(
    sent, half_done, issue, change, clock
):
    change(half_done)
    supplement = issue()
    assert (supplement.supplement, supplement.version, supplement.since) == (1, 1, sent.at)
    assert supplement.label == "002/JWB/PSR/I/2024"
    assert (supplement.content["total"], supplement.content["former"][0]) == (1, sent.label)
    clock.forward(days=1)
    assert replies.fresh(sent.letter, supplement, at=clock()) == 0


def test_a_supplement_that_was_not_sent_has_a_next_version(sent, half_done, issue, change, clock):
    change(half_done)
    first, _ = issue(), clock.forward(hours=1)
    change(half_done, "fixed")
    second = issue("Hasil berubah lagi.")
    assert (second.supplement, second.version, second.label) == (1, 2, first.label)
    assert (second.since, second.content["total"]) == (sent.at, 1)


def test_there_is_no_supplement_of_nothing(sent, issue, refused):
    with refused(Refused, "Belum ada hasil baru sejak jawaban terakhir dikirim"):
        issue()


def test_rows_that_ended_after_the_answer_are_in_its_supplement(
    sent,
    letter,
    anomalies,
    people,
    clock,
    settle,
    issue,
):
    rows = outcomes.counted(letter, at=clock())
    assert sum(one.rows for one in rows if not one.settled) == 2
    left = listed(next(iter(replies.given_back.lists(letter))))[2:]
    settle(group(anomalies, left, letter=letter, by=people.staf, at=clock()), "correct", "")
    assert issue().content["total"] == 2
    assert inbox.of_case(Case.select().order_by(Case.id.desc()).get()) == letter


def test_supplements_do_not_change_when_the_letter_was_answered(
    sent, half_done, issue, sign, send, change, clock, letter, office
):
    change(half_done)
    supplement, today = issue(), timetable.today(office, clock())
    sign(supplement, today)
    send(supplement, today)
    assert replies.answered(letter).sent_on == TODAY


@pytest.mark.parametrize("table", [Reply, ReplySigned, ReplySent])
def test_what_was_answered_is_never_written_again(sent, table):
    for change in (table.update(officer=1), table.delete()):
        with pytest.raises(IntegrityError, match="history is kept"):
            change.execute()


def test_the_buku_agenda_has_no_hole_after_a_reply(sent, open_lembar):
    open_lembar(1)
    numbers = sorted(
        number
        for table in ("agenda", "reply_sent")
        for (number,) in db.execute_sql(f"SELECT number FROM {table}").fetchall()
    )
    assert numbers == list(range(1, len(numbers) + 1))
