"""Printers as staff see them: set up by an admin, an alarm for those who meet people."""

import time

import pytest

from bench.fake_printer import FakePrinter
from kiosk import receipt
from office.printing import print_work, prints, talk
from office.printing.answers import Health
from office.printing.pressroom import Pressroom
from print_tables import Printer, PrintJob, PrintStatus
from tests.faces import Visitor
from tests.staff.test_hall import press
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def printer(ani, kiosk) -> Printer:
    ani.get("/staff/admin")
    told = {"kind": "network", "address": "127.0.0.1:9109", "width": "80", "device": kiosk.id}
    assert ani.post("/staff/admin/printers", told, name="Pintu masuk").status_code == 303
    return Printer.get()


@pytest.fixture
def lost(printer, draw, kiosk, clock) -> PrintJob:
    """A number whose paper ran out."""
    ticket = draw()
    prints.ask(ticket, kiosk, language="id", at=clock())
    print_work.hear(printer, Health("paper"), at=clock())
    print_work.close(
        prints.of_ticket(ticket), talk.Outcome(PrintStatus.FAILED, "paper"), at=clock()
    )
    return prints.of_ticket(ticket)


def test_an_admin_sees_every_printer_at_a_glance(ani, printer, clock):
    page = ani.get("/staff/admin").text
    assert "Jaringan 127.0.0.1:9109, 80 mm" in page and "Belum menjawab." in page
    print_work.hear(printer, Health("cover"), at=clock())
    page = ani.get("/staff/admin").text
    assert "Tutup printer terbuka" in page and "Tutup rapat sampai berbunyi klik." in page
    print_work.hear(Printer.get(), Health("", low=True), at=clock())
    assert "Kertas hampir habis" in ani.get("/staff/admin").text
    assert check(ani.page) == []


def test_a_printer_outside_the_office_is_refused_at_its_field(ani):
    ani.get("/staff/admin")
    told = {"kind": "network", "address": "8.8.8.8", "width": "80", "name": "X"}
    answer = ani.post("/staff/admin/printers", told, htmx=True)
    assert answer.status_code == 422 and "di luar jaringan kantor" in answer.text
    assert "printer-address" in answer.headers["HX-Trigger"]
    assert Printer.select().count() == 0


def test_a_specimen_is_asked_for_and_a_printer_removed(ani, printer):
    assert ani.post(f"/staff/admin/printers/{printer.id}/trials").status_code == 303
    assert (PrintJob.get().ticket, PrintJob.get().status) == (None, "queued")
    assert ani.post(f"/staff/admin/printers/{printer.id}/removals").status_code == 303
    assert Printer.get().retired_at and PrintJob.get().status == "failed"


def test_the_alarm_says_which_since_when_and_what_to_do(rina, lost):
    page = rina.get("/staff/hall").text
    for words in (
        "Pintu masuk: Kertas habis sejak 09.00",
        "Pasang gulungan baru, lalu tutup printer.",
        "tidak keluar: Kertas habis",
        "Sudah beres",
    ):
        assert words in page
    assert check(page) == []
    assert "Cetak ulang" not in page.replace("mencetak ulang", "")  # nothing is well enough to


def test_the_alarm_stands_at_the_counter_too(app, lost):
    sari = Visitor(app).sign_in("sari", 1)
    assert "Pintu masuk: Kertas habis" in sari.get("/staff/counter").text
    sari.post(f"/staff/printers/{lost.printer_id}/settlements", came_from="/staff/counter")
    assert PrintJob.get().dealt_by.username == "sari"


@BOTH
def test_one_press_prints_it_again_once_the_printer_is_well(rina, lost, clock, htmx):
    clock.forward(minutes=3)
    print_work.hear(Printer.get(), Health(), at=clock())
    page = rina.get("/staff/hall").text
    assert "Periksa kertasnya" in page and ">Cetak ulang" in page.replace("</svg> ", ">")
    told = {"printer": lost.printer_id, "why": "Kertas tidak keluar"}
    answer = press(rina, f"/staff/tickets/{lost.ticket_id}/prints", htmx, **told)
    assert answer.status_code == (200 if htmx else 303)
    assert prints.of_ticket(lost.ticket).status == "queued"
    assert "Sudah beres" not in rina.get("/staff/hall").text


def test_a_number_drawn_by_staff_is_printed_without_a_reason(rina, printer, draw):
    ticket = draw()
    assert "Cetak nomor" in rina.get("/staff/hall").text
    told = {"printer": printer.id, "why": ""}
    assert press(rina, f"/staff/tickets/{ticket.id}/prints", **told).status_code == 303
    refusal = press(rina, f"/staff/tickets/{ticket.id}/prints", **told)
    assert refusal.status_code == 409 and "A-001 sedang dicetak." in refusal.text
    assert PrintJob.select().count() == 1


def test_who_only_watches_reads_the_alarm_and_can_press_nothing(app, lost):
    lina = Visitor(app).sign_in("lead")
    page = lina.get("/staff/hall").text
    assert "Kertas habis" in page and "Sudah beres" not in page and "Cetak nomor" not in page
    answer = lina.post(f"/staff/printers/{lost.printer_id}/settlements")
    assert answer.status_code == 403 and not PrintJob.get().dealt_at


def test_without_a_printer_nothing_of_it_stands_in_the_hall(rina, draw):
    draw()
    assert "Cetak" not in rina.get("/staff/hall").text


def test_a_real_printer_answers_a_specimen(app, ani, kiosk, clock):
    with FakePrinter("near_end") as fake:
        ani.get("/staff/admin")
        told = {"kind": "network", "address": fake.address, "width": "58", "device": kiosk.id}
        ani.post("/staff/admin/printers", told, name="Pintu masuk")
        ani.post(f"/staff/admin/printers/{Printer.get().id}/trials")
        room = Pressroom(receipt.composer(app), clock).open()
        until = time.monotonic() + 10
        while not Printer.get().low and time.monotonic() < until:
            time.sleep(0.01)
        room.close()
    (paper,) = fake.papers
    assert "CONTOH CETAK" in paper.text and "Ini bukan nomor antrean." in paper.text
    assert "Contoh 09.00: keluar" in ani.get("/staff/admin").text
