"""What waits for the centre: in bulk, by day and agency, and never solved before it is."""

from datetime import date

import pytest

from models import Case, Decision, Output, View
from office import board, casework, consolidation, figures, sentences
from office.consolidation import Wanted
from office.errors import Incomplete
from office.ministry import bulk
from tests.office.conftest import everything

TUESDAY, THURSDAY = date(2024, 1, 9), date(2024, 1, 11)
HOW = "Dicek petugas BPJS lewat telepon."


@pytest.fixture
def asked(at_step, decide, people):
    """asked("bpjs"): a case for which the centre was asked; to be looked at on Tuesday."""

    def asked(agency: str = "bpjs", on: date = TUESDAY, nik: str = "") -> Case:
        answers = {"rejected_at": agency} if agency else {}
        case = at_step("correct", **answers, **({"nik": nik} if nik else {})).case
        told = {"reason": "Di lembaga belum terbaca.", "look_again_on": on}
        return decide(case, "consolidate", people.dewi, **told)

    return asked


@pytest.fixture
def seen(fresh):
    """seen(case, …): as a page has just shown them."""
    return lambda *cases: [(case, fresh(case).moves) for case in cases]


def solved(office, clock) -> int:
    return figures.done(office, at=clock()).cases


def test_neither_asking_nor_waiting_nor_redirecting_counts_as_solved(
    asked, at_step, decide, office, people, seen, clock
):
    case = asked()
    decide(at_step("correct").case, "never_entered", people.dewi, reason="Biodata baru.")
    assert (solved(office, clock), board.paused(office)) == (0, {"centre": 1})
    clock.set(2024, 1, 9, 9, 0)
    consolidation.postpone(seen(case), THURSDAY, by=people.dewi, at=clock())
    assert (solved(office, clock), board.paused(office)) == (0, {"centre": 1})


@pytest.mark.parametrize(("way", "end"), [("readable", "done"), ("letter", "explained")])
def test_it_is_solved_once_it_is_readable_or_the_letter_was_given(
    asked, office, people, seen, fresh, clock, way, end
):
    case = asked()
    (result,) = consolidation.settle(seen(case), way, HOW, by=people.dewi, at=clock())
    assert (result.refusal, fresh(case).end, solved(office, clock)) == (None, end, 1)
    last = Decision.select().order_by(Decision.id.desc()).get()
    text = Output.get(Output.decision == last).text if way == "readable" else last.reason
    assert text == HOW


def test_each_answers_for_itself(asked, people, decide, seen, fresh, clock):
    cases = [asked() for _ in range(3)]
    chosen = seen(*cases)
    decide(cases[1], "letter", people.sari, reason="Diminta pemohon.")
    results = consolidation.settle(chosen, "readable", HOW, by=people.dewi, at=clock())
    assert [str(one.refusal or "") for one in results] == [
        "",
        f"{cases[1].label} tidak lagi menunggu pusat.",
        "",
    ]
    assert [fresh(case).end for case in cases] == ["done", "explained", "done"]


def test_what_broke_off_in_the_middle_leaves_whole_cases(asked, people, seen, fresh, clock):
    cases = [asked() for _ in range(2)]

    def broken(case: Case, moves: int) -> Case:
        if case == cases[1]:
            raise OSError
        return casework.look_again(case, THURSDAY, by=people.dewi, at=clock(), seen=moves)

    with pytest.raises(OSError):
        bulk.each(seen(*cases), broken, by=people.dewi)
    assert [fresh(case).look_again_on for case in cases] == [THURSDAY, TUESDAY]


def test_how_it_was_checked_is_told(asked, people, seen, refused, clock):
    chosen = seen(asked())
    with refused(Incomplete, "Tulis bagaimana hal itu diperiksa"):
        consolidation.settle(chosen, "readable", "  ", by=people.dewi, at=clock())


def test_nothing_chosen_is_refused(people, refused, clock):
    with refused(Incomplete, "Pilih paling sedikit satu baris"):
        consolidation.settle([], "readable", HOW, by=people.dewi, at=clock())


@pytest.mark.parametrize("on", [None, date(2024, 1, 8), date(2023, 12, 31)])
def test_the_next_look_is_on_a_day_to_come(asked, people, seen, refused, clock, on):
    chosen = seen(asked())
    with refused(Incomplete, "Pilih tanggal cek ulang sesudah hari ini"):
        consolidation.postpone(chosen, on, by=people.dewi, at=clock())
    with refused(Incomplete, "Pilih tanggal cek ulang sesudah hari ini"):
        consolidation.ask(chosen, "Belum terbaca.", on, by=people.dewi, at=clock())


@pytest.mark.parametrize(
    ("who", "why"), [("joko", "tugas Petugas ADB"), ("dina", "Halaman ini tidak ada")]
)
def test_nobody_else_ends_the_waiting(asked, people, neighbours, seen, clock, who, why):
    chosen, by = seen(asked()), getattr(people, who, None) or neighbours.dina
    before = everything()
    for results in (
        consolidation.settle(chosen, "readable", HOW, by=by, at=clock()),
        consolidation.postpone(chosen, THURSDAY, by=by, at=clock()),
    ):
        assert why in str(results[0].refusal)
    assert everything() == before


def test_what_waits_at_a_step_of_the_sheet_is_decided_on_its_own_page(
    at_step, verb, people, seen, fresh, clock
):
    case = at_step("verify").case
    told = {"note": "Ditanyakan.", "look_again_on": TUESDAY}
    verb(casework.pause, case, "centre", by=people.dewi, **told)
    (result,) = consolidation.settle(seen(case), "readable", HOW, by=people.dewi, at=clock())
    assert "menunggu di kegiatan lain" in str(result.refusal)
    consolidation.postpone(seen(case), THURSDAY, by=people.dewi, at=clock())
    assert fresh(case).look_again_on == THURSDAY


def test_the_lists_and_their_counts_agree(asked, people, clock):
    overdue, today, later = asked("bank", TUESDAY), asked("", date(2024, 1, 10)), asked(on=THURSDAY)
    clock.set(2024, 1, 10, 9, 0)
    heaps = consolidation.heaps(people.dewi, at=clock())
    for wanted, case in {
        Wanted("overdue"): [overdue],
        Wanted("today"): [today],
        Wanted("later"): [later],
        Wanted(THURSDAY): [later],
        Wanted(None, "bank"): [overdue],
        Wanted(None, consolidation.UNTOLD): [today],
        Wanted("today", "bank"): [],
        Wanted(): [overdue, today, later],
    }.items():
        assert list(consolidation.waiting(people.dewi, wanted, at=clock())) == case
        held = [h.count for h in heaps if wanted.holds(h.day, h.agency, clock().date())]
        assert sum(held) == len(case)


def test_many_are_asked_of_the_centre_at_once(at_step, people, seen, fresh, clock):
    cases = [at_step("correct").case for _ in range(2)]
    order = at_step("order").case
    assert set(consolidation.askable(people.dewi, at=clock())) == set(cases)
    results = consolidation.ask(
        seen(*cases, order), "Belum terbaca.", TUESDAY, by=people.dewi, at=clock()
    )
    assert [bool(one.refusal) for one in results] == [False, False, True]
    assert {fresh(case).look_again_on for case in cases} == {TUESDAY}
    assert consolidation.askable(people.dewi, at=clock()).count() == 0


def test_asking_wants_its_reason_once(at_step, people, seen, refused, clock):
    chosen = seen(at_step("correct").case)
    with refused(Incomplete, "Tulis alasan"):
        consolidation.ask(chosen, " ", TUESDAY, by=people.dewi, at=clock())


@pytest.mark.parametrize(
    "line",
    ["6401010101900001", "1\t6401 01 010190 0001\tCONTOH", "3. 6401010101900001;x", "2024/0001"],
)
def test_a_pasted_line_finds_who_waits(asked, people, clock, line):
    case = asked(nik="6401010101900001")
    found = consolidation.named(people.dewi, f"NIK\n{line}\n\nlain", at=clock())
    assert found == ([case], [1, 4])


def test_a_pasted_list_finds_only_what_waits_for_my_roles(asked, at_step, people, clock):
    asked(nik="6401010101900001")
    at_step("correct", nik="6401010101900002")
    pasted = "6401010101900001\n6401010101900002"
    assert consolidation.named(people.joko, pasted, at=clock()) == ([], [1, 2])
    assert consolidation.named(people.dewi, pasted, at=clock())[1] == [2]


@pytest.mark.parametrize("pasted", ["1\n" * 1001, " ".join(map(str, range(10**10, 10**10 + 5000)))])
def test_a_pasted_list_has_its_bounds(people, refused, clock, pasted):
    with refused(Incomplete, "Paling banyak 1000 baris"):
        consolidation.named(people.dewi, pasted, at=clock())


def test_the_list_for_the_centre_is_written_down_case_by_case(asked, people, clock):
    cases = [asked(nik="6401010101900001"), asked()]
    listed = list(consolidation.listed(cases, "Daftar untuk pusat", by=people.dewi, at=clock()))
    assert [(case, nik) for case, nik, _ in listed] == [
        (cases[0], "6401010101900001"),
        (cases[1], ""),
    ]
    told = View.select(View.case, View.officer, View.reason).tuples()
    assert set(told) == {(case.id, people.dewi.id, "Daftar untuk pusat") for case in cases}


@pytest.mark.parametrize(("count", "reason"), [(1, " "), (0, "Daftar"), (1001, "Daftar")])
def test_no_list_without_a_reason_nor_without_bounds(asked, people, refused, clock, count, reason):
    cases = [asked()] * count
    with refused(Incomplete, "alasan|1 sampai 1000"):
        list(consolidation.listed(cases, reason, by=people.dewi, at=clock()))


def test_the_phone_tells_the_day_of_the_next_look(asked, people, seen, fresh, clock):
    case = asked()
    consolidation.postpone(seen(case), THURSDAY, by=people.dewi, at=clock())
    told = sentences.of(fresh(case).tickets.get(), at=clock())
    assert (told.message[-20:], told.values["day"]) == ("Kami cek lagi {day}.", THURSDAY)


def test_the_phone_tells_no_day_that_has_passed(asked, clock):
    case = asked()
    clock.set(2024, 1, 10, 9, 0)
    told = sentences.of(case.tickets.get(), at=clock())
    assert told.message.endswith("Petugas segera mengeceknya lagi.")
