"""The demo's letter of forty lembar: decided many at a time, so that some lie at every rung."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from database import store
from ministry_tables import Lembar
from models import Case
from office.demo_people import ANOMALIES, DISTRICTS, LEFT_OUT, person
from office.ministry import errands, lembar
from office.sheet import Procedure

if TYPE_CHECKING:
    from office.demo_days import Days

LEMBAR = 40
NOTES = ("Sesuai KK dan akta; usulan terlampir.", "Dua baris menunggu jawaban daerah asal.")
FIRST_PERSON = 300  # others than the other letters name
ROWS = 6  # of a lembar, at most


def comes(days: Days, day: date, sheet: Procedure) -> Iterator[timedelta]:
    """Yesterday the letter is typed, received, examined, and the Kasi begins."""
    cases = [_typed(days, day, sheet, number) for number in range(LEMBAR)]
    yield timedelta(minutes=30)
    _press(days, "tono", "received", cases[:36])
    yield timedelta(minutes=75)
    _press(days, "tono", "examined", cases[:24], text=NOTES[0])
    _press(days, "tono", "examined", cases[24:30], text=NOTES[1])
    yield timedelta(minutes=75)
    back = {case.id: LEFT_OUT[number] for number, case in enumerate(cases[18:20])}
    _press(days, "ratna", "yes", cases[:20], back=back)


def goes_on(days: Days) -> Iterator[timedelta]:
    """This morning: whoever stands in for the Kabid, then the Kadis."""
    yield timedelta(minutes=7)
    cases = [case for case in _of_the_letter(days) if case.step == "kabid_verify"]
    _press(days, "farid", "yes", cases[:11], back={cases[10].id: LEFT_OUT[2]})
    yield timedelta(minutes=7)
    _press(days, "wati", "yes", cases[:6])


def _typed(days: Days, day: date, sheet: Procedure, number: int) -> Case:
    district, (category, trouble) = DISTRICTS[number // 8], ANOMALIES[number % len(ANOMALIES)]
    rows = [
        lembar.NewRow(
            person(FIRST_PERSON + number * ROWS + row)[0],
            "",
            category,
            trouble,
            outside=number % 7 == 3 and row == 0,
        )
        for row in range(2 + number % (ROWS - 1))
    ]
    reference, dated = f"470/CONTOH-{day:%m%y}", day - timedelta(days=12)
    case = lembar.open_lembar(
        sheet, rows, reference=reference, dated=dated, by=days.officers["tono"], at=days.at
    )
    store(Lembar.get(Lembar.case == case), about=f"Kec. {district}, {category}")
    days.letter.append(case.id)
    days.rests[case.id] = case.step
    return case


def _press(
    days: Days,
    who: str,
    outcome: str,
    cases: Sequence[Case],
    *,
    text: str = "",
    back: dict[int, str] | None = None,
) -> None:
    """As an officer presses it: one errand, each of its lembar by itself."""
    fresh = [Case.get_by_id(case.id) for case in cases]
    why = back or {}
    items = [
        errands.Item(
            case.id, case.moves, "no" if case.id in why else "", reason=why.get(case.id, "")
        )
        for case in fresh
    ]
    told = {"step": fresh[0].step, "text": text, "key": f"demo-{who}-{fresh[0].id}-{outcome}"}
    errand = errands.decide(items, outcome, **told, by=days.officers[who], at=days.at)
    errands.run(errand, at=days.at)
    for case in cases:
        days.rests[case.id] = str(Case.get_by_id(case.id).step)


def _of_the_letter(days: Days) -> list[Case]:
    return [Case.get_by_id(id) for id in days.letter]
