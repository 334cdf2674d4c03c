"""The page behind the QR code: every state in its sentence, nothing of the person."""

import re
from datetime import date
from html import unescape

import pytest

from models import Case, Ticket
from office import casework, guesses, intake, made, privacy, queue, siak, tickets
from tests.faces import Visitor
from tests.strict_html import check
from tests.track.conftest import link

NOTED = made.Work(text="Data ditemukan.")


@pytest.fixture
def told(phone):
    """told(ticket): the one sentence of the page."""

    def told(ticket: Ticket) -> str:
        said = re.search(r'<p class="says[^>]*>.*?<span>(.*?)</span></p>', phone(ticket), re.S)
        return unescape(said[1])

    return told


@pytest.fixture
def at_desk(draw, complete, people):
    """A ticket whose papers are complete: its case waits for the order."""
    ticket = draw()
    complete(ticket, people.sari)
    return ticket


@pytest.fixture
def verified(at_desk, decide, people):
    """… and whose data was found."""
    case = decide(at_desk.case, "ordered", people.budi)
    decide(case, "noted", people.sari, work=NOTED)
    return at_desk


def test_the_page_and_its_region_are_clean_html(app, draw):
    visitor, ticket = Visitor(app), draw()
    assert check(visitor.get(link(ticket)).text) == []
    assert check(visitor.get(link(ticket) + "/now").text, fragment=True) == []


def test_the_address_in_capitals_opens_the_same_page(app, draw):
    token = tickets.tracking_token(draw().submission)
    assert "A-001" in Visitor(app).get(f"/T/{token.upper()}").text
    assert "A-001" in Visitor(app).get(f"/t/{token.lower()}").text


def test_waiting_says_how_many_are_ahead(draw, told):
    for _ in range(7):
        draw()
    assert told(draw()) == "Di depan Anda 7 nomor."


def test_almost_there_says_to_stay_near(draw, told, phone):
    draw()
    ticket = draw()
    assert told(ticket) == "Sebentar lagi. Mohon berada di ruang tunggu."
    assert "1 nomor di depan Anda" in phone(ticket)


def test_called_says_where_to_go(draw, told, queue_call, phone):
    ticket = queue_call(draw(), 2)
    assert told(ticket) == "Nomor Anda dipanggil. Silakan ke Loket 2."
    assert 'class="says called"' in phone(ticket)


@pytest.fixture
def queue_call(people, counters, clock):
    def queue_call(ticket: Ticket, number: int) -> Ticket:
        return queue.call(ticket, counters[number], "Mendesak.", by=people.sari, at=clock())

    return queue_call


def test_missed_says_the_number_still_holds(draw, told, queue_call, people, counters, clock):
    ticket = queue_call(draw(), 2)
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[2])
    expected = "Nomor Anda sudah dipanggil. Lapor ke Informasi hari ini, nomor tetap berlaku."
    assert told(ticket) == expected


def test_served_says_at_which_counter(draw, told, queue_call, people, counters, clock):
    ticket = queue_call(draw(), 2)
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[2])
    assert told(ticket) == "Anda sedang dilayani di Loket 2."


def test_sent_on_says_the_place_is_kept(draw, told, people, counters, clock, decide):
    for number in (4, 2, 1, 4, 2, 4, 4):
        ticket = draw()
        queue.call(ticket, counters[number], "Diantar.", by=people.sari, at=clock())
        _direct(ticket, number, people, counters, clock, decide)
    expected = "Tunggu panggilan Petugas ADB. Urutan kedatangan Anda tetap."
    assert told(ticket) == expected


def _direct(ticket, number, people, counters, clock, decide) -> None:
    """Step 1 by an officer who does not serve step 2."""
    queue.serve(ticket, by=people.joko, at=clock(), counter=counters[number])
    decide(ticket.case, "directed", people.joko, counter=counters[number])


def test_papers_lacking_says_how_to_go_on(draw, told, queue_call, people, counters, clock, decide):
    ticket = queue_call(draw(), 2)
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[2])
    case = decide(ticket.case, "directed", people.sari, counter=counters[2])
    decide(case, "incomplete", people.sari, counter=counters[2], reason="Akta belum ada.")
    sentence = "Berkas belum lengkap. Bawa kekurangannya, lalu pilih Lanjutkan permohonan."
    assert told(ticket) == sentence


def test_a_number_of_another_day_says_where_to_go_on(draw, phone, clock):
    ticket = draw()
    assert "mesin antrean, lalu ketik kode" not in phone(ticket)
    clock.forward(days=1)
    assert "pilih “Cek nomor atau lanjutkan permohonan”, lalu ketik kode" in phone(ticket)


def test_each_desk_step_has_its_sentence(at_desk, told, decide, people):
    said = [told(at_desk)]
    case = decide(at_desk.case, "ordered", people.budi)
    said.append(told(at_desk))
    decide(case, "noted", people.sari, work=NOTED)
    said.append(told(at_desk))
    assert said == [
        "Berkas lengkap. Menunggu perintah pejabat.",
        "Data sedang diperiksa.",
        "Data sedang diperbaiki.",
    ]


def test_waiting_for_the_centre_says_when_we_look_again(verified, told, decide, people):
    day = date(2024, 1, 11)
    decide(verified.case, "consolidate", people.sari, reason="x", look_again_on=day)
    expected = "Sudah diajukan ke Kementerian Dalam Negeri. Kami cek lagi Kamis, 11 Januari 2024."
    assert told(verified) == expected


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("other_region", "Menunggu jawaban Disdukcapil daerah asal."),
        ("network", "Jaringan SIAK terganggu. Permohonan Anda tetap tersimpan."),
    ],
)
def test_a_pause_says_whom_it_waits_for(at_desk, told, people, clock, reason, sentence):
    case = Case.get_by_id(at_desk.case_id)
    casework.pause(case, reason, by=people.budi, at=clock(), seen=case.moves, note="Lihat surat.")
    assert told(at_desk) == sentence


def test_siak_down_is_told_to_who_needs_it(verified, told, people, office, clock):
    siak.report_down(office, by=people.sari, at=clock())
    assert told(verified) == "Jaringan SIAK terganggu. Permohonan Anda tetap tersimpan."


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("never_entered", "Perlu layanan lain: Loket 1, 2 atau 4. Tunjukkan nomor ini."),
        (
            "right",
            "Data di Dukcapil sudah benar. Ambil surat keterangan di Loket 1, 2 atau 3.",
        ),
    ],
)
def test_an_end_says_where_to_go_on(verified, told, decide, people, outcome, sentence):
    decide(verified.case, outcome, people.sari, reason="Sudah sesuai.")
    assert told(verified) == sentence


def test_mended_says_when_to_try_again(verified, told, decide, people, clock):
    change = made.Change("name", "CONTOHH", "CONTOH", "Kutipan akta kelahiran")
    case = decide(verified.case, "wrong", people.sari, work=made.Work(changes=(change,)))
    work = made.Work(reference="SIAK-0", done_at=clock())
    decide(case, "recovered", people.sari, work=work)
    assert told(verified).startswith(
        "Selesai. Coba lagi di tempat Anda ditolak mulai Kamis, 11 Januari 2024."
    )


def test_withdrawn_says_so(at_desk, told, people, clock):
    case = Case.get_by_id(at_desk.case_id)
    casework.withdraw(case, "Atas permintaan.", by=people.budi, at=clock(), seen=case.moves)
    assert told(at_desk) == "Permohonan dibatalkan."


def test_an_old_link_follows_its_case(verified, phone, draw, decide, people, kiosk, clock):
    decide(verified.case, "right", people.sari, reason="Sudah sesuai.")
    clock.set(2024, 1, 9, 9, 0)
    draw()
    intake.come_back(Case.get_by_id(verified.case_id), "kunjungan-2", by=kiosk, at=clock())
    assert '<span class="number num">A-002</span>' in phone(verified)


def test_the_steps_show_what_is_done_and_where_it_stands(at_desk, phone):
    html = phone(at_desk)
    done = re.findall(r'<li class="done">.*?<span>(.*?) <time>', html, re.S)
    here = re.search(r'<li aria-current="step">.*?<span>(.*?)</span>', html, re.S)
    assert done == ["Permohonan diterima", "Arahkan pemohon", "Periksa kelengkapan"]
    assert here[1] == "Perintah pemulihan"


def test_who_opened_the_file_is_told_by_role(at_desk, phone, people, clock):
    assert "Belum ada yang membuka data Anda." in phone(at_desk)
    case = Case.get_by_id(at_desk.case_id)
    clock.forward(minutes=5)
    privacy.note_view(case, ["name"], "Mencari ALASAN", by=people.dewi, role="adb", at=clock())
    html = phone(at_desk)
    assert "<time>Senin, 8 Januari 2024, 09.05 WITA</time> <strong>Petugas ADB</strong>" in html
    assert "Dewi" not in html and "ALASAN" not in html


def test_the_phone_asks_and_is_told_nothing_new(app, draw):
    ticket = draw()
    visitor = Visitor(app)
    seen = visitor.get(link(ticket)).text.partition('data-seen="')[2].partition('"')[0]
    answer = visitor.get(link(ticket) + "/now", seen=seen)
    assert (answer.status_code, answer.text) == (204, "")
    draw()
    assert visitor.get(link(ticket) + "/now", seen=seen).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 26, "a" * 5000, "%00", "😀", "a%2Fb", "..%2F..%2Fx"])
def test_an_unknown_link_says_whom_to_ask(app, office, token):
    visitor = Visitor(app)
    assert visitor.get(f"/t/{token}").status_code == 404
    assert visitor.get(f"/t/{token}/now").status_code == 404


def test_an_expired_link_is_told_like_an_unknown_one(app, verified, decide, people, clock):
    decide(verified.case, "right", people.sari, reason="Sudah sesuai.")
    visitor = Visitor(app)
    clock.forward(days=6, hours=23)
    assert visitor.get(link(verified)).status_code == 200
    clock.forward(hours=2)
    gone, unknown = visitor.get(link(verified)), visitor.get("/t/tidak-ada")
    assert (gone.status_code, gone.text) == (404, unknown.text)
    assert "Halaman ini tidak tersedia. Tanyakan ke Petugas Informasi." in gone.text
    assert check(gone.text) == []


def guess(visitor: Visitor, times: int, **environ: str) -> int:
    """The status of the last of so many links that nobody has."""
    asked = [visitor.client.get(f"/t/{n:026d}", environ_base=environ) for n in range(times)]
    return asked[-1].status_code


def test_nobody_tries_links_one_by_one(app, clock):
    visitor = Visitor(app)
    assert guess(visitor, guesses.MISSES) == 404
    answer = visitor.get(f"/t/{'A' * 26}")
    assert answer.status_code == 429
    assert "Terlalu banyak kode salah. Tunggu lima menit" in answer.text
    assert visitor.get(f"/t/{'A' * 26}/now").status_code == 429
    clock.forward(minutes=5)
    assert visitor.get(f"/t/{'A' * 26}/now").status_code == 404


def test_who_tries_links_keeps_no_other_phone_of_the_hall_from_its_own(app, draw):
    ticket, visitor = draw(), Visitor(app)
    assert guess(visitor, guesses.MISSES + 1) == 429
    assert guess(visitor, 1, REMOTE_ADDR="192.0.2.7") == 404
    assert "A-001" in visitor.get(link(ticket)).text
    assert visitor.get(f"{link(ticket)}/now").status_code == 200


def test_a_page_that_stands_open_is_no_guess(app, draw):
    ticket, visitor = draw(), Visitor(app)
    asked = {visitor.get(f"{link(ticket)}/now").status_code for _ in range(guesses.MISSES + 1)}
    assert asked == {200}


def test_looking_changes_nothing(app, draw, office):
    ticket, before = draw(), _rows()
    Visitor(app).get(link(ticket))
    assert _rows() == before


def _rows() -> list[tuple]:
    return list(Ticket.select().tuples()) + list(Case.select().tuples())


def test_a_phone_needs_little(app, draw):
    visitor, ticket = Visitor(app), draw()
    html = visitor.get(link(ticket)).text
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', html)
    squeezed = {"Accept-Encoding": "gzip"}
    bytes_ = [len(visitor.client.get(path, headers=squeezed).data) for path in set(files)]
    assert len(html) + sum(bytes_) <= 50 * 1024
