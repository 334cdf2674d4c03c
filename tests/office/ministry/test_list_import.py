"""A list of a letter: looked at, brought in unseen, shown at once, taken back whole."""

from datetime import date

import pytest

from database import db, insert
from ministry_tables import LetterFile, ListRow, Withdrawal
from models import Case
from office import casework
from office.errors import Incomplete, Refused, Stale
from office.ministry import inbox, lembar, list_check, list_import
from tests.office.lists import FILE, HEAD, ROWS, UNKNOWN, text


@pytest.fixture
def letter(people, clock):
    return inbox.take_in("400.8/1/Dukcapil", date(2024, 1, 2), by=people.staf, at=clock())


@pytest.fixture
def look(tmp_path, office):
    """look(file): what of it can be read."""

    def look(file: bytes, told=None):
        path = tmp_path / "daftar"
        path.write_bytes(file)
        return list_check.check(path, office, told)

    return look


@pytest.fixture
def imported(look, letter, people, clock):
    """imported(file): looked at and brought in, by Tono."""

    def imported(file: bytes = FILE, *, skip: bool = False, told=None, into=None) -> LetterFile:
        found = look(file, told)
        about = {"letter": (into or letter).id, "officer": people.staf.id, "name": "daftar.csv"}
        row = LetterFile.get_by_id(insert(LetterFile, **about, begun_at=clock()))
        list_import.run(row, found, skip=skip, by=people.staf, clock=clock)
        return LetterFile.get_by_id(row.id)

    return imported


def test_rows_are_written_as_they_came_and_shown_with_what_was_not_read(imported, clock, events):
    file = imported()
    assert (file.rows, file.shown_at, file.outcome) == (2, clock(), "imported")
    assert (file.said, file.report) == (
        "2 baris dimasukkan; 1 tidak terbaca.",
        [[4, "tidak ada NIK dan tidak ada No. KK"]],
    )
    siti, ucok = ListRow.select().order_by(ListRow.line)
    assert (siti.line, siti.nik, siti.category.code, siti.cells) == (
        2,
        ROWS[0][1],
        "A1",
        [*ROWS[0]],
    )
    assert (ucok.other_nik, ucok.trouble, ucok.district) == (ROWS[1][2], "Rekam Ganda", "Selatan")
    assert events()[-1] == "list shown"
    assert file.layout["head"] == list(HEAD)


def test_what_is_not_told_yet_is_asked_and_remembered(look, imported):
    assert look(text(("NIK",), ("1",))).lacking == ["kategori"]
    found = look(UNKNOWN)
    assert (found.lacking, found.unknown) == (["kategori"], [])
    columns = {"nik": 0, "category": 1}
    told = {"line": 1, "columns": columns, "category": "", "words": {"ANEH": "A1"}}
    assert look(UNKNOWN, told).lacking == ["arti 1 kata kategori"]
    imported(UNKNOWN, told=told | {"words": {"ANEH": "A1", "GANJIL": "A2"}})
    again = look(UNKNOWN.replace(b"0002", b"0003"))
    assert (again.lacking, again.rows, dict(again.layout.columns)) == ([], 2, columns)


def test_a_column_of_sentences_is_no_category(look):
    lines = [(f"64010141019{number:05}", f"kata {number}") for number in range(61)]
    found = look(text(("NIK", "Kategori"), *lines))
    assert found.lacking == ["kolom kategori: yang ini memuat lebih dari 60 kata"]


def test_a_wrong_column_is_told_and_nothing_refused_yet(look):
    told = {"line": 1, "columns": {"nik": 2}, "category": "A1", "words": {}}
    found = look(text(HEAD, ROWS[0]), told)
    assert found.lacking == ["kolom yang benar (tidak ada NIK dan tidak ada No. KK)"]


def test_a_list_without_end_is_refused(look, monkeypatch):
    monkeypatch.setattr(list_check, "MOST_ROWS", 1)
    with pytest.raises(Incomplete, match="Daftar ini lebih dari 1 baris"):
        look(FILE)


def test_rows_that_wait_in_a_letter_are_counted_and_left_out_when_asked(look, imported, letter):
    imported()
    more = text(HEAD, *ROWS, ("3", "6401014101900009", "", "", "BARU", "A1", "Utara"))
    assert look(more).there == {letter.reference: 2}
    file = imported(more, skip=True)
    assert (file.rows, file.report[0]) == (1, [2, f"sudah ada di surat {letter.reference}"])
    with pytest.raises(Refused, match="Semua baris daftar ini sudah ada"):
        imported(text(HEAD, *ROWS), skip=True)
    assert ListRow.select().count() == 3


def test_a_row_that_was_answered_waits_no_more(look, imported, anomalies, people, clock):
    imported()
    (row, *_) = ListRow.select().order_by(ListRow.line)
    new = lembar.NewRow(row.nik, "", "A1", row.trouble, listed=row.id)
    told = {"reference": "400.8/1/Dukcapil", "dated": date(2024, 1, 2)}
    case = lembar.open_lembar(anomalies, [new], **told, by=people.staf, at=clock())
    assert sum(look(FILE).there.values()) == 2
    Case.update(end="updated", step=None, role=None, ended_at=clock()).where(
        Case.id == case.id
    ).execute()
    assert sum(look(FILE).there.values()) == 1


def test_a_row_that_says_another_again_is_told_and_still_imported(imported):
    file = imported(text(HEAD, ROWS[0], ROWS[0]))
    assert (file.rows, file.report) == (2, [[3, "sama dengan baris 2; tetap dimasukkan"]])


def test_nothing_is_left_of_an_import_that_breaks_off(imported, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(list_import, "_show", stop)
    with pytest.raises(KeyboardInterrupt):
        imported()
    assert (ListRow.select().count(), LetterFile.get().shown_at) == (0, None)


def test_a_list_that_was_given_up_is_not_shown_after_all(imported, monkeypatch, clock):
    monkeypatch.setattr(list_check, "rows", ended(list_check.rows, clock))
    with pytest.raises(Refused, match="sudah dihentikan"):
        imported()
    assert (ListRow.select().count(), LetterFile.get().shown_at) == (0, None)


def ended(read, clock):
    """The same rows; by their end somebody has given the file up."""

    def rows(*told):
        yield from read(*told)
        LetterFile.update(ended_at=clock()).execute()

    return rows


# --- taken back -----------------------------------------------------------------------------------


@pytest.fixture
def withdraw(people, clock):
    def withdraw(file, reason: str = "Daftar kota lain."):
        list_import.withdraw(file, reason, by=people.staf, at=clock())

    return withdraw


def test_a_list_is_taken_back_whole_and_may_come_again(imported, withdraw, look, events):
    file = imported()
    withdraw(file)
    assert (LetterFile.get().shown_at, events()[-1]) == (None, "list withdrawn")
    assert Withdrawal.get().reason == "Daftar kota lain."
    list_import.sweep()
    assert (ListRow.select().count(), look(FILE).there) == (0, {})
    assert imported().rows == 2


def test_a_list_with_a_row_on_a_lembar_stays(imported, withdraw, anomalies, people, clock, refused):
    file = imported()
    row = ListRow.get()
    new = lembar.NewRow(row.nik, "", "A1", row.trouble, listed=row.id)
    lembar.open_found(anomalies, [new], about="Contoh", by=people.staf, at=clock())
    with refused(Refused, "barisnya sudah ada di lembar"):
        withdraw(file)


def test_taking_back_needs_a_reason_and_is_done_once(imported, withdraw, refused):
    file = imported()
    with refused(Incomplete, "Tulis alasan menarik daftar"):
        withdraw(file, " ")
    withdraw(file)
    with refused(Stale, "sudah ditarik"):
        withdraw(file)


def test_a_row_that_is_shown_cannot_be_removed(imported):
    imported()
    with pytest.raises(Exception, match="history is kept"):
        db.execute_sql("DELETE FROM list_row")


def test_of_a_list_taken_back_a_row_that_stood_on_a_lembar_is_kept(
    imported, withdraw, anomalies, people, clock, verb
):
    file, row = imported(), ListRow.get()
    new = lembar.NewRow(row.nik, "", "A1", row.trouble, listed=row.id)
    told = {"about": "Contoh", "by": people.staf, "at": clock()}
    case = lembar.open_found(anomalies, [new], **told)
    verb(casework.withdraw, case, "Salah surat.", by=people.staf)
    withdraw(file)
    list_import.sweep()
    assert [left.id for left in ListRow.select()] == [row.id]


def test_a_list_that_was_taken_back_was_not_brought_before(imported, withdraw, office):
    file = imported()
    assert list_check.brought_before(office, file.digest) == file
    withdraw(file)
    assert list_check.brought_before(office, file.digest) is None
