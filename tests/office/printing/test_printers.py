"""A receipt printer: what it answers, what is told to it, and what is never taken for printed."""

import pytest

from bench.fake_printer import FakePrinter
from models import LIVE, Event
from office import queue
from office.errors import Incomplete, NotAllowed, Refused
from office.printing import print_work, printers, prints, talk
from office.printing.answers import Amiss, Health, has_paper, health
from print_tables import Printer, PrintJob

# --- what it answers ------------------------------------------------------------------------------


def test_a_well_printer_is_well():
    assert health(0x12, 0x12, 0x12, 0x12) == Health()
    assert health(0x16, 0x12, 0x12, 0x1E) == Health("", low=True)  # 0x16: a drawer's wire


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ((0x1A, 0x16, 0x12, 0x12), "cover"),
        ((0x1A, 0x32, 0x12, 0x12), "paper"),
        ((0x12, 0x12, 0x12, 0x72), "paper"),
        ((0x1A, 0x52, 0x32, 0x12), "jam"),
        ((0x12, 0x12, 0x1A, 0x12), "jam"),
        ((0x1A, 0x12, 0x12, 0x12), "offline"),
    ],
)
def test_each_trouble_has_its_name(answers, trouble):
    assert health(*answers).trouble == trouble


@pytest.mark.parametrize("byte", [0x00, 0xFF, 0x92, 0x13, 0x41])
def test_no_other_byte_is_taken_for_an_answer(byte):
    with pytest.raises(Amiss):
        health(0x12, byte, 0x12, 0x12)
    assert has_paper(0x00) and has_paper(0x03) and not has_paper(0x0C)


# --- where it is reached --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("network", "192.168.1.50", "192.168.1.50:9100"),
        ("network", " 10.0.0.7:9101 ", "10.0.0.7:9101"),
        ("network", "[fd00::5]:9100", "[fd00::5]:9100"),
        ("usb", "04B8:0E15", "04b8:0e15"),
        ("usb", "/dev/usb/lp0", "/dev/usb/lp0"),
        ("serial", "COM3", "COM3:38400"),
        ("serial", "/dev/ttyUSB0:9600", "/dev/ttyUSB0:9600"),
    ],
)
def test_an_address_is_kept_as_the_line_wants_it(kind, typed, kept):
    assert printers.checked(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("network", "8.8.8.8", "Alamat itu di luar jaringan kantor."),
        ("network", "169.254.169.254", "Alamat itu di luar jaringan kantor."),
        ("network", "[::ffff:8.8.8.8]:9100", "Alamat itu di luar jaringan kantor."),
        ("network", "0.0.0.0", "Alamat itu di luar jaringan kantor."),
        ("network", "fd00::1%eth0", "Tulis alamat IP printer, seperti 192.168.1.50."),
        ("network", "printer.example", "Tulis alamat IP printer, seperti 192.168.1.50."),
        ("network", "192.168.1.50:22", "Porta printer 1024 sampai 65535, biasanya 9100."),
        ("network", "192.168.1.50:999999", "Porta printer 1024 sampai 65535, biasanya 9100."),
        ("usb", "/dev/sda", "Tulis printer USB seperti /dev/usb/lp0 atau 04b8:0e15."),
        ("usb", "/dev/usb/lp0/../../sda", "Tulis printer USB seperti"),
        ("serial", "/etc/passwd", "Tulis printer serial seperti COM3:38400"),
        ("serial", "COM3:1", "Tulis printer serial seperti COM3:38400"),
    ],
)
def test_nothing_is_sent_where_no_printer_of_ours_can_be(
    office, people, clock, refused, kind, typed, sentence
):
    told = {"name": "X", "width": 80, "device": None, "answers": True}
    with refused(Incomplete, sentence):
        printers.install(office, kind, typed, **told, by=people.admin, at=clock())
    assert Printer.select().count() == 0


def test_an_office_has_so_many_printers_and_no_more(install, refused, monkeypatch):
    monkeypatch.setattr(printers, "MOST", 2)
    with FakePrinter() as fake:
        mine, _ = install(fake), install(fake, device=None)
        with refused(Refused, "Sudah ada 2 printer"):
            install(fake, device=None)
        assert install(fake).id != mine.id  # in place of the one it had


def test_paper_that_is_told_low_and_not_low_all_day_fills_no_trail(install, clock):
    with FakePrinter() as fake:
        install(fake)
    for low in (True, False, True):
        print_work.hear(Printer.get(), Health("", low=low), at=clock.forward(seconds=30))
    assert Printer.get().low
    assert Event.select().where(Event.name == "printer heard").count() == 0
    print_work.hear(Printer.get(), Health("paper"), at=clock.forward(seconds=30))
    assert Event.select().where(Event.name == "printer heard").count() == 1


def test_a_printer_that_goes_from_trouble_to_trouble_fills_no_trail(install, clock):
    with FakePrinter() as fake:
        install(fake)
    for trouble in ("paper", "silent", "cover", "silent", ""):
        print_work.hear(Printer.get(), Health(trouble), at=clock.forward(seconds=30))
        assert Printer.get().trouble == trouble
    told = [one.detail for one in Event.select().where(Event.name == "printer heard")]
    assert [one.split()[-1] for one in told] == ["paper", "well"]


def test_a_new_printer_takes_the_place_of_the_old(install, kiosk, asked):
    with FakePrinter() as fake:
        first, waiting = install(fake), asked()
        second = install(fake, width=58)
    assert prints.of_device(kiosk) == second and Printer.get_by_id(first.id).retired_at
    assert PrintJob.get_by_id(waiting.id).told == "removed"


# --- staff ----------------------------------------------------------------------------------------


@pytest.fixture
def lost(install, asked, clock):
    """A number whose paper ran out."""
    with FakePrinter() as fake:
        printer = install(fake)
    job = asked()
    print_work.hear(printer, Health("paper"), at=clock())
    print_work.close(job, talk.Outcome("failed", "paper"), at=clock())
    return PrintJob.get_by_id(job.id)


def test_an_alarm_names_the_printer_and_whose_paper_is_missing(lost, office, clock):
    (alarm,) = prints.alarms(office, clock().date())
    assert (alarm.printer.trouble, alarm.printer.since) == ("paper", clock())
    assert [job.ticket.label for job in alarm.jobs] == ["A-001"]


def test_an_alarm_is_over_once_somebody_saw_to_it(lost, office, people, clock):
    prints.settle(lost.printer, by=people.rina, at=clock())
    print_work.hear(Printer.get(), Health(), at=clock())
    assert prints.alarms(office, clock().date()) == []
    assert prints.of_ticket(lost.ticket) == lost  # nor does it come out by itself now


def test_staff_print_again_with_a_reason(lost, office, people, clock):
    job = prints.again(lost.ticket, lost.printer, "Basah", by=people.rina, at=clock())
    assert (job.why, job.officer, job.status) == ("Basah", people.rina, "queued")
    assert PrintJob.get_by_id(lost.id).dealt_by == people.rina
    assert Event.select().order_by(Event.number.desc()).get().name == "ticket print asked"


def test_a_number_is_printed_again_only_with_a_reason(lost, people, clock, refused):
    with refused(Incomplete, "Tulis mengapa A-001 dicetak ulang."):
        prints.again(lost.ticket, lost.printer, "", by=people.rina, at=clock())


def test_who_only_watches_prints_nothing(lost, people, clock, refused):
    for verb in (
        lambda: prints.again(lost.ticket, lost.printer, "x", by=people.lead, at=clock()),
        lambda: prints.settle(lost.printer, by=people.audit, at=clock()),
    ):
        with refused(NotAllowed, "Mencetak nomor bukan tugas Anda."):
            verb()


def test_what_is_being_printed_is_not_printed_beside_it(lost, people, clock, refused):
    prints.again(lost.ticket, lost.printer, "Basah", by=people.rina, at=clock())
    with refused(Refused, "A-001 sedang dicetak."):
        prints.again(lost.ticket, lost.printer, "Basah", by=people.rina, at=clock())


def test_a_number_that_is_over_is_not_printed(lost, people, clock, refused):
    queue.withdraw(lost.ticket, "Pulang.", by=people.rina, at=clock())
    assert lost.ticket.status in LIVE  # as this page had it
    with refused(Refused, "A-001 sudah tidak berlaku hari ini."):
        prints.again(lost.ticket, lost.printer, "Basah", by=people.rina, at=clock())


def test_a_printer_taken_away_prints_nothing(lost, people, clock, refused):
    printers.remove(lost.printer, by=people.admin, at=clock())
    for verb in (
        lambda: prints.again(lost.ticket, lost.printer, "x", by=people.rina, at=clock()),
        lambda: prints.trial(lost.printer, by=people.admin, at=clock()),
    ):
        with refused(Refused, "Printer Pintu masuk sudah dilepas. Pilih yang lain."):
            verb()
