"""A file on its way into the register: sent, looked at, imported; or given up, nothing left."""

import time
from datetime import date
from pathlib import Path

import pytest

from database import db
from models import Event
from office.errors import Incomplete, NotFound, Refused, Stale
from office.files.uploads import Outcome, Stage
from office.register import register, register_files
from office.register.register_files import tray
from register_tables import RegisterChange, RegisterFile, Resident

FILE = (
    b"NIK;NO_KK;NAMA_LGKP;TGL_LHR\n"
    b"9901014101900001;9901010101100001;SITI CONTOH;01-01-1990\n"
    b"9901010101120002;9901010101100001;UCOK CONTOH;01-01-2012\n"
    b";;;\n;1;;\n"
)
PATIENCE = 20  # seconds


@pytest.fixture
def send(people, clock):
    """send(file): bring it whole, as Ani does; what is still under way at the end is given up."""

    def send(file: bytes = FILE, *, name: str = "dkb.csv", whole: bool = True):
        told = {"by": people.admin, "at": clock()}
        upload = tray.begin(name, len(file), **told)
        tray.append(upload.row.id, 0, file if whole else file[:40], **told)
        if whole:
            tray.finish(upload.row.id, **told)
        return upload

    yield send
    if upload := tray.live():
        tray.cancel(upload.row.id, at=clock())
        ended()


@pytest.fixture
def look(send):
    """look(file): bring it and wait until it was checked."""

    def look(file: bytes = FILE):
        upload = send(file)
        wait(lambda: upload.stage != Stage.CHECKING or tray.live() is None)
        return upload

    return look


@pytest.fixture
def go(people, clock):
    """go(upload, …): give the word, and wait for the end."""

    def go(upload, *, as_of: date = date(2024, 1, 5), full: bool = False) -> RegisterFile:
        told = {"by": people.admin, "at": clock(), "today": clock().date()}
        register_files.confirm(upload.row.id, as_of, full=full, **told)
        return ended()

    return go


def wait(until) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.01)


def ended() -> RegisterFile:
    wait(lambda: tray.live() is None)
    return tray.last()


def on_disk() -> list:
    return list((Path(db.database).parent / "uploads").glob("*"))


def untouched() -> bool:
    """Nothing of a file is in the register, and nothing on the disk."""
    rows = (Resident.select().count(), RegisterChange.select().count())
    return (register.now(), *rows, on_disk()) == (0, 0, 0, [])


def test_a_file_is_looked_at_before_anything_is_written(look):
    found = look().found
    assert (found["rows"], found["told"], register.now()) == (2, 1, 0)
    assert ("NAMA_LGKP", "Nama") in map(tuple, found["mapping"])
    assert found["missing"] == ["Jenis kelamin", "Tempat lahir", "Nama ibu", "Alamat"]
    assert found["first"][0] == ["•••• 0001", "•••• 0001", "S••• C•••", "••-••-1990"]


def test_it_is_imported_at_a_word_and_leaves_nothing_on_the_disk(look, go):
    done = go(look())
    assert (done.outcome, done.said[:12]) == (Outcome.IMPORTED, "2 orang baru")
    assert [row.name for row in register.people("1")] == ["SITI CONTOH", "UCOK CONTOH"]
    assert (done.report, done.told, on_disk()) == (
        [[5, "tidak ada NIK dan tidak ada nama"]],
        1,
        [],
    )
    (change,) = RegisterChange.select()
    assert (change.source, change.officer_id) == ("dkb.csv", done.officer_id)


def test_every_file_stands_in_the_trail_by_its_number(look, go):
    go(look())
    trail = Event.select().where(Event.name.startswith("register")).order_by(Event.id)
    assert [(row.name, row.detail) for row in trail] == [
        ("register file brought", "file 1"),
        ("register imported", "change 1"),
        ("register file ended", "file 1 imported"),
    ]


def test_the_same_file_twice_says_so(look, go):
    go(look())
    done = go(look())
    assert (done.outcome, done.said[:24]) == (Outcome.SAME, "Berkas ini sudah diimpor")


def test_another_file_is_refused_while_one_is_under_way(look, send):
    look()
    with pytest.raises(Refused, match="Sebuah berkas sedang diimpor"):
        send()
    assert RegisterFile.select().count() == 1


def test_nothing_lies_in_clear_while_it_comes(send):
    send(FILE * 3000, whole=False)
    send(FILE * 3000)  # the same officer begins anew
    (file,) = on_disk()
    assert b"SITI" not in file.read_bytes()


def test_of_its_name_only_what_can_be_read_is_kept(send):
    upload = send(name="C:\\data\\../dkb\u202evsc.csv\x00", whole=False)
    assert upload.row.name == "dkbvsc.csv"


def test_a_piece_said_twice_is_taken_once_and_a_missing_one_is_noticed(send, people, clock):
    upload, told = send(whole=False), {"by": people.admin, "at": clock()}
    tray.append(upload.row.id, 0, FILE[:40], **told)
    for offset, piece in ((41, b"x"), (40, FILE[40:] + b"x")):
        with pytest.raises(Stale, match="tidak urut"):
            tray.append(upload.row.id, offset, piece, **told)
    with pytest.raises(Stale, match="belum terkirim seluruhnya"):
        tray.finish(upload.row.id, **told)
    assert upload.pieces.received == 40


def test_nobody_else_adds_to_it(send, people, clock):
    upload = send(whole=False)
    with pytest.raises(NotFound, match="tidak sedang dikirim"):
        tray.append(upload.row.id, 40, b"x", by=people.lead, at=clock())
    assert upload.pieces.received == 40


@pytest.mark.parametrize("size", [0, register_files.LARGEST + 1])
def test_a_file_without_anything_or_with_too_much_is_refused(people, clock, size):
    with pytest.raises(Incomplete, match="pulih register import"):
        tray.begin("dkb.csv", size, by=people.admin, at=clock())
    assert (tray.live(), RegisterFile.select().count()) == (None, 0)


def test_what_is_no_extract_is_refused_without_telling_what_stood_in_it(look):
    look(b"9901014101900001;SITI CONTOH\n")
    done = ended()
    assert (done.outcome, "Baris pertama berkas harus memuat" in done.said) == ("refused", True)
    assert ("SITI" in done.said, untouched()) == (False, True)


def test_a_day_to_come_is_refused(look, go):
    upload = look()
    with pytest.raises(Incomplete, match="tidak boleh sesudah hari ini"):
        go(upload, as_of=date(2024, 1, 9))
    assert upload.stage == Stage.FOUND


def test_a_file_can_be_given_up(look, clock):
    tray.cancel(look().row.id, at=clock())
    done = ended()
    assert (done.outcome, done.said, untouched()) == (
        "stopped",
        "Impor dibatalkan. Tidak ada yang berubah.",
        True,
    )


def test_a_word_is_given_once(look, go, clock):
    upload = look()
    go(upload)
    with pytest.raises(NotFound):
        go(upload)
    with pytest.raises(NotFound):
        tray.cancel(upload.row.id, at=clock())


def test_a_process_that_dies_is_told_as_broken_off(look):
    look().beside.kill()
    assert (ended().outcome, untouched()) == (Outcome.BROKEN, True)


@pytest.mark.parametrize(
    ("whole", "minutes"), [(False, 3), (True, 31)], ids=["half sent", "never confirmed"]
)
def test_who_goes_away_leaves_nothing(look, send, clock, whole, minutes):
    (look if whole else lambda: send(whole=False))()
    tray.sweep(at=clock.forward(minutes=minutes - 2))
    assert tray.live()
    tray.sweep(at=clock.forward(minutes=2))
    assert (ended().outcome, untouched()) == (Outcome.BROKEN, True)


def test_a_server_that_starts_says_what_broke_off(send, clock):
    send(whole=False).writer.discard()
    tray._live = None  # the memory of another process
    assert tray.last().said == "Impor terputus. Tidak ada yang berubah; ulangi impor."
    tray.sweep(at=clock())
    assert (tray.last().outcome, untouched()) == (Outcome.BROKEN, True)
