"""Importing an extract: what it adds and changes, what it leaves, and what it may never undo."""

from datetime import date

import pytest

from models import Event
from office.errors import Incomplete, Refused
from office.register import register, register_import, staging
from register_tables import ChangeKind, RegisterChange, Resident, ResidentKey

HEAD = "NIK;NO_KK;NAMA_LGKP;TGL_LHR;NAMA_LGKP_IBU\n"
SITI = "9901014101900001;9901010101100001;SITI CONTOH;01-01-1990;MINAH\n"
UCOK = "9901010101120002;9901010101100001;UCOK CONTOH;01-01-2012;SITI\n"
JAN, FEB, MAR = (date(2024, month, 1) for month in (1, 2, 3))
RENAMED = SITI.replace("SITI CONTOH", "SITI BARU")


@pytest.fixture
def imported(people, clock, tmp_path):
    """imported(row, row, as_of=…, full=…) imports such a file."""

    def imported(*rows: str, as_of: date = JAN, full: bool = False, **more):
        file = tmp_path / "dkb.csv"
        file.write_text(HEAD + "".join(rows))
        found = register_import.check(file)
        return register_import.run(
            found, as_of=as_of, full=full, by=people.sari, clock=clock, **more
        )

    return imported


def names() -> list[str]:
    return [row.name for row in register.people("1")]


def nothing_staged() -> bool:
    return RegisterChange.select().where(RegisterChange.shown_at.is_null()).count() == 0


@pytest.fixture
def mend(recovered):
    """mend("SITI CONTOH", name="SITI A") corrects an element, here."""

    def mend(who: str, /, **values: str) -> None:
        (row,) = register.people("name = ?", who)
        recovered(row.person, **values)

    return mend


def test_a_first_file_fills_the_register(imported):
    result = imported(SITI, UCOK)
    assert (result.added, result.changed, names()) == (2, 0, ["SITI CONTOH", "UCOK CONTOH"])
    assert RegisterChange.get().counts == result.counts


def test_everyone_imported_is_found_by_number_and_day(imported):
    imported(SITI, UCOK.replace("9901010101120002", "99-X"))
    assert [row.name for row in register.found("nik", "99X")] == ["UCOK CONTOH"]
    assert [row.name for row in register.found("birth_date", "1990-01-01")] == ["SITI CONTOH"]
    assert len(register.found("family", "9901010101100001")) == 2


def test_the_same_file_twice_changes_nothing_and_says_so(imported):
    imported(SITI, UCOK)
    result = imported(SITI, UCOK)
    assert (result.same, register.now(), Resident.select().count()) == (True, 1, 2)


def test_another_file_that_says_the_same_changes_nothing(imported):
    imported(SITI, UCOK)
    result = imported(UCOK, SITI)
    assert (result.unchanged, result.changed, register.now()) == (2, 0, 1)
    assert nothing_staged()


def test_only_who_changed_gets_a_new_version(imported):
    imported(SITI, UCOK)
    result = imported(RENAMED, UCOK, as_of=FEB)
    assert (result.changed, result.unchanged, Resident.select().count()) == (1, 1, 3)
    (siti,) = register.found("nik", "9901014101900001")
    assert [row.name for row, _ in register.versions(siti.person)] == ["SITI BARU", "SITI CONTOH"]


def test_a_column_the_file_does_not_have_takes_nothing_away(imported, people, clock):
    told = {"nik": "9901014101900001", "name": "SITI CONTOH", "sex": "P", "address": "JL. CONTOH"}
    (siti,) = register.enter([told], by=people.sari, at=clock())
    imported(RENAMED)
    row = register.person(siti)
    assert (row.name, row.mother, row.sex, row.address) == ("SITI BARU", "MINAH", "P", "JL. CONTOH")


def test_a_file_ends_nobody_unless_it_is_the_full_one(imported):
    imported(SITI, UCOK)
    imported(RENAMED, as_of=FEB)
    assert len(names()) == 2
    assert imported(RENAMED, as_of=MAR, full=True).ended == 1
    assert names() == ["SITI BARU"]


def test_a_full_file_with_bad_rows_ends_nobody(imported):
    imported(SITI, UCOK)
    result = imported(SITI, ";;;;\n;9901;;;\n", as_of=FEB, full=True)
    assert (result.ended, result.bad, len(names())) == (0, 1, 2)


def test_two_people_with_one_nik_stay_two(imported):
    badu = SITI.replace("SITI CONTOH", "BADU SAMA")
    imported(SITI, badu)
    result = imported(badu, SITI.replace("MINAH", "AMINAH"), as_of=FEB)
    assert (result.changed, result.unchanged, result.added) == (1, 1, 0)
    assert names() == ["SITI CONTOH", "BADU SAMA"]


def test_nobody_is_lost_between_two_readings(imported, monkeypatch):
    monkeypatch.setattr(register_import, "READ", 2)
    rows = [
        SITI.replace("900001", f"90000{n}").replace("SITI", name)
        for n in range(5)
        for name in ("SITI", "BADU")
    ]
    imported(*rows)
    result = imported(*rows, UCOK, as_of=FEB, full=True)
    assert (result.unchanged, result.added, result.ended) == (10, 1, 0)


def test_of_two_with_one_nik_the_nearest_name_is_taken(imported):
    imported(SITI, SITI.replace("SITI CONTOH", "BADU SAMA"))
    result = imported(SITI.replace("SITI CONTOH", "SITTI CONTOH"), as_of=FEB)
    assert (result.changed, sorted(names())) == (1, ["BADU SAMA", "SITTI CONTOH"])


def test_who_has_no_nik_is_known_by_card_and_name(imported):
    nameless = UCOK.replace("9901010101120002", "")
    imported(SITI, nameless)
    result = imported(SITI, nameless.replace("SITI", "SITI C."), as_of=FEB)
    assert (result.changed, result.added, result.unchanged) == (1, 0, 1)


def test_a_newer_correction_is_not_undone_by_an_older_extract(imported, mend):
    imported(SITI, UCOK)
    mend("SITI CONTOH", name="SITI BENAR")  # 8 January 2024
    result = imported(SITI.replace("MINAH", "AMINAH"), UCOK, as_of=date(2024, 1, 5))
    (siti,) = register.found("nik", "9901014101900001")
    assert (siti.name, siti.mother, result.kept) == ("SITI BENAR", "AMINAH", 1)
    assert [(note.line, note.reason) for note in result.notes] == [
        (2, "perbaikan di Pulih lebih baru, masih menunggu SIAK: Nama")
    ]


def test_a_newer_extract_overrules_a_correction_and_says_so(imported, mend):
    imported(SITI, UCOK)
    mend("SITI CONTOH", name="SITI BENAR")
    result = imported(RENAMED, UCOK, as_of=FEB)
    assert (names(), result.overruled) == (["SITI BARU", "UCOK CONTOH"], 1)
    assert "diganti menurut SIAK: Nama" in result.notes[0].reason


def test_a_file_older_than_the_last_one_is_refused(imported):
    imported(SITI, as_of=FEB)
    with pytest.raises(Refused, match=r"lebih lama dari impor terakhir \(01-02-2024\)"):
        imported(RENAMED, as_of=JAN)
    assert (names(), nothing_staged()) == (["SITI CONTOH"], True)


def test_a_file_without_a_row_is_refused(imported):
    with pytest.raises(Incomplete, match="Tidak ada baris yang dapat diimpor"):
        imported(";;;;\n")


def test_a_file_of_bad_rows_is_refused_before_they_fill_the_memory(imported, monkeypatch):
    monkeypatch.setattr(register_import, "MOST_BAD", 1)
    with pytest.raises(Incomplete, match=r"Lebih dari 1 baris .* baris 2: 1 kolom, seharusnya"):
        imported("a\n", "b\n", SITI)
    assert names() == [] and nothing_staged()


def test_nothing_is_seen_before_all_is_written_and_nothing_left_when_it_breaks(imported):
    imported(SITI)

    def power_cut(stage: str, *_: int) -> None:
        assert names() == ["SITI CONTOH"]
        if stage == "Menyusun indeks":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(RENAMED, UCOK, as_of=FEB, progress=power_cut)
    assert (names(), Resident.select().count(), nothing_staged()) == (["SITI CONTOH"], 1, True)
    assert ResidentKey.select().count() == 3


def test_an_import_that_was_killed_is_swept_by_the_next(imported, people, clock):
    imported(SITI)
    change = staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    staging.add(change, [(0, ("1",) * len(staging.ELEMENTS))], at=clock())
    with pytest.raises(Refused, match="sedang diimpor"):
        imported(SITI, UCOK, as_of=FEB)
    clock.forward(minutes=3)
    assert imported(SITI, UCOK, as_of=FEB).added == 1
    assert names() == ["SITI CONTOH", "UCOK CONTOH"]


def test_an_import_stands_in_the_audit_trail_by_its_number_only(imported):
    imported(SITI)
    last = Event.select().order_by(Event.id.desc()).get()
    assert (last.name, last.detail) == ("register imported", "change 1")


@pytest.mark.parametrize("full", [True, False])
def test_what_an_import_did_is_said_in_a_sentence(imported, full):
    said = imported(SITI, ";;;;\n;1;;;\n", full=full).sentence(full=full)
    assert said.startswith("1 orang baru, 0 berubah, 0 tidak ada lagi, 0 tetap; 1 baris ditolak.")
    assert said.endswith("tidak ada yang dianggap tidak ada lagi.") == full


def test_the_same_file_is_named_as_such(imported):
    imported(SITI)
    assert imported(SITI).sentence(full=False).startswith("Berkas ini sudah diimpor")
