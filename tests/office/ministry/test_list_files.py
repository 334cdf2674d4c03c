"""A list brought through the staff area: looked at, explained, imported; or given up."""

from datetime import date
from pathlib import Path

import pytest

from database import db, insert
from ministry_tables import LetterFile, ListRow
from models import Category
from office import privacy
from office.errors import Incomplete, NotFound, Stale
from office.files.uploads import Outcome, Stage
from office.ministry import inbox, list_files, list_import
from office.ministry.list_files import tray
from tests.office.files.test_uploads import wait
from tests.office.lists import FILE, ROWS, UNKNOWN


@pytest.fixture
def letter(people, clock):
    return inbox.take_in("400.8/1/Dukcapil", date(2024, 1, 2), by=people.staf, at=clock())


@pytest.fixture
def send(letter, people, clock):
    """send(file): brought whole, and looked at; what is still under way at the end is given up."""

    def send(file: bytes = FILE):
        told = {"by": people.staf, "at": clock()}
        upload = tray.begin("daftar.csv", len(file), letter=letter.id, **told)
        tray.append(upload.row.id, 0, file, **told)
        tray.finish(upload.row.id, **told)
        wait(lambda: upload.stage != Stage.CHECKING or tray.live() is None)
        return upload

    yield send
    if upload := tray.live():
        tray.cancel(upload.row.id, at=clock())
        wait(lambda: tray.live() is None)


@pytest.fixture
def go(people, clock):
    def go(upload, **told) -> LetterFile:
        told = {"skip": False, "look": upload.found["look"]} | told
        list_files.confirm(upload.row.id, **told, by=people.staf, at=clock())
        wait(lambda: tray.live() is None)
        return tray.last()

    return go


def on_disk() -> list:
    return list((Path(db.database).parent / "lists").glob("*"))


def test_a_list_is_looked_at_masked_then_imported_and_its_file_is_gone(send, go):
    upload = send()
    assert (upload.found["rows"], upload.found["told"], ListRow.select().count()) == (2, 1, 0)
    (siti, _) = upload.found["first"]
    assert siti[:3] == [privacy.masked(ROWS[0][1]), "", privacy.masked(ROWS[0][3])]
    assert "SITI" not in str(upload.found)
    file = go(upload)
    assert (file.outcome, file.rows, file.told, on_disk()) == (Outcome.IMPORTED, 2, 1, [])
    assert ListRow.select().count() == 2


def test_the_same_file_twice_says_where_it_is(send, go):
    go(send())
    send()
    last = tray.last()
    assert (last.outcome, last.said) == (
        Outcome.SAME,
        "Daftar ini sudah dimasukkan: daftar.csv, surat 400.8/1/Dukcapil.",
    )
    assert ListRow.select().count() == 2


def test_it_is_explained_on_the_page_before_it_is_imported(send, go, clock, refused):
    upload = send(UNKNOWN)
    told = {"line": 1, "columns": {0: "nik", 1: "category"}, "category": "", "words": {}}
    with refused(Incomplete, "Lengkapi dahulu"):
        go(upload)
    for wrong in ({"columns": {0: "nik", 1: "nik"}}, {"words": {"ANEH": "Z9"}}, {"category": "Z9"}):
        with refused(Incomplete, "Dua kolom tidak boleh|Kategori tidak dikenal"):
            again(upload, told | wrong, clock)
    again(upload, told, clock)
    assert [word[:3] for word in upload.found["words"]] == [
        ["ANEH", "aneh", 1],
        ["GANJIL", "ganjil", 1],
    ]
    with refused(Stale, "baru saja dibaca lagi"):
        list_files.look_again(upload.row.id, **told, look=1, at=clock())
    again(upload, told | {"words": {"ANEH": "A1", "GANJIL": "-"}}, clock)
    file = go(upload)
    assert (file.rows, file.told, ListRow.get().category) == (1, 1, Category.get(code="A1"))


def again(upload, told, clock):
    list_files.look_again(upload.row.id, **told, look=upload.found["look"], at=clock())
    wait(lambda: upload.stage != Stage.CHECKING)


def test_what_is_no_list_is_refused_in_words(send):
    send(b"PK\x03\x04 bukan apa-apa")
    assert (tray.last().outcome, "Judul kolom tidak ditemukan" in tray.last().said) == (
        Outcome.REFUSED,
        True,
    )


def test_a_server_that_starts_sweeps_what_a_dead_one_left(send, people, clock, letter):
    about = {"letter": letter.id, "officer": people.staf.id, "name": "daftar.csv"}
    dead = insert(LetterFile, **about, begun_at=clock())
    row = {"file": dead, "line": 2, "cells": [], "category": 1, "trouble": "x"}
    insert(ListRow, **row)
    tray.sweep(at=clock())
    list_import.sweep()
    assert tray.last().said == "Impor terputus. Tidak ada yang berubah; ulangi impor."
    assert ListRow.select().count() == 0


def test_nothing_is_confirmed_that_is_not_under_way(people, clock, refused):
    with refused(NotFound, "tidak sedang diproses"):
        list_files.confirm(7, skip=False, look=1, by=people.staf, at=clock())
