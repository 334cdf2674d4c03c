"""The door of the staff face."""

import pytest

from models import Officer, Session, SignInAttempt
from office import roster
from tests.conftest import PASSWORD
from tests.faces import Visitor
from tests.strict_html import check


def cookie(visitor: Visitor) -> str:
    return visitor.client.get_cookie("pulih").value


def test_the_door_has_two_fields_and_a_button(app):
    page = Visitor(app).get("/staff/sign-in").text
    for words in ("Nama pengguna", "Kata sandi", "Masuk"):
        assert words in page
    assert check(page) == []


def test_a_wrong_password_is_said_on_the_same_page(app):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    answer = visitor.post("/staff/sign-in", username="sari", password="salah")
    assert answer.status_code == 403
    assert "Nama pengguna atau kata sandi salah." in answer.text
    assert 'value="sari"' in answer.text and "salah" not in answer.text.split("<main")[0]
    assert Session.select().count() == 0


def test_an_unknown_name_is_told_as_a_wrong_password(app):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    wrong = visitor.post("/staff/sign-in", username="sari", password="salah")
    unknown = visitor.post("/staff/sign-in", username="siapa", password="salah")
    assert unknown.status_code == wrong.status_code
    assert "Nama pengguna atau kata sandi salah." in unknown.text


def test_the_eleventh_try_in_a_row_waits(app):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    for _ in range(10):
        visitor.post("/staff/sign-in", username="sari", password="salah")
    answer = visitor.post("/staff/sign-in", username="sari", password=PASSWORD)
    assert answer.status_code == 429
    assert "Terlalu sering dicoba." in answer.text
    assert SignInAttempt.select().count() == 10


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 5000, "🙂", "sari'; --", "%00"])
def test_nonsense_at_the_door_is_a_wrong_name(app, typed):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    answer = visitor.post("/staff/sign-in", username=typed, password=typed)
    assert answer.status_code == 403
    assert check(answer.text) == []


def test_signing_in_gives_a_new_cookie(app):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    before = cookie(visitor)
    visitor.post("/staff/sign-in", username="sari", password=PASSWORD)
    assert cookie(visitor) != before


def test_what_was_planted_in_the_cookie_is_gone_after_signing_in(app):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    with visitor.client.session_transaction() as planted:
        planted["planted"], planted["kiosk"] = "x", "kept"
    visitor.post("/staff/sign-in", username="sari", password=PASSWORD)
    with visitor.client.session_transaction() as now:
        assert "planted" not in now and now["kiosk"] == "kept"


def test_one_comes_back_to_the_page_one_asked_for(app):
    visitor = Visitor(app)
    asked = visitor.get("/staff/worklists", list="paused").headers["Location"]
    visitor.get(asked)
    to = asked.partition("next=")[2]
    assert to.startswith("/staff/worklists")
    answer = visitor.post(
        "/staff/sign-in", username="sari", password=PASSWORD, next="/staff/worklists?list=paused"
    )
    assert answer.headers["Location"] == "/staff/worklists?list=paused"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.example/staff",
        "//jahat.example/staff",
        "/kiosk",
        "/staff\\@x",
        "javascript:1",
        "http://[",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(app, elsewhere):
    visitor = Visitor(app)
    visitor.get("/staff/sign-in")
    answer = visitor.post("/staff/sign-in", username="sari", password=PASSWORD, next=elsewhere)
    assert answer.headers["Location"] == "/staff"


def test_an_address_that_is_none_leads_to_the_door(app):
    for headers in ({}, {"HX-Request": "true", "HX-Current-URL": "http://["}):
        answer = app.test_client().get("/staff", headers={"Referer": "http://[", **headers})
        assert answer.status_code in (204, 303)


def test_after_a_quarter_of_an_hour_one_signs_in_again(app, clock):
    visitor = Visitor(app).sign_in("sari")
    clock.forward(minutes=16)
    to = visitor.get("/staff/worklists").headers["Location"]
    assert "Sesi berakhir, masuk lagi" in visitor.get(to).text


def test_a_poll_is_no_activity(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    for _ in range(4):
        clock.forward(minutes=5)
        answer = visitor.get("/staff/counter/panel", seen="x", htmx=True)
    assert answer.status_code == 401


def test_a_page_that_stands_open_is_locked_where_it_is(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    clock.forward(minutes=16)
    answer = visitor.get("/staff/counter/panel", seen="x", htmx=True)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (401, "none")
    assert "Sesi berakhir, masuk lagi" in answer.text and "call-panel" not in answer.text
    assert check(answer.text, fragment=True) == []


def test_the_same_officer_unlocks_it_and_its_forms_are_still_good(app, draw, clock):
    draw()
    visitor = Visitor(app).sign_in("sari", counter=1)
    visitor.get("/staff/counter")
    token = visitor.token
    clock.forward(minutes=16)
    visitor.get("/staff/counter/panel", seen="x", htmx=True)
    answer = visitor.post("/staff/sign-in", username="sari", password=PASSWORD, htmx=True)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "refused")
    visitor.token = token
    assert visitor.post("/staff/counter/calls", htmx=True).status_code == 200


def test_another_officer_gets_their_own_page_not_the_locked_one(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    clock.forward(minutes=16)
    visitor.get("/staff/counter/panel", seen="x", htmx=True)
    answer = visitor.post("/staff/sign-in", username="dewi", password=PASSWORD, htmx=True)
    assert answer.headers["HX-Redirect"] == "/staff"
    assert Session.get().officer.username == "dewi" and Session.get().counter is None


def test_a_wrong_password_leaves_the_page_locked(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    clock.forward(minutes=16)
    visitor.get("/staff/counter/panel", seen="x", htmx=True)
    answer = visitor.post("/staff/sign-in", username="sari", password="salah", htmx=True)
    assert (answer.status_code, "kata sandi salah" in answer.text) == (403, True)
    assert visitor.get("/staff/counter").status_code == 303


def test_one_sits_at_the_same_counter_after_signing_in_again(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    clock.forward(minutes=16)
    visitor.get("/staff/sign-in")
    visitor.post("/staff/sign-in", username="sari", password=PASSWORD)
    assert visitor.get("/staff/counter").status_code == 200
    assert Session.select().count() == 1


def test_work_keeps_the_session_alive(app, clock):
    visitor = Visitor(app).sign_in("sari", counter=1)
    for _ in range(4):
        clock.forward(minutes=10)
        assert visitor.get("/staff/counter").status_code == 200


def test_htmx_without_a_session_goes_to_the_door_and_back_to_the_page(app):
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": "http://localhost/staff/worklists?list=again",
    }
    answer = Visitor(app).client.get("/staff/counter/panel", headers=headers)
    assert answer.status_code == 204
    assert "next=/staff/worklists" in answer.headers["HX-Redirect"]


def test_signing_out_ends_the_session(app):
    visitor = Visitor(app).sign_in("sari")
    visitor.get("/staff/counters")
    visitor.post("/staff/sign-out")
    assert Session.select().count() == 0
    assert visitor.get("/staff/worklists").status_code == 303


def test_opening_the_sign_out_address_ends_nothing(app):
    visitor = Visitor(app).sign_in("sari")
    assert visitor.get("/staff/sign-out").status_code == 405
    assert Session.select().count() == 1


def test_a_disabled_officer_is_out_at_the_next_request(app, people, clock):
    visitor = Visitor(app).sign_in("sari")
    roster.dismiss(people.sari, by=people.admin, at=clock())
    assert "/staff/sign-in" in visitor.get("/staff/worklists").headers["Location"]


@pytest.mark.parametrize(
    ("username", "page"),
    [
        ("sari", "/staff/counter"),
        ("rina", "/staff/hall"),
        ("budi", "/staff/approvals"),
        ("kadis", "/staff/ladder"),
        ("staf", "/staff/worklists"),
        ("lead", "/staff/lead"),
        ("admin", "/staff/admin"),
        ("audit", "/staff/hall"),
    ],
)
def test_everyone_begins_where_their_work_stands(app, username, page):
    assert Visitor(app).sign_in(username).get("/staff").headers["Location"] == page


@pytest.mark.parametrize("username", ["sari", "rina", "lead"])
def test_the_first_page_opens(app, username):
    visitor = Visitor(app).sign_in(username)
    page = visitor.get(visitor.get("/staff").headers["Location"])
    assert page.status_code in (200, 303)
    assert Officer.get(username=username).name not in page.text.split("</title>")[0]
