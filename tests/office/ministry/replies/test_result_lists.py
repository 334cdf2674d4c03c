"""Results brought as a list: taken along, filled in, read back, each lembar whole or not at all."""

import io

import pytest
from python_calamine import load_workbook

from models import Case
from office import casework, made
from office.errors import Incomplete, Refused
from office.ministry import list_writer, result_importer, result_lists, results
from tests.office.ministry.replies.lists import standing

HEAD = "KUNCI;NIK;HASIL;CATATAN"


@pytest.fixture
def take(people, clock):
    """take(filled): what became of a list, by Tono."""

    def take(filled, finish=False, reason="", by=None):
        told = {"by": by or people.staf, "at": clock(), "progress": lambda *_: None}
        result_importer.look(filled, **told)
        return result_importer.take(filled, finish=finish, reason=reason, **told)

    return take


@pytest.fixture
def read(tmp_path):
    """read("1-1;;Sudah diperbaiki;"): what a CSV with these lines holds."""

    def read(*lines: str, head=HEAD):
        path = tmp_path / "hasil.csv"
        path.write_text("\n".join((head, *lines)), encoding="utf-8")
        return result_lists.read(path)

    return read


def told(case) -> list[tuple[str, str]]:
    return [(row.result, row.result_note) for row in standing(case)]


def test_a_list_that_is_taken_along_comes_back_filled(ladder, people, clock, take, tmp_path):
    case = ladder("update", 2)
    wanted = result_lists.rows("open", "all", None, by=people.staf, at=clock())
    content = list_writer.composed({"rows": wanted})
    head, first, second = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert tuple(head) == result_lists.HEAD and first[0] == f"{case.id}-1"
    first[8], second[8:] = "sudah diperbaiki", ["Diajukan ke pusat", "Rekaman ganda"]
    path = tmp_path / "hasil.xlsx"
    with path.open("wb") as file:
        list_writer.write_xlsx(file, "Hasil", [head, first, second])
    taken = take(result_lists.read(path), finish=True)
    assert (taken.rows, taken.ended, taken.bad) == (2, 1, [])
    assert told(case) == [("fixed", ""), ("centre", "Rekaman ganda")]
    assert Case.get_by_id(case.id).end == "done"


def test_the_same_list_twice_changes_nothing(ladder, read, take, events):
    case = ladder("update", 2)
    line = f"{case.id}-1;;Sudah diperbaiki;"
    assert take(read(line)).rows == 1
    before = events()
    taken = take(read(line))
    assert (taken.rows, taken.same, events()) == (0, 1, before)


def test_a_lembar_ends_only_when_every_row_has_a_result(ladder, read, take):
    case = ladder("update", 2)
    taken = take(read(f"{case.id}-2;;Data sudah benar;"), finish=True)
    assert (taken.ended, told(case)) == (0, [("", ""), ("correct", "")])


def test_a_lembar_with_one_bad_line_is_left_as_it_is_and_the_others_are_taken(ladder, read, take):
    first, second = ladder("update", 2), ladder("update", 1)
    taken = take(
        read(
            f"{first.id}-1;;Sudah diperbaiki;",
            f"{first.id}-2;;Milik daerah lain;",
            f"{second.id}-1;;Data sudah benar;",
        )
    )
    assert told(first) == [("", "")] * 2 and told(second) == [("correct", "")]
    assert [one.line for one in taken.bad] == [2, 3]
    assert taken.bad[1].reason.startswith("Baris 2: milik daerah lain perlu catatan")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{id}-9;;Sudah diperbaiki;", "baris itu tidak ada di lembarnya"),
        ("99999-1;;Sudah diperbaiki;", "lembar ini tidak ada"),
        ("xx;;Sudah diperbaiki;", "kunci baris tidak dikenal"),
        ("{id}-1;;Beres;", "hasil tidak dikenal; pilih Sudah diperbaiki"),
        ("{id}-1;123;Sudah diperbaiki;", "NIK di daftar bukan NIK baris itu"),
        ("{id}-1;;Sudah diperbaiki;" + "x" * 201, "catatan terlalu panjang"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(ladder, read, take, line, why):
    case = ladder("update")
    (bad,) = take(read(line.format(id=case.id))).bad
    assert bad.reason.startswith(why) and told(case) == [("", "")]


def test_a_row_that_stands_twice_in_a_list_is_not_taken(ladder, read, take):
    case = ladder("update")
    lines = (f"{case.id}-1;;Sudah diperbaiki;", f"{case.id}-1;;Data sudah benar;")
    assert "sudah ada di baris 2 daftar" in str(take(read(*lines)).bad)
    assert told(case) == [("", "")]


def test_a_row_that_was_struck_is_told_where_it_went(ladder, decide, people, read, take):
    case = ladder("kasi_verify", 2)
    struck = made.Work(strike=(standing(case)[1].id,))
    decide(case, "no", people.kasi, reason="Keliru.", work=struck)
    (bad,) = take(read(f"{case.id}-2;;Sudah diperbaiki;")).bad
    assert bad.reason.startswith("baris ini sudah pindah ke lembar 2024/")


def test_a_lembar_that_is_not_at_its_last_step_takes_no_results(ladder, read, take):
    case = ladder("examine")
    (bad,) = take(read(f"{case.id}-1;;Sudah diperbaiki;"), finish=True).bad
    assert "tidak di kegiatan yang mencatat hasil" in bad.reason


def test_who_has_no_part_in_it_brings_no_results(ladder, read, take, people):
    case = ladder("update")
    (bad,) = take(read(f"{case.id}-1;;Sudah diperbaiki;"), by=people.kasi).bad
    assert bad.reason == "mengisi hasil lembar ini bukan tugas Anda"


def test_results_of_lembar_that_ended_are_changed_with_a_reason_only(
    letter, anomalies, people, clock, settle, read, take, open_lembar
):
    case = settle(open_lembar(2), "centre", "Ganda")
    line = f"{case.id}-1;;Sudah diperbaiki;"
    assert "sudah selesai; tulis alasan" in take(read(line)).bad[0].reason
    assert take(read(line), reason="Jawaban pusat.").rows == 1
    assert told(case) == [("fixed", ""), ("centre", "Ganda")]
    assert [one.reason for one in results.later(case)] == ["Jawaban pusat."]


def test_rows_left_empty_are_left_alone(ladder, read):
    case = ladder("update", 2)
    filled = read(f"{case.id}-1;;;", f"{case.id}-2;;Sudah diperbaiki;")
    assert (filled.empty, list(filled.lines[case.id])) == (1, [2])


def test_a_formula_in_a_list_is_not_taken(ladder, take, tmp_path):
    import xlsxwriter

    case, path = ladder("update"), tmp_path / "hasil.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["KUNCI", "HASIL"])
        sheet.write_string(1, 0, f"{case.id}-1")
        sheet.write_formula(1, 1, '="Sudah diperbaiki"', value="Sudah diperbaiki")
    (bad,) = take(result_lists.read(path)).bad
    assert bad.reason == "ada rumus di baris ini; tulis nilainya"


def test_what_is_no_list_of_ours_is_refused(read):
    with pytest.raises(Incomplete, match="Ini bukan daftar hasil dari Pulih"):
        read("1;2", head="NIK;NAMA")


def test_a_list_that_does_not_end_is_refused(read, monkeypatch):
    monkeypatch.setattr(result_lists, "MOST_LINES", 5)
    with pytest.raises(Incomplete, match="lebih dari 5 baris"):
        read("", "", "", "", "", "")


def test_a_list_holds_the_lembar_of_one_officer_or_of_one_letter(
    ladder, verb, people, clock, letter, anomalies
):
    ladder("update"), verb(casework.take, case := ladder("update"), by=people.staf)
    told = {"by": people.staf, "at": clock()}
    assert len(result_lists.rows("open", "all", None, **told)) == 2
    assert [id for id, _ in result_lists.rows("open", "mine", None, **told)] == [case.id]
    for wrong in (("open", "all", letter), ("later", "all", None), ("?", "all", None)):
        with pytest.raises(Refused):
            result_lists.rows(*wrong, **told)


def test_a_list_of_those_that_wait_holds_rows_of_lembar_that_ended(
    people, clock, settle, open_lembar
):
    settle(open_lembar(1), "fixed"), settle(waits := open_lembar(1), "centre", "Ganda")
    told = {"by": people.staf, "at": clock()}
    assert [id for id, _ in result_lists.rows("later", "all", None, **told)] == [waits.id]


def test_before_a_list_is_taken_it_is_told_how_many_results_it_replaces(
    ladder, read, take, people, clock
):
    case = ladder("update", 2)
    take(read(f"{case.id}-1;;Sudah diperbaiki;"))
    older = read(f"{case.id}-1;;Data sudah benar;", f"{case.id}-2;;Sudah diperbaiki;")
    found = result_importer.look(older, by=people.staf, at=clock(), progress=lambda *_: None)
    assert (found["rows"], found["replaced"]) == (2, 1)
