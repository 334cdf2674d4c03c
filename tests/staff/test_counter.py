"""The counter: every verb as an officer presses it, with htmx and as a plain form."""

import re

import pytest

from models import Case, Ticket
from office import queue
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


def press(visitor: Visitor, path: str, htmx: bool = False, **fields):
    return visitor.post(path, fields, htmx=htmx, came_from="/staff/counter")


def test_without_a_counter_one_chooses_one(app):
    visitor = Visitor(app).sign_in("sari")
    assert visitor.get("/staff/counter").headers["Location"] == "/staff/counters"
    page = visitor.get("/staff/counters").text
    assert "Loket 1" in page and "Petugas ADB" in page
    assert check(page) == []


def test_the_list_of_counters_says_who_sits_there(app, sari):
    assert "Sari" in Visitor(app).sign_in("dewi").get("/staff/counters").text


def test_one_may_leave_a_counter(app, sari):
    sari.get("/staff/counters")
    assert sari.post("/staff/counter").headers["Location"] == "/staff/counters"
    assert sari.get("/staff/counter").status_code == 303


@pytest.mark.parametrize("number", ["99", "abc", "-1", "1" * 50, "1\x00"])
def test_a_counter_that_does_not_exist_is_not_there(sari, number):
    assert sari.post("/staff/counter", number=number).status_code == 404


def test_a_counter_of_other_roles_is_refused(app):
    visitor = Visitor(app).sign_in("joko")
    visitor.get("/staff/counters")
    answer = visitor.post("/staff/counter", number=3)
    assert (answer.status_code, "tidak melayani peran Anda" in answer.text) == (403, True)


@BOTH
def test_the_next_number_is_called(sari, draw, htmx):
    ticket = draw()
    answer = press(sari, "/staff/counter/calls", htmx)
    page = answer.text if htmx else sari.get(answer.headers["Location"]).text
    assert f'<p class="number num">{ticket.label}</p>' in page
    assert Ticket.get().status == "called"


def test_the_answer_of_a_verb_holds_every_region_of_the_counter(sari, draw):
    draw()
    answer = press(sari, "/staff/counter/calls", htmx=True).text
    for region in ("notice", "call-panel", "walk-in", "queue"):
        assert f'id="{region}"' in answer
    assert check(answer, fragment=True) == []


VERBS_OF_A_CALLED_TICKET = {
    "recalls": ("called", {}),
    "skips": ("no_show", {}),
    "holds": ("held", {}),
    "undos": ("waiting", {}),
}


@BOTH
@pytest.mark.parametrize("verb", VERBS_OF_A_CALLED_TICKET)
def test_each_verb_moves_the_ticket(sari, called, clock, verb, htmx):
    clock.forward(seconds=31 if verb == "recalls" else 5)
    answer = press(sari, f"/staff/tickets/{called.id}/{verb}", htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert Ticket.get().status == VERBS_OF_A_CALLED_TICKET[verb][0]


@BOTH
def test_serving_opens_the_case(sari, called, htmx):
    answer = press(sari, f"/staff/tickets/{called.id}/servings", htmx)
    to = answer.headers["HX-Redirect" if htmx else "Location"]
    assert to == f"/staff/cases/{called.case_id}"
    assert Ticket.get().status == "serving"


@BOTH
def test_a_person_is_sent_to_another_counter(sari, called, counters, htmx):
    press(sari, f"/staff/tickets/{called.id}/transfers", htmx, to=counters[2].id)
    assert (Ticket.get().status, Ticket.get().only_at) == ("waiting", counters[2])


def test_a_result_handed_over_is_finished_at_the_counter(sari, called, clock, people):
    Case.update(step=None, role=None, end="done", ended_at=clock()).execute()
    press(sari, f"/staff/tickets/{called.id}/finishes")
    assert Ticket.get().status == "done"


def test_no_visit_ends_while_its_counter_step_is_undecided(sari, called):
    assert "/finishes" not in sari.get("/staff/counter").text


@BOTH
def test_the_page_of_a_handed_over_result_ends_the_visit(
    sari, called, people, clock, counters, htmx
):
    queue.serve(called, by=people.sari, at=clock(), counter=counters[1])
    Case.update(step=None, role=None, end="done", ended_at=clock()).execute()
    path = f"/staff/cases/{called.case_id}"
    assert f'action="{path}/finishes"' in sari.get(path).text
    answer = press(sari, f"{path}/finishes", htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/staff/counter"
    assert Ticket.get().status == "done"


def test_the_next_is_called_from_the_page_of_a_case(sari, draw):
    path = f"/staff/cases/{draw().case_id}"
    assert "Panggil berikutnya" in sari.get(path).text
    answer = sari.post("/staff/counter/calls", came_from=path)
    assert answer.headers["Location"] == "/staff/counter"
    assert "Panggil berikutnya" not in sari.get(path).text


# path, fields, status, what is said; {called} is at counter 1, {waiting} waits, {away} is at 2
REFUSALS = {
    "busy": ("/staff/counter/calls", {}, 409, "masih di loket Anda"),
    "busy, this one": ("/staff/tickets/{waiting}/calls", {}, 409, "masih di loket Anda"),
    "recall at once": ("/staff/tickets/{called}/recalls", {}, 409, "detik sebelum memanggil lagi"),
    "recall elsewhere": ("/staff/tickets/{away}/recalls", {}, 409, "tidak sedang di Loket 1"),
    "serve elsewhere": ("/staff/tickets/{away}/servings", {}, 409, "tidak sedang di Loket 1"),
    "skip elsewhere": ("/staff/tickets/{away}/skips", {}, 409, "tidak sedang di Loket 1"),
    "hold elsewhere": ("/staff/tickets/{away}/holds", {}, 409, "tidak sedang di Loket 1"),
    "finish elsewhere": ("/staff/tickets/{away}/finishes", {}, 409, "tidak sedang di Loket 1"),
    "finish early": ("/staff/tickets/{called}/finishes", {}, 409, "Putuskan dulu kegiatan 1"),
    "undo elsewhere": ("/staff/tickets/{away}/undos", {}, 409, "tidak dapat diurungkan lagi"),
    "restore": ("/staff/tickets/{waiting}/restores", {}, 409, "sudah berubah"),
    "withdraw called": ("/staff/tickets/{called}/withdrawals", {"reason": "x"}, 409, "berubah"),
    "withdraw, no reason": ("/staff/tickets/{waiting}/withdrawals", {}, 422, "Tulis alasan"),
    "transfer to itself": ("/staff/tickets/{called}/transfers", {"to": "{one}"}, 409, "sudah di"),
    "transfer to adb": ("/staff/tickets/{called}/transfers", {"to": "{three}"}, 409, "melayani"),
    "transfer nowhere": ("/staff/tickets/{called}/transfers", {"to": "x"}, 404, "tidak ada"),
    "close on somebody": ("/staff/counter/pauses", {"why": "break"}, 409, "masih di loket Anda"),
    "close for nothing": ("/staff/counter/pauses", {}, 422, "Pilih sebab"),
    "unknown number": ("/staff/tickets/999/skips", {}, 404, "tidak ada"),
    "priority": ("/staff/tickets/{waiting}/priorities", {"priority": "1"}, 403, "peran Anda"),
    "unknown service": ("/staff/requests", {"service": "x"}, 404, "Layanan itu tidak ada"),
    "no key": ("/staff/requests", {"service": "pemulihan-data-error"}, 422, "tidak lengkap"),
}


@BOTH
@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_is_said_and_nothing_is_written(
    sari, called, draw, people, counters, clock, case, htmx
):
    away, waiting = queue.call(draw(), counters[2], by=people.joko, at=clock()), draw()
    names = {"called": called.id, "waiting": waiting.id, "away": away.id}
    names |= {"one": counters[1].id, "three": counters[3].id}
    path, fields, status, words = REFUSALS[case]
    before = written()
    answer = press(
        sari, path.format(**names), htmx, **{k: v.format(**names) for k, v in fields.items()}
    )
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert written() == before
    assert check(answer.text, fragment=htmx) == []


def test_a_refusal_by_htmx_leaves_the_page_and_redraws_its_regions(sari, called):
    answer = press(sari, "/staff/counter/calls", htmx=True)
    assert answer.headers["HX-Reswap"] == "none"
    assert answer.headers["HX-Trigger"] == "refused"
    assert 'id="notice"' in answer.text


def test_nobody_waiting_is_said(sari):
    answer = press(sari, "/staff/counter/calls")
    assert (answer.status_code, "Tidak ada antrean untuk Loket 1." in answer.text) == (409, True)


def test_a_verb_without_a_counter_asks_for_one(app, draw):
    draw()
    answer = press(Visitor(app).sign_in("sari"), "/staff/counter/calls")
    assert (answer.status_code, "Pilih loket dulu." in answer.text) == (409, True)


def test_of_two_officers_who_press_together_one_is_told(app, sari, draw):
    ticket, joko = draw(), Visitor(app).sign_in("joko", counter=4)
    assert press(sari, f"/staff/tickets/{ticket.id}/calls", htmx=True).status_code == 200
    answer = press(joko, f"/staff/tickets/{ticket.id}/calls", htmx=True)
    assert (answer.status_code, "sudah berubah" in answer.text) == (409, True)
    assert Ticket.get().counter.number == 1


@pytest.mark.parametrize("region", ["panel", "queue", "desk"])
def test_a_region_that_has_seen_everything_is_left_alone(sari, draw, region):
    draw()
    page = sari.get(f"/staff/counter/{region}", htmx=True).text
    seen = page.partition("seen=")[2].partition('"')[0]
    assert sari.get(f"/staff/counter/{region}", htmx=True, seen=seen).status_code == 204
    draw()
    answer = sari.get(f"/staff/counter/{region}", htmx=True, seen=seen)
    assert answer.status_code == 200
    assert check(answer.text, fragment=True) == []


def test_an_undone_call_is_offered_for_ten_seconds(sari, called, clock):
    assert "Urungkan" in sari.get("/staff/counter").text
    clock.forward(seconds=11)
    assert "Urungkan" not in sari.get("/staff/counter").text


def test_buttons_are_those_the_ticket_may_make(sari, called, people, counters, clock):
    page = sari.get("/staff/counter/panel", htmx=True).text
    assert "Mulai layani" in page and "Panggil berikutnya" not in page
    queue.serve(called, by=people.sari, at=clock(), counter=counters[1])
    page = sari.get("/staff/counter/panel", htmx=True).text
    assert "Lewati" not in page and "Buka permohonan" in page


def test_one_who_did_not_come_can_be_put_back_and_withdrawn(sari, called, people, counters, clock):
    queue.skip(called, by=people.sari, at=clock(), counter=counters[1])
    assert "Masukkan lagi ke antrean" in sari.get("/staff/counter/queue", htmx=True).text
    press(sari, f"/staff/tickets/{called.id}/restores", htmx=True)
    assert Ticket.get().status == "waiting"
    press(sari, f"/staff/tickets/{called.id}/withdrawals", htmx=True, reason="pulang")
    assert (Ticket.get().status, Ticket.get().closed_for) == ("void", "pulang")


@BOTH
def test_a_walk_in_is_called_to_this_counter_when_it_is_free(sari, htmx):
    key = {"submission": "k" * 24, "service": "pemulihan-data-error", "call": "1"}
    press(sari, "/staff/requests", htmx, **key)
    assert (Ticket.get().status, Ticket.get().counter.number) == ("called", 1)


def test_a_double_press_makes_one_request(sari):
    key = {"submission": "k" * 24, "service": "pemulihan-data-error", "call": "1"}
    answers = [press(sari, "/staff/requests", htmx=True, **key).status_code for _ in range(2)]
    assert (answers, Ticket.select().count(), Case.select().count()) == ([200, 200], 1, 1)


def test_a_walk_in_waits_while_somebody_is_at_the_counter(sari, called):
    key = {"submission": "k" * 24, "service": "pemulihan-data-error", "call": "1"}
    press(sari, "/staff/requests", **key)
    assert [row.status for row in Ticket.select().order_by(Ticket.id)] == ["called", "waiting"]


def test_the_page_holds_nothing_of_the_person(sari, draw):
    draw(nik="6401010101010001")
    page = press(sari, "/staff/counter/calls", htmx=True).text
    assert "6401010101010001" not in page and "0001" not in page.replace("A-001", "")


@BOTH
def test_the_switch_stands_in_the_bar_of_every_page(sari, htmx):
    answer = press(sari, "/staff/siak", htmx, siak="down")
    assert answer.status_code == (200 if htmx else 303)
    for path in ("/staff/counter", "/staff/worklists", "/staff/hall"):
        assert "SIAK terganggu sejak 09.00" in sari.get(path).text
    press(sari, "/staff/siak", htmx, siak="up")
    assert "SIAK terganggu sejak" not in sari.get("/staff/counter").text


@BOTH
@pytest.mark.parametrize(
    ("siak", "status", "words"),
    [("up", 409, "tidak sedang terganggu"), ("", 422, "Pilih"), ("x" * 999, 422, "Pilih")],
)
def test_the_switch_refuses_what_makes_no_sense(sari, siak, status, words, htmx):
    before = written()
    answer = press(sari, "/staff/siak", htmx, siak=siak)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert written() == before


def test_a_number_made_while_someone_is_served_is_told(app, draw, people, counters, clock):
    queue.call(draw(), counters[1], by=people.sari, at=clock())
    sari = Visitor(app).sign_in("sari", counter=1)
    page = sari.get("/staff/counter").text
    key = re.search(r'name="submission" value="([^"]+)"', page)[1]
    answer = sari.post(
        "/staff/requests", htmx=True, service="pemulihan-data-error", submission=key, call="1"
    )
    assert "Nomor A-002 dibuat" in answer.text
