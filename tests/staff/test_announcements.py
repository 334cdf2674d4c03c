"""The page on which Petugas Informasi, the lead and the admin tell the hall something."""

import pytest

from models import Announcement
from office import founding
from office.walls import announcements
from tests.faces import written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
PAGE = "/staff/announcements"
TEXT = "Blangko KTP-el tersedia <lagi>."


def press(visitor, path="", htmx=False, **fields):
    return visitor.post(PAGE + path, fields, htmx=htmx, came_from=PAGE)


@BOTH
def test_a_text_is_told_changed_and_taken_down(rina, htmx):
    empty = rina.get(PAGE).text
    assert ("Pita pengumuman tidak tampil" in empty, check(empty)) == (True, [])
    press(rina, htmx=htmx, text=TEXT, begins="08.00", ends="10:30", until="2024-01-09")
    first = Announcement.get()
    assert (first.begins, first.ends, str(first.since)) == (480, 630, "2024-01-08")
    page = rina.get(PAGE).text
    assert "sampai Selasa, 9 Januari 2024, 08.00–10.30." in page
    assert check(page) == []
    press(rina, f"/{first.id}/changes", htmx, text=TEXT, urgent="1", place="2")
    second = Announcement.get(Announcement.ended_at.is_null())
    assert (second.urgent, second.place) == (True, 2)
    press(rina, f"/{second.id}/ends", htmx)
    page = rina.get(PAGE).text
    assert ("Yang sudah lewat" in page, check(page)) == (True, [])
    assert press(rina, f"/{second.id}/ends", htmx).status_code == 409


@BOTH
def test_a_preview_shows_and_writes_nothing(rina, htmx):
    rina.get(PAGE)
    before = written()
    page = press(rina, "/previews", htmx, which="new", text=TEXT, urgent="1").text
    assert 'class="tell-preview urgent"' in page
    assert page.count("Blangko KTP-el tersedia &lt;lagi&gt;.") == 2  # shown, and still typed
    assert (written(), Announcement.select().count()) == (before, 0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Isi pengumumannya"),
        ({"text": "Ya.", "begins": "pagi"}, "Tulis jam seperti 08.00"),
        ({"text": "Ya.", "until": "besok"}, "Isi tanggalnya"),
    ],
)
def test_what_is_typed_wrong_is_told(rina, fields, sentence):
    rina.get(PAGE)
    answer = press(rina, **fields)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert Announcement.select().count() == 0


def test_another_offices_text_is_not_there(rina, office, people, clock):
    other = founding.found("LAIN", "Lain", "Lain", "Asia/Jakarta", at=clock())
    told = {"since": clock().date(), "by": people.admin, "at": clock()}
    one = announcements.announce(other, "Lain.", **told)
    assert "Lain." not in rina.get(PAGE).text
    assert press(rina, f"/{one.id}/ends").status_code == 404
