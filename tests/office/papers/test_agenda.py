"""Buku agenda: what came in, what went out, numbered without a hole."""

from datetime import date

import pytest
from peewee import IntegrityError

from database import db, writing
from models import Agenda, AgendaSeries, Case, Office
from office import casework, made
from office.errors import Incomplete
from office.papers import agenda, numbers
from tests.conftest import NINE


@pytest.fixture
def book(office):
    """book(): number, kind and case of every line."""

    def book(case: Case | None = None) -> list[tuple[str, str]]:
        rows = Agenda.select(Agenda.label, Agenda.kind).order_by(Agenda.year, Agenda.number)
        return list((rows.where(Agenda.case == case) if case else rows).tuples())

    return book


@pytest.fixture
def save(office, people, clock):
    """save(pattern="…"): the settings of papers, by Ani."""

    def save(**changed) -> None:
        typed = {"pattern": "{nomor}/{tahun}", "retry_days": 2, "print_counter": None} | changed
        agenda.set_papers(office, **typed, by=people.admin, at=clock())

    return save


def test_a_number_drawn_at_the_kiosk_is_not_yet_in_the_book(draw, book):
    draw(problem="miswritten")
    assert book() == []


def test_a_request_is_booked_when_its_papers_are_complete(at_step, book):
    at_step("order")
    assert book() == [("001/PSR/I/2024", "request in")]


def test_a_request_whose_papers_are_not_complete_is_not_booked(
    draw, serve, decide, people, counters, book
):
    ticket = serve(draw(problem="miswritten"), people.sari)
    case = decide(ticket.case, "directed", people.sari, counter=counters[1])
    decide(case, "incomplete", people.sari, counter=counters[1], reason="KK belum ada.")
    assert book() == []


def test_a_request_that_was_sent_back_keeps_its_number(at_step, decide, people, clock, book):
    case = decide(at_step("order").case, "returned", people.budi, reason="Periksa lagi.")
    clock.forward(days=1)
    ticks = {paper.id: made.Tick(True, True) for paper in made.wanted_papers(case)}
    decide(case, "complete", people.dewi, work=made.Work(papers=ticks))
    assert book() == [("001/PSR/I/2024", "request in")]


def test_the_result_is_booked_when_the_case_ends(mended, book):
    mended()
    assert book() == [("001/PSR/I/2024", "request in"), ("002/PSR/I/2024", "result out")]


def test_what_was_withdrawn_has_no_result(at_step, verb, people, book):
    verb(casework.withdraw, at_step("verify").case, "Pulang.", by=people.dewi)
    assert [kind for _, kind in book()] == ["request in"]


def test_a_lembar_comes_in_with_its_letter_and_goes_out_when_done(ladder, decide, people, book):
    case = ladder("update")
    rows = {row.id: ("fixed", "") for row in case.rows}
    decide(case, "updated", people.staf, work=made.Work(rows=rows))
    assert [kind for _, kind in book(case)] == ["sheet in", "sheet out"]


def test_struck_rows_come_in_as_a_lembar_of_their_own(ladder, decide, people, book):
    case = ladder("approve", 2)
    work = made.Work(strike=(case.rows[0].id,))
    decide(case, "no", people.kadis, reason="Baris 1 belum jelas.", work=work)
    assert [kind for _, kind in book()] == ["sheet in", "sheet in"]


def test_nothing_goes_out_that_did_not_come_in(draw, people, book):
    told = {name: value for name, value in draw().case.__data__.items() if name != "id"}
    told |= {"step": None, "role": None, "end": "done", "ended_at": NINE}
    with writing():
        agenda.go_out(Case.create(**told), by=people.dewi, at=NINE)
    assert [kind for _, kind in book()] == ["request in", "result out"]


def test_a_new_year_begins_a_new_book(at_step, clock, book):
    at_step("order")
    clock.set(2025, 1, 6, 9, 0)
    at_step("order")
    assert [label for label, _ in book()] == ["001/PSR/I/2024", "001/PSR/I/2025"]


def test_a_refused_decision_leaves_no_number_behind(at_step, decide, people, book, refused):
    ticket = at_step("apply")
    with refused(Incomplete, "Isi waktu dan nomor rujukan"):
        decide(ticket.case, "recovered", people.dewi, work=made.Work())
    assert AgendaSeries.get().last == len(book()) == 1


def test_each_office_has_its_own_book(at_step, office, neighbours):
    ticket = at_step("order")
    with writing():
        there = Case.create(
            **{name: value for name, value in ticket.case.__data__.items() if name != "id"}
            | {"office": neighbours.office}
        )
        agenda.come_in(there, by=neighbours.dina, at=NINE)
    assert [row.label for row in agenda.of_day(neighbours.office, NINE.date())] == [
        "001/BPP/I/2024"
    ]
    assert len(agenda.of_day(office, NINE.date())) == 1


def test_a_number_is_never_left_out(at_step):
    case = at_step("order").case
    with pytest.raises(IntegrityError, match="history is kept: agenda_has_no_hole"):
        db.execute_sql(
            "INSERT INTO agenda (office_id, year, number, label, day, case_id, kind, at)"
            " VALUES (1, 2024, 3, '003', '2024-01-08', ?, 'result out', 0)",
            (case.id,),
        )


def test_a_new_pattern_is_for_new_numbers_only(at_step, save, book):
    at_step("order")
    save(pattern="474.4/{nomor}-{kode}/{tahun}")
    at_step("order")
    assert [label for label, _ in book()] == ["001/PSR/I/2024", "474.4/002-PSR/2024"]


def test_the_month_is_written_in_roman_numerals():
    pattern = "{nomor}/{kode}/{bulan}/{tahun}"
    assert numbers.label(pattern, 1234, code="PSR", day=date(2026, 11, 9)) == "1234/PSR/XI/2026"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("", "harus memuat"),
        ("{nomor}/{kode}", "harus memuat"),
        ("{tahun}", "harus memuat"),
        ("{nomor}/{tahun}/{nama}", "hanya mengenal"),
        ("{nomor}/{tahun}/{", "hanya mengenal"),
        ("{nomor.real}/{nomor}/{tahun}", "hanya mengenal"),
        ("{nomor}/{tahun}" + "x" * 60, "terlalu panjang"),
    ],
)
def test_a_pattern_that_makes_no_number_is_refused(save, refused, pattern, sentence):
    with refused(Incomplete, sentence):
        save(pattern=pattern)


@pytest.mark.parametrize("days", [-1, 31])
def test_days_to_try_again_are_a_month_at_the_most(save, refused, days):
    with refused(Incomplete, "Hari kerja: 0 sampai 30."):
        save(retry_days=days)


def test_papers_are_printed_at_a_counter_there_is(save, refused, office):
    with refused(Incomplete, "Loket 9 tidak ada."):
        save(print_counter=9)
    save(print_counter=4)
    assert Office.get_by_id(office.id).print_counter == 4
