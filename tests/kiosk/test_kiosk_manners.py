"""What the kiosk refuses, forgets and lends a hand with."""

from datetime import timedelta

import pytest

from models import Case, Device, DeviceKind, Draft, Ticket
from tests.kiosk.conftest import ANSWERS, Citizen
from tests.strict_html import check

TABLES = (Case, Ticket)


def nothing_opened() -> bool:
    return all(table.select().count() == 0 for table in TABLES)


@pytest.mark.parametrize("procedure", ["", "tidak-ada", "anomali-data", "x" * 9000, "\x00", "💥"])
def test_an_unknown_door_is_not_found(citizen, procedure):
    citizen.get("/kiosk")
    assert citizen.post("/kiosk/doors", procedure=procedure).status_code == 404
    assert citizen.post("/kiosk/services", procedure=procedure).status_code == 404
    assert Draft.select().count() == 0


@pytest.mark.parametrize("question", ["x", "papers2", "a" * 3000, "%00", "%F0%9F%92%A5"])
def test_an_unknown_question_is_not_found(citizen, question):
    citizen.enter()
    assert citizen.get(f"/kiosk/questions/{question}").status_code == 404
    assert citizen.post(f"/kiosk/questions/{question}", answer="x").status_code == 404


@pytest.mark.parametrize("question", ["whose", "issued_here", "rejected_at", "problem", "priority"])
@pytest.mark.parametrize("given", ["", "tidak ada", "x" * 9000, "\x00", "💥"])
def test_an_answer_that_is_not_offered_is_told_at_the_field(citizen, question, given):
    citizen.enter()
    answer = citizen.answer(question, given)
    assert answer.status_code == 422
    assert 'id="wrong"' in answer.text
    assert question not in Draft.get().answers


def test_two_answers_to_one_question_are_refused(citizen):
    citizen.enter()
    answer = citizen.answer("whose", {"answer": ["self", "family"]})
    assert (answer.status_code, "Pilih jawaban yang tersedia." in answer.text) == (422, True)


def test_no_answer_is_told_at_the_field(citizen):
    citizen.enter()
    answer = citizen.answer("whose", {})
    assert (answer.status_code, "Pilih satu jawaban." in answer.text) == (422, True)
    assert check(answer.text) == []


@pytest.mark.parametrize("nik", ["123", "12345678901234567", "abcdefghijklmnop", "💥", "9" * 9000])
def test_a_nik_that_is_none_is_told_at_the_field(citizen, nik):
    citizen.enter()
    answer = citizen.answer("nik", nik)
    assert answer.status_code == 422
    assert "NIK biasanya 16 angka. Periksa lagi, atau pilih Lewati." in answer.text
    assert check(answer.text) == []
    assert "nik" not in Draft.get().answers


def test_what_was_typed_wrongly_is_kept_to_be_mended(citizen):
    citizen.enter()
    assert 'value="1234"' in citizen.answer("nik", "1234").text


def test_a_nik_in_groups_is_read(citizen):
    citizen.enter()
    assert citizen.answer("nik", " 999999 010190-0001 ").status_code == 303
    assert Draft.get().answers["nik"] == ANSWERS["nik"]


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"paper.family_card": "family_card"},
        {"paper.family_card": "x", "paper.identity_card": "no"},
        {"paper.family_card": "family_card:young", "paper.identity_card": "no"},
    ],
)
def test_each_paper_needs_an_answer_of_its_own(citizen, lines):
    citizen.enter()
    answer = citizen.answer("papers", lines)
    assert answer.status_code == 422
    assert check(answer.text) == []
    assert "papers" not in Draft.get().answers


def test_after_two_failures_an_officer_helps(citizen):
    citizen.enter()
    assert "petugas membantu" not in citizen.answer("nik", "1").text
    page = citizen.answer("nik", "2").text
    assert "Ambil nomor saja, petugas membantu" in page
    assert check(page) == []
    assert citizen.post("/kiosk/tickets", answer="1", anyway="yes").status_code == 303
    assert Ticket.select().count() == 1


def test_a_huge_body_is_too_large(citizen):
    citizen.enter()
    answer = citizen.post("/kiosk/questions/nik", answer="9" * 10_000_000)
    assert answer.status_code == 413
    assert "Kiriman terlalu besar." in answer.text


def test_a_form_without_our_token_is_refused(citizen):
    citizen.get("/kiosk")
    citizen.token = "false"
    answer = citizen.post("/kiosk/doors", procedure="pemulihan-data-error")
    assert answer.status_code == 403
    assert Draft.select().count() == 0


def test_another_site_cannot_press_our_buttons(citizen):
    citizen.answer_all()
    answer = citizen.client.post(
        "/kiosk/tickets",
        data={"csrf_token": citizen.token},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert nothing_opened()


def test_a_browser_that_is_no_kiosk_is_shown_nothing(app, kiosk):
    app.config["DEMO"] = False
    answer = Citizen(app).get("/kiosk")
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["questions/whose", "check", "papers", "ticket", "state"])
def test_without_a_visit_every_screen_leads_to_the_doors(citizen, path):
    assert citizen.get(f"/kiosk/{path}").headers["Location"] == "/kiosk"


@pytest.mark.parametrize("path", ["questions/whose", "tickets", "returns"])
def test_without_a_visit_nothing_is_written(citizen, path):
    citizen.get("/kiosk")
    assert citizen.post(f"/kiosk/{path}", answer="self").status_code == 303
    assert nothing_opened() and Draft.select().count() == 0


def test_wiping_forgets_the_answers_at_once(citizen):
    citizen.answer_all()
    citizen.get("/kiosk/check")
    answer = citizen.post("/kiosk/wipe")
    assert answer.headers["Location"] == "/kiosk"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Draft.select().count() == 0
    assert citizen.client.get_cookie("pulih") is None


def test_after_a_wipe_the_number_is_gone_from_the_screen(citizen):
    citizen.draw()
    citizen.get("/kiosk/ticket")
    citizen.post("/kiosk/wipe")
    assert citizen.get("/kiosk/ticket").headers["Location"] == "/kiosk"
    assert Ticket.select().count() == 1


def test_a_kiosk_left_alone_forgets(citizen, clock):
    citizen.answer_all()
    clock.forward(minutes=6)
    assert citizen.get("/kiosk/check").headers["Location"] == "/kiosk"


def test_the_next_person_clears_what_was_left_behind(citizen, another, clock):
    citizen.answer_all()
    clock.forward(minutes=6)
    another.enter()
    assert Draft.select().count() == 1


def test_a_number_left_on_the_screen_is_not_shown_later(citizen, clock):
    citizen.draw()
    clock.forward(minutes=6)
    assert citizen.get("/kiosk/ticket").headers["Location"] == "/kiosk"


def test_two_kiosks_do_not_read_each_other(citizen, another):
    citizen.answer_all()
    another.enter()
    assert another.get("/kiosk/check").headers["Location"] == "/kiosk/questions/whose"


def test_a_draft_belongs_to_its_device(citizen, office, app):
    citizen.answer_all()
    other = Device.create(office=office, kind=DeviceKind.KIOSK, name="lain")
    Draft.update(device=other).execute()
    assert citizen.get("/kiosk/check").headers["Location"] == "/kiosk"


@pytest.mark.parametrize(
    ("aid", "sign"),
    [("text", 'data-text="besar"'), ("contrast", "tinggi"), ("reach", 'data-reach="rendah"')],
)
def test_an_aid_is_one_press_and_keeps_the_place(citizen, aid, sign):
    citizen.enter()
    citizen.get("/kiosk/questions/whose")
    answer = citizen.post("/kiosk/aids", aid=aid, back="/kiosk/questions/whose")
    assert answer.headers["Location"] == "/kiosk/questions/whose"
    assert sign in citizen.get("/kiosk/questions/whose").text


def test_aids_are_reset_for_the_next_person(citizen):
    citizen.get("/kiosk")
    citizen.post("/kiosk/aids", aid="text", back="/kiosk")
    citizen.get("/kiosk")
    citizen.post("/kiosk/wipe")
    assert "besar" not in citizen.get("/kiosk").text


@pytest.mark.parametrize(
    "back", ["//example.com", "/staff", "/kiosk/../staff", "", "/kiosk/tickets"]
)
def test_an_aid_leads_nowhere_else(citizen, back):
    citizen.get("/kiosk")
    answer = citizen.post("/kiosk/aids", aid="text", back=back)
    assert answer.headers["Location"] == "/kiosk"


def test_an_unknown_aid_does_nothing(citizen):
    citizen.get("/kiosk")
    assert citizen.post("/kiosk/aids", aid="staff", back="/kiosk").status_code == 303
    with citizen.client.session_transaction() as session:
        assert "staff" not in session


@pytest.mark.parametrize("path", ["", "/services", "/code", "/info", "/help", "/idle"])
def test_every_other_screen_is_a_proper_page(citizen, path):
    citizen.enter()
    assert check(citizen.get(f"/kiosk{path}").text) == []


def test_pages_are_never_stored(citizen):
    citizen.enter()
    for path in ("/kiosk", "/kiosk/questions/whose"):
        assert citizen.get(path).headers["Cache-Control"] == "no-store"


def test_without_javascript_an_idle_kiosk_forgets_who_stood_there(citizen):
    citizen.answer_all()
    assert 'content="60; url=/kiosk/idle"' in citizen.get("/kiosk/check").text
    assert 'content="30; url=/kiosk/left"' in citizen.get("/kiosk/idle").text
    assert citizen.get("/kiosk/left").headers["Location"] == "/kiosk"
    assert citizen.get("/kiosk/check").headers["Location"] == "/kiosk"


@pytest.mark.parametrize(("path", "seconds"), [("/services", 60), ("/code", 120), ("/info", 60)])
def test_a_screen_left_open_goes_back_to_the_doors(citizen, path, seconds):
    page = citizen.get(f"/kiosk{path}").text
    assert f'content="{seconds}; url=/kiosk/idle"' in page and f'data-idle="{seconds}"' in page
    assert "data-idle" not in citizen.get("/kiosk").text


@pytest.mark.parametrize(
    ("path", "form", "status", "sentence"),
    [
        ("/kiosk/tidak/ada", None, 404, "Halaman ini tidak ada."),
        ("/kiosk/doors", {"procedure": "tidak-ada"}, 404, "Halaman ini tidak ada."),
        ("/kiosk/doors", {"procedure": "x" * 300_000}, 413, "Kiriman terlalu besar."),
        ("/kiosk/doors", {"csrf_token": ""}, 403, "Layar ini sudah lama terbuka."),
    ],
)
def test_the_kiosk_refuses_on_its_own_screen(citizen, path, form, status, sentence):
    citizen.get("/kiosk")
    answer = citizen.get(path) if form is None else citizen.post(path, form)
    assert (answer.status_code, check(answer.text)) == (status, [])
    assert sentence in answer.text and "Panggil petugas" in answer.text
    assert nothing_opened() and Draft.select().count() == 0


def test_a_refusal_shows_nothing_of_the_kiosk_to_others(app, kiosk):
    app.config["DEMO"] = False
    answer = Citizen(app).post("/kiosk/doors", procedure="pemulihan-data-error")
    assert (answer.status_code, "Panggil petugas" in answer.text) == (403, False)


def test_the_panel_is_drawn_in_its_own_millimetres(citizen, kiosk):
    Device.update(px_per_mm="5.9").where(Device.id == kiosk.id).execute()
    answer = citizen.get("/kiosk/panel.css")
    assert answer.mimetype == "text/css"
    assert "--px-per-mm: 5.9" in answer.text and "max-height: 1416px" in answer.text


def test_the_draft_outlives_a_slow_reader(citizen, clock):
    citizen.answer_all()
    clock.forward(seconds=timedelta(minutes=4).seconds)
    assert citizen.get("/kiosk/check").status_code == 200
