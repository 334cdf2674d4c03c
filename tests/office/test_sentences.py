"""What a citizen is told about their number, state by state."""

from datetime import date, timedelta

import pytest

from models import Case, Ticket
from office import casework, founding, intake, made, outings, queue, sentences, siak


@pytest.fixture
def told(clock):
    """told(ticket): the sentence with its parts filled in."""

    def told(ticket: Ticket) -> str:
        sentence = sentences.of(Ticket.get_by_id(ticket.id), at=clock())
        return sentence.message.format(**sentence.values)

    return told


@pytest.fixture
def returns(clock):
    return lambda ticket: sentences.of(Ticket.get_by_id(ticket.id), at=clock()).returns


@pytest.fixture
def desk(draw, complete, people):
    """A ticket whose case waits for the order (step 3)."""
    ticket = draw()
    complete(ticket, people.sari)
    return ticket


@pytest.fixture
def correcting(desk, decide, people):
    """A ticket whose case stands at step 5."""
    decide(desk.case, "ordered", people.budi)
    decide(desk.case, "noted", people.dewi, work=made.Work(text="Sudah dicek"))
    return desk


def test_who_waits_hears_how_many_are_ahead(draw, told):
    tickets = [draw() for _ in range(5)]
    assert told(tickets[4]) == "Di depan Anda 4 nomor."


def test_with_three_ahead_one_stays_in_the_hall(draw, told):
    tickets = [draw() for _ in range(4)]
    assert told(tickets[3]) == "Sebentar lagi. Mohon berada di ruang tunggu."


@pytest.mark.parametrize(
    "hour, said", [(12, "Di depan Anda 1 nomor."), (15, "Jam pelayanan hari ini sudah lewat.")]
)
def test_nobody_is_almost_called_in_the_break_or_after_hours(office, draw, told, clock, hour, said):
    founding.open_hours(office, {0: ((480, 720), (780, 900))}, at=clock())
    draw()
    ticket = draw()
    clock.set(2024, 1, 8, hour, 0)
    assert told(ticket).startswith(said)


def test_nobody_is_called_back_into_the_hall_for_the_break(office, draw, told, clock):
    founding.open_hours(office, {0: ((480, 720), (780, 900))}, at=clock())
    ticket = outings.go_out(draw(), by=None, at=clock())
    clock.set(2024, 1, 8, 12, 0)
    assert told(ticket) == "Anda tercatat di luar. Tempat Anda dalam antrean tetap."
    clock.set(2024, 1, 8, 13, 0)
    assert told(ticket).startswith("Giliran Anda sudah tiba")


def test_who_is_called_hears_where_to(draw, told, people, counters, clock):
    ticket = draw()
    queue.call(ticket, counters[2], by=people.sari, at=clock())
    assert told(ticket) == "Nomor Anda dipanggil. Silakan ke Loket 2."


def test_who_is_served_hears_where(draw, told, people, counters, clock):
    ticket = draw()
    queue.call(ticket, counters[2], by=people.sari, at=clock())
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[2])
    assert told(ticket) == "Anda sedang dilayani di Loket 2."


def test_a_missed_number_stays_valid(draw, told, people, counters, clock):
    ticket = draw()
    queue.call(ticket, counters[1], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert told(ticket).endswith("Lapor ke Informasi hari ini, nomor tetap berlaku.")


def test_a_withdrawn_number_says_so(draw, told, people, clock):
    ticket = draw()
    queue.withdraw(ticket, "Salah tekan", by=people.rina, at=clock())
    assert told(ticket).startswith("Nomor ini sudah dibatalkan.")


def test_between_the_first_two_steps_the_place_is_kept(draw, told, people, counters, clock, decide):
    tickets = [draw() for _ in range(5)]
    queue.call(tickets[4], counters[4], "Mendesak.", by=people.joko, at=clock())
    queue.serve(tickets[4], by=people.joko, at=clock(), counter=counters[4])
    for ticket in tickets[:4]:
        Ticket.update(role="adb").where(Ticket.id == ticket.id).execute()
    decide(tickets[4].case, "directed", people.joko, counter=counters[4])
    assert told(tickets[4]) == "Tunggu panggilan Petugas ADB. Urutan kedatangan Anda tetap."


def test_lacking_papers_are_to_be_brought(
    desk, told, returns, decide, people, draw, counters, clock
):
    ticket = draw()
    queue.call(ticket, counters[1], by=people.sari, at=clock())
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    decide(ticket.case, "directed", people.sari, counter=counters[1])
    decide(ticket.case, "incomplete", people.sari, counter=counters[1], reason="KK kurang")
    assert told(ticket).startswith("Berkas belum lengkap. Bawa kekurangannya,")
    assert returns(ticket)


def test_complete_papers_wait_for_the_order(desk, told, returns):
    assert told(desk) == "Berkas lengkap. Menunggu perintah pejabat."
    assert not returns(desk)


def test_after_the_order_the_data_is_checked(desk, told, decide, people):
    decide(desk.case, "ordered", people.budi)
    assert told(desk) == "Data sedang diperiksa."


def test_then_the_data_is_mended(correcting, told):
    assert told(correcting) == "Data sedang diperbaiki."


def test_waiting_for_the_centre_names_the_day_to_look_again(correcting, clock, decide, people):
    day = date(2024, 1, 11)
    decide(correcting.case, "consolidate", people.dewi, reason="BPJS.", look_again_on=day)
    sentence = sentences.of(correcting, at=clock())
    assert sentence.message.endswith("Kami cek lagi {day}.")
    assert sentence.values["day"] == day


def test_another_region_is_waited_for(desk, told, decide, people, clock):
    decide(desk.case, "ordered", people.budi)
    case = Case.get_by_id(desk.case_id)
    casework.pause(
        case, "other_region", by=people.dewi, at=clock(), seen=case.moves, note="Kota lain"
    )
    assert told(desk) == "Menunggu jawaban Disdukcapil daerah asal."


def test_an_outage_is_told_where_siak_is_needed(desk, told, office, people, clock, decide):
    siak.report_down(office, by=people.sari, at=clock())
    assert told(desk) == "Berkas lengkap. Menunggu perintah pejabat."
    decide(desk.case, "ordered", people.budi)
    assert told(desk) == "Jaringan SIAK terganggu. Permohonan Anda tetap tersimpan."


def test_redirected_names_the_counters(correcting, told, decide, people):
    decide(correcting.case, "never_entered", people.dewi, reason="Belum ada")
    assert told(correcting) == "Perlu layanan lain: (1, 2, 4). Tunjukkan nomor ini."


@pytest.mark.parametrize(("days", "from_"), [(2, 11), (4, 15), (0, 9)])
def test_what_is_mended_can_be_tried_again_once_so_many_working_days_went_by(
    correcting, clock, decide, people, office, days, from_
):
    type(office).update(retry_days=days).execute()
    change = made.Change("name", "Suhartno", "Suhartono", "Akta")
    decide(correcting.case, "wrong", people.dewi, work=made.Work(changes=(change,)))
    decide(
        correcting.case, "recovered", people.dewi, work=made.Work(reference="1", done_at=clock())
    )
    sentence = sentences.of(correcting, at=clock())
    assert (sentence.tone, sentence.values["day"]) == ("ok", date(2024, 1, from_))


def test_right_data_gets_a_letter(correcting, told, decide, people):
    decide(correcting.case, "right", people.dewi, reason="Sudah benar")
    assert told(correcting).startswith("Data di Dukcapil sudah benar. Ambil surat keterangan")


def test_a_withdrawn_request_says_so(draw, told, people, clock):
    ticket = draw()
    case = Case.get_by_id(ticket.case_id)
    casework.withdraw(case, "Tidak jadi", by=people.sari, at=clock(), seen=case.moves)
    assert told(ticket) == "Permohonan dibatalkan."


def test_who_was_not_served_yesterday_may_come_back(draw, told, returns, clock):
    ticket = draw()
    clock.forward(days=1)
    assert told(ticket).startswith("Nomor ini untuk hari lain.")
    assert returns(ticket)


def test_an_old_number_follows_its_case(draw, told, returns, clock, kiosk):
    ticket = draw()
    clock.forward(days=1)
    intake.come_back(ticket.case, "again", by=kiosk, at=clock())
    assert told(ticket) == "Sebentar lagi. Mohon berada di ruang tunggu."
    assert not returns(ticket)


def test_a_number_that_waits_needs_no_second_one(draw, returns):
    assert not returns(draw())


def test_an_office_without_hours_still_names_a_day(office, clock):
    from models import Opening

    Opening.delete().execute()
    office.hours_revision += 1
    assert sentences.readable_from(office, clock()) == clock().date() + timedelta(days=3)
