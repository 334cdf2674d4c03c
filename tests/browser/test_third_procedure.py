"""A third procedure is one more file: from its own door to its end, with no other file touched."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import Settings, create_app
from models import Case, Ticket
from office import founding, procedures
from office.tickets import tracking_token
from tests.browser.conftest import KIOSK_SCREEN, PHONE_SCREEN, WALL_SCREEN
from tests.conftest import NINE, PASSWORD

pytestmark = pytest.mark.browser
SOPS = Path(__file__).parents[2] / "sops"
THIRD = """
id = "legalisir"
version = 1
title = "Legalisir Kutipan Akta"
service = "Legalisir"
door = "Melegalisir kutipan akta"
prefix = "L"
asks = ["whose", "papers", "priority"]
brought = ["copies"]

[sheet]
name = "Legalisir Kutipan Akta"

[roles]
desk = "Petugas Legalisir"
head = "Kepala Bidang Pencatatan"

[documents]
copies = { title = "Fotokopi kutipan akta" }
compared = { title = "Lembar pencocokan", made = "note" }
stamped = { title = "Fotokopi berstempel" }

[papers.certificate]
title = "Kutipan akta asli"

[[steps]]
id = "compare"
title = "Mencocokkan fotokopi dengan kutipan akta asli"
short = "Cocokkan fotokopi"
role = "desk"
at_counter = true
minutes = 7
needs = ["copies"]
output = "compared"
plain = "Fotokopi Anda sedang dicocokkan."
outcomes = [{ id = "same", kind = "advance", to = "stamp", label = "Cocok, ajukan" }]

[[steps]]
id = "stamp"
title = "Menandatangani dan membubuhkan stempel"
short = "Tanda tangan dan stempel"
role = "head"
minutes = 11
needs = ["compared"]
output = "stamped"
plain = "Menunggu tanda tangan."
outcomes = [
  { id = "yes", kind = "approve", act = "tanda tangan", to = "given", label = "Tandatangani" },
  { id = "no", kind = "return", to = "compare", label = "Kembalikan" },
]

[ends.given]
label = "Fotokopi diserahkan"
handover = "desk"
plain = "Fotokopi berstempel siap. Ambil di {counter}."
"""


@pytest.fixture
def app(office, folder, clock, tmp_path):
    """The real application, with one more file beside the two procedures."""
    sops = tmp_path / "sops"
    shutil.copytree(SOPS, sops)
    (sops / "legalisir.v1.toml").write_text(THIRD, encoding="utf-8")
    settings = Settings(
        database=folder / "pulih.db",
        key_file=folder / "pulih.key",
        sops=sops,
        clock=clock,
        demo=True,
        public_url="https://pulih.example",
    )
    return create_app(settings)


@pytest.fixture
def staffed(app, office):
    """People and a counter for its roles, as an admin would set them up."""
    for username, role in (("lala", "desk"), ("hadi", "head")):
        founding.hire(office, username, username.title(), [role], password=PASSWORD, at=NINE)
    founding.add_counter(office, 5, ["desk"], at=NINE)


@pytest.fixture
def foreign(app) -> set[str]:
    """The words of procedure A that the third does not use itself ("Selesai" is everyone's)."""
    other, mine = procedures.newest("pemulihan-data-error"), procedures.newest("legalisir")
    return words_of(other) - words_of(mine) - {"Selesai"}


def words_of(procedure) -> set[str]:
    words = {procedure.title, procedure.service, procedure.door, *procedure.roles.values()}
    for step in procedure.steps:
        words |= {step.title, step.short, step.plain, *(way.label for way in step.outcomes)}
    for kind in (procedure.documents, procedure.papers):
        words |= {one.title for one in kind.values()}
    for end in procedure.ends.values():
        words |= {end.label, end.plain}
    return words - {""}


def says_nothing_of(foreign: set[str], page: Page) -> bool:
    shown = page.inner_text("body").casefold()
    return [word for word in foreign if re.search(rf"\b{re.escape(word.casefold())}", shown)] == []


def touch(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).first.click()


def draw(page: Page, foreign: set[str]) -> None:
    """From its own door to its number."""
    touch(page, "Melegalisir kutipan akta")
    for question, answer in (("Data siapa", "Data saya sendiri"), ("Berkas mana", "Lanjut")):
        page.get_by_role("heading", name=question).wait_for()
        assert says_nothing_of(foreign, page)
        if answer == "Lanjut":
            page.get_by_text("Kutipan akta asli").wait_for()
            page.locator("label.tick").first.click()
        touch(page, answer)
    page.get_by_role("heading", name="Perlu didahulukan?").wait_for()
    touch(page, "Tidak")
    page.get_by_role("heading", name="Apakah sudah benar?").wait_for()
    assert says_nothing_of(foreign, page)
    touch(page, "Ambil nomor")
    expect(page.locator("main .number")).to_have_text("L-001")


def test_the_kiosk_has_a_door_for_it(open_page, staffed, foreign):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    draw(page, foreign)
    assert says_nothing_of(foreign, page)
    assert "Loket 5" in page.inner_text("main")
    assert Ticket.get().case.sop == "legalisir"


def test_who_only_wants_a_number_finds_its_service(open_page, staffed):
    page = open_page("/kiosk/services", size=KIOSK_SCREEN)
    touch(page, "Legalisir")
    page.get_by_role("heading", name="Perlu didahulukan?").wait_for()
    touch(page, "Tidak")
    expect(page.locator("main .number")).to_have_text("L-001")


@pytest.mark.slow
def test_it_walks_from_the_kiosk_to_its_end(open_page, sign_in, staffed, foreign):
    wall = open_page("/display/hall", size=WALL_SCREEN)
    draw(open_page("/kiosk", size=KIOSK_SCREEN), foreign)
    ticket = Ticket.get()
    lala = sign_in("lala", counter=5)
    lala.goto("/staff/counter")
    lala.keyboard.press("n")
    wall.get_by_text("L-001").first.wait_for()
    lala.get_by_text("Dipanggil, panggilan ke-1").wait_for()
    lala.keyboard.press("m")
    lala.get_by_text(re.compile("Dilayani sejak|dilayani di Loket 5")).first.wait_for()

    lala.goto(f"/staff/cases/{ticket.case_id}")
    lala.get_by_text("Mencocokkan fotokopi dengan kutipan akta asli").first.wait_for()
    assert says_nothing_of(foreign, lala)
    assert "7 menit" in lala.inner_text("main")
    lala.get_by_label("Tulis hasilnya").fill("Sama dengan aslinya.")
    lala.get_by_role("button", name="Cocok, ajukan").click()
    lala.get_by_role("heading", name="Keputusan kegiatan 2").wait_for()

    hadi = sign_in("hadi")
    hadi.goto("/staff/worklists")
    hadi.get_by_text(ticket.case.label).first.wait_for()
    assert says_nothing_of(foreign, hadi)
    hadi.goto(f"/staff/cases/{ticket.case_id}")
    hadi.get_by_role("button", name="Tandatangani").click()
    hadi.get_by_role("heading", name="Fotokopi diserahkan").wait_for()
    assert says_nothing_of(foreign, hadi)
    assert Case.get_by_id(ticket.case_id).end == "given"

    phone = open_page(f"/t/{tracking_token(ticket.submission)}", size=PHONE_SCREEN)
    phone.get_by_text(re.compile("Fotokopi berstempel siap|Sebentar lagi")).first.wait_for()
    assert says_nothing_of(foreign, phone)


def test_its_sheet_is_printed_from_the_file(open_page, sign_in, staffed, foreign):
    draw(open_page("/kiosk", size=KIOSK_SCREEN), foreign)
    page = sign_in("lala", counter=5)
    page.goto(f"/staff/cases/{Ticket.get().case_id}/papers/sheet")
    for words in ("Menandatangani dan membubuhkan stempel", "Kepala Bidang Pencatatan", "11 menit"):
        assert words in page.inner_text("body")
    assert says_nothing_of(foreign, page)
