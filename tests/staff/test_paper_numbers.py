"""Numbers on paper, as the admin keeps them and Petugas Informasi enters them."""

import pytest

from models import Office, Ticket
from office import paper_numbers
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def kept(people, clock):
    paper_numbers.keep({"A": (901, 950)}, by=people.admin, at=clock())


@pytest.fixture
def rina(app, kept):
    return Visitor(app).sign_in("rina")


def line(place: int, number: str, came: str, state: str = "waiting", **more: object) -> dict:
    given = {"number": number, "came": came, "state": state, **more}
    return {f"{name}-{place}": value for name, value in given.items()}


def test_an_admin_keeps_numbers_and_gives_them_up(app):
    ani = Visitor(app).sign_in("admin")
    ani.get("/staff/admin")
    ani.post("/staff/admin/paper-numbers", {"first-A": "901", "last-A": "999"})
    assert Office.get().paper_numbers == {"A": [901, 999]}
    page = ani.get("/staff/admin").text
    assert 'value="901"' in page and check(page) == []
    ani.post("/staff/admin/paper-numbers", {"first-A": "", "last-A": ""})
    assert Office.get().paper_numbers == {}


def test_half_a_range_is_refused(app):
    ani = Visitor(app).sign_in("admin")
    before = written()
    answer = ani.post("/staff/admin/paper-numbers", {"first-A": "901", "last-A": ""})
    assert (answer.status_code, "paling besar 999" in answer.text) == (422, True)
    assert written() == before


def test_the_sheet_holds_every_number_and_the_list(rina):
    page = rina.get("/staff/paper-numbers/sheet", series="A").text
    assert page.count("A-901") == 3 and page.count("A-950") == 3
    assert "Bila server mati" in page and check(page) == []


def test_without_kept_numbers_the_pages_say_so(app):
    rina = Visitor(app).sign_in("rina")
    for path in ("/staff/paper-numbers", "/staff/paper-numbers/sheet"):
        page = rina.get(path).text
        assert "Belum ada nomor kertas" in page and check(page) == []


@BOTH
def test_a_list_is_entered_in_one_press(rina, people, htmx):
    page = rina.get("/staff/paper-numbers").text
    assert 'value="901"' in page and check(page) == []
    served = {"counter": "2", "officer": people.sari.id, "began": "0820", "ended": "8:35"}
    rows = line(0, "901", "08.15", "served", **served) | line(1, "A-902", "8.20", priority="1")
    rows |= line(2, "903", "0830", "left") | line(3, "904", "") | line(4, "7", "08.40")
    answer = rina.post("/staff/paper-numbers", {"series": "A", **rows}, htmx=htmx)
    assert answer.status_code == 200
    assert [(one.label, one.status) for one in Ticket.select().order_by(Ticket.id)] == [
        ("A-901", "done"),
        ("A-902", "waiting"),
        ("A-903", "no_show"),
    ]
    assert [one.number for one in Ticket.select().where(Ticket.priority)] == [902]
    first = Ticket.get(Ticket.number == 901)
    assert f"{first.issued_at:%H:%M} {first.served_at:%H:%M}" == "00:15 00:20"  # UTC
    for words in ("selesai di Loket 2", "masuk antrean", "A-007 bukan nomor kertas"):
        assert words in answer.text
    assert 'value="08.40"' in answer.text and 'value="904"' in answer.text
    if not htmx:
        assert check(answer.text) == []


def test_a_machines_number_stands_on_the_last_lines(rina, people, draw, clock):
    draw(), draw()
    clock.forward(minutes=14)
    page = rina.get("/staff/paper-numbers").text
    assert "Nomor mesin yang dilayani" in page and check(page) == []
    served = {"counter": "2", "officer": people.sari.id, "began": "9.00", "ended": "9.10"}
    rows = line(12, "A-001", "", "served", **served) | line(13, "2", "", "left")
    rows |= line(14, "3", "", "left")
    told = rina.post("/staff/paper-numbers", {"series": "A", **rows}).text
    assert [one.status for one in Ticket.select().order_by(Ticket.id)] == ["done", "no_show"]
    for words in ("selesai di Loket 2", "tercatat tidak hadir", "A-003 bukan nomor kertas"):
        assert words in told
    assert 'id="number-14"' in told and 'id="number-15"' not in told


def test_the_same_list_sent_twice_is_told(rina):
    rows = {"series": "A", **line(0, "901", "08.15")}
    rina.get("/staff/paper-numbers")
    rina.post("/staff/paper-numbers", rows)
    before = written()
    answer = rina.post("/staff/paper-numbers", rows)
    assert "A-901 sudah dicatat untuk Senin, 8 Januari 2024." in answer.text
    assert written() == before


def test_every_line_that_was_refused_stays_as_it_was_typed(rina):
    rina.get("/staff/paper-numbers")
    rows = line(0, "A-901", "pagi") | line(1, "a 902", "08.20") | line(2, "903", "siang")
    page = rina.post("/staff/paper-numbers", {"series": "A", **rows}).text
    assert [one.label for one in Ticket.select()] == ["A-902"]
    for value in ("A-901", "pagi", "903", "siang", "904"):
        assert f'value="{value}"' in page
    assert 'value="902"' not in page and check(page) == []


def test_yesterdays_list_is_entered_today(rina, clock):
    clock.forward(days=1)
    rina.sign_in("rina")
    page = rina.get("/staff/paper-numbers", day="2024-01-08").text
    assert "Senin, 8 Januari 2024" in page
    rows = {"series": "A", "day": "2024-01-08", **line(0, "901", "08.15")}
    assert "berlanjut" in rina.post("/staff/paper-numbers", rows).text
    assert Ticket.get().status == "lapsed"


def test_yesterdays_list_leaves_todays_number_alone(rina, clock, draw):
    clock.forward(days=1)
    draw()
    rina.sign_in("rina")
    rina.get("/staff/paper-numbers", day="2024-01-08")
    before = written()
    rows = {"series": "A", "day": "2024-01-08", **line(0, "A-001", "", "left")}
    assert "A-001 bukan nomor kertas" in rina.post("/staff/paper-numbers", rows).text
    assert written() == before


@pytest.mark.parametrize(
    ("came", "sentence"),
    [
        ("pagi", "Isi jam datang A-901"),
        ("24.00", "Isi jam datang A-901"),
        ("9.1", "Isi jam datang A-901"),
        ("14.00", "belum tiba"),
    ],
)
def test_an_hour_that_is_none_is_told_at_its_line(rina, came, sentence):
    rina.get("/staff/paper-numbers")
    before = written()
    rows = {"series": "A", **line(0, "901", came)}
    assert sentence in rina.post("/staff/paper-numbers", rows).text
    assert written() == before


def test_an_empty_list_is_refused_with_its_sentence(rina):
    rina.get("/staff/paper-numbers")
    answer = rina.post("/staff/paper-numbers", {"series": "A"})
    assert (answer.status_code, "paling sedikit satu nomor" in answer.text) == (422, True)


@pytest.mark.parametrize("odd", ["", "\x00", "🙂" * 9, "99999999999999999999", "<b>", "'"])
def test_what_nobody_would_type_breaks_nothing(rina, odd):
    rina.get("/staff/paper-numbers")
    before = written()
    names = ("number", "came", "state", "counter", "officer", "began", "ended")
    rows = {f"{name}-0": odd for name in names}
    answer = rina.post("/staff/paper-numbers", {"series": odd, "day": odd, **rows, "began-0": "8"})
    assert answer.status_code in (200, 422)
    assert rina.get("/staff/paper-numbers", series=odd, day=odd).status_code == 200
    assert rina.get("/staff/paper-numbers/sheet", series=odd).status_code == 200
    assert written() == before
