"""A number's paper from the kiosk's own printer: what stands on it, and what the screen says."""

import re
import time
from datetime import timedelta

import pytest
import segno

from bench.fake_printer import FakePrinter, Paper
from kiosk import receipt
from models import Office
from office import appointments, founding, slots
from office.printing import print_work, prints, talk
from office.printing.answers import Health
from office.printing.pressroom import Pressroom
from office.printing.receipt import plain
from print_tables import PrintJob
from tests.kiosk.conftest import ANSWERS
from tests.strict_html import check

DOTS_PER_MM = 8
AMISS = "Kertas tidak keluar. Catat nomor ini: A-001."


@pytest.fixture
def paper(app, citizen, clock, install, setter):
    """paper(width, …): draw a number so answered; what came out of a printer of that width."""

    def paper(width: int = 80, **answers) -> Paper:
        with FakePrinter() as fake:
            install(fake, width=width)
            room = Pressroom(receipt.composer(app), clock, setter=setter).open()
            try:
                citizen.draw(**answers)
                until = time.monotonic() + 10
                while not fake.papers and time.monotonic() < until:
                    time.sleep(0.01)
            finally:
                room.close()
        return fake.papers[0]

    return paper


def end(status: str, told: str, clock, health: Health | None = None) -> None:
    """As the printer's thread does it."""
    job = PrintJob.get()
    if status != "failed":
        print_work.send(job, at=clock())
    print_work.close(job, talk.Outcome(status, told, health), at=clock())


@pytest.mark.parametrize(("width", "least", "line"), [(80, 15, 576), (58, 10, 384)])
def test_the_number_is_as_high_as_it_must_be(paper, width, least, line):
    number = paper(width).pictures[0]
    inked = [row for row in number if any(row)]
    assert len(inked) >= least * DOTS_PER_MM and len(number[0]) <= line
    assert min(map(len, number)) == max(map(len, number))


@pytest.mark.parametrize(("width", "columns"), [(80, 48), (58, 32)])
def test_the_paper_says_all_that_a_ticket_says(paper, citizen, width, columns):
    out = paper(width)
    text = re.sub(r"\s+", " ", out.text)
    for words in (
        "Disdukcapil Kabupaten Contoh",
        "Perbaikan Data",
        "NOMOR ANTREAN",
        "Senin, 8 Januari 2024 09.00 WITA",
        "Tunggu panggilan Loket 1, 2 atau 4",
        "Di depan Anda 0 nomor",
        "Nomor prioritas dapat dipanggil lebih dulu (satu dari tiga).",
        "Terlewat? Lapor ke Informasi. Tidak perlu nomor baru.",
        "Buka 08.00-15.00, istirahat 12.00-13.00",
        "LAYANAN INI GRATIS",
        "Pengaduan: Loket Informasi - lapor.go.id - 1500537",
        "potong, simpan sendiri",
        "[v] Kartu Keluarga (KK) terbaru ada",
    ):
        assert words.casefold() in text.casefold(), words
    assert PrintJob.get().ticket.shown_code in text
    assert all(
        len(words) * wide <= columns for words, (wide, _) in zip(out.lines, out.sizes, strict=True)
    )
    assert (out.unread, out.cuts) == (b"", 2)


def test_nothing_on_the_paper_tells_who(paper):
    text = paper().text
    assert ANSWERS["nik"] not in text.replace(" ", "") and ANSWERS["nik"][-4:] not in text


@pytest.mark.parametrize("width", [80, 58])
def test_the_qr_leads_to_the_number_on_a_phone(app, paper, width):
    drawn = paper(width).pictures[1]
    with app.app_context():
        from web import tracking_url

        url = tracking_url(PrintJob.get().ticket)
    code = segno.make(url, error="q", boost_error=False, micro=False)
    assert code.version <= 5
    top = next(y for y, row in enumerate(drawn) if any(row))
    left = min(row.index(1) for row in drawn if any(row))
    module = drawn[top][left:].index(0) // 7  # the finder's bar is seven modules wide
    assert module >= 0.5 * DOTS_PER_MM and left >= 4 * module and top >= 4 * module
    size = len(code.matrix)
    read = [
        [
            drawn[top + y * module + module // 2][left + x * module + module // 2]
            for x in range(size)
        ]
        for y in range(size)
    ]
    assert read == [list(row) for row in code.matrix]


def test_the_paper_is_in_the_language_of_who_drew_it(citizen, paper):
    citizen.get("/kiosk")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk")
    assert "QUEUE NUMBER" in paper().text.upper()


def test_without_an_address_for_phones_there_is_no_qr(app, paper):
    app.config["PUBLIC_URL"] = ""
    assert len(paper().pictures) == 1


def test_a_printed_again_paper_says_so(app, citizen, install, people, clock):
    with FakePrinter() as fake:
        printer = install(fake)
    citizen.draw()
    end("unknown", "cut off", clock)
    job = prints.again(PrintJob.get().ticket, printer, "Basah", by=people.rina, at=clock())
    lines = [words for _, words in receipt.composer(app)(job)]
    assert "CETAK ULANG, 09.00" in lines and "Basah" not in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("09.10–09.40 · Å", "09.10-09.40 - A"),
        ("a\x1b@\x10\x04\x01b", "a?@???b"),
        ("Muʼin", "Mu?in"),
    ],
)
def test_no_letter_becomes_a_command(words, said):
    assert plain(words) == said


def test_no_picture_spells_a_command(setter):
    for number in range(0, 1000, 37):
        data = setter.set([("number", f"A-{number:03d}"), ("qr", f"HTTPS://X/{number}")], 80)
        assert not re.search(rb"\x10[\x04\x05\x14]", data)


# --- the screen -----------------------------------------------------------------------------------


@pytest.fixture
def drawn(citizen, install):
    with FakePrinter() as fake:
        install(fake)
    citizen.draw()
    return citizen


def test_while_it_prints_the_screen_asks_again(drawn):
    page = drawn.get("/kiosk/ticket").text
    assert "Kertas sedang dicetak." in page and 'data-coming="/kiosk/printing"' in page
    assert '<meta http-equiv="refresh" content="3">' in page  # without JavaScript
    assert "data-print" not in page and 'class="paper' not in page  # the browser prints nothing
    assert check(page) == []
    assert drawn.get("/kiosk/printing").text.startswith('<div id="printing"')


def test_the_screen_says_that_the_paper_came(drawn, clock):
    end("printed", "", clock)
    page = drawn.get("/kiosk/printing").text
    assert "Ambil kertasnya, lalu duduk menunggu." in page and "data-coming" not in page


@pytest.mark.parametrize(("status", "told"), [("failed", "paper"), ("unknown", "cut off")])
def test_the_screen_says_that_no_paper_came(drawn, clock, status, told):
    end(status, told, clock)
    page = drawn.get("/kiosk/ticket").text
    assert AMISS in page and PrintJob.get().ticket.shown_code in page
    assert 'data-leave="60"' in page and check(page) == []
    drawn.post("/kiosk/aids", aid="language", back="/kiosk/ticket")
    assert "No paper came out. Write down this number: A-001." in drawn.get("/kiosk/ticket").text


def test_of_a_printer_that_cannot_answer_the_person_is_asked(drawn, clock):
    end("unknown", "one way", clock)
    page = drawn.get("/kiosk/ticket").text
    assert "Kertas tidak keluar? Catat nomor ini: A-001." in page and AMISS not in page


def test_a_press_twice_is_one_paper(drawn):
    drawn.post("/kiosk/tickets")
    assert PrintJob.select().count() == 1


def test_nobody_reads_how_anothers_paper_fares(drawn, another):
    assert another.get("/kiosk/printing").status_code == 303


def test_who_comes_for_an_appointment_gets_paper_too(citizen, install, office, people, clock):
    founding.open_hours(office, {0: ((480, 900),)}, at=clock())
    rules = slots.Rules({"pemulihan-data-error": [30, 2]}, share=100, each=50)
    slots.set_up(Office.get(), rules, by=people.admin, at=clock())
    slot = clock() + timedelta(minutes=30)
    told = {"address": "192.0.2.1", "at": clock()}
    made = appointments.book(Office.get(), "pemulihan-data-error", slot, "kunci", **told)
    clock.forward(minutes=25)
    with FakePrinter() as fake:
        install(fake)
    citizen.get("/kiosk/code")
    answer = citizen.post("/kiosk/code", answer=made.code)
    assert answer.headers["Location"] == "/kiosk/ticket"
    assert PrintJob.get().status == "queued"


def lacks(citizen):
    """At the list of what is lacking."""
    citizen.answer_all(papers={"paper.family_card": "no", "paper.identity_card": "no"})
    return citizen.get("/kiosk/papers/list").text


def test_who_comes_back_another_day_takes_the_list_along(app, citizen, install, clock):
    with FakePrinter() as fake:
        install(fake)
    page = lacks(citizen)
    assert 'class="paper' not in page and check(page) == []
    for _ in range(2):
        answer = citizen.post("/kiosk/papers/list")
        assert answer.headers["Location"] == "/kiosk/papers/list"
    job = PrintJob.get()
    lines = [words for _, words in receipt.composer(app)(job)]
    assert "[ ] Kartu Keluarga (KK) terbaru" in lines and "Berkas yang perlu dibawa" in lines
    assert "Kertas sedang dicetak." in citizen.get("/kiosk/papers/list").text
    end("failed", "paper", clock)
    page = citizen.get("/kiosk/papers/list").text
    assert "Kertas tidak keluar. Catat daftar ini." in page and check(page) == []
    assert prints.alarms(Office.get(), clock().date()) == []


def test_a_list_without_a_printer_is_the_browsers(citizen):
    assert 'class="paper"' in lacks(citizen)
    citizen.post("/kiosk/papers/list")
    assert PrintJob.select().count() == 0
