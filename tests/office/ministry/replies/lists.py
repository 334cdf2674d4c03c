"""A ministry list as it came, and lembar of its rows, for the tests of the answer."""

from database import insert
from ministry_tables import Letter, LetterFile, ListRow, Row
from models import Category
from office.ministry import lembar

UP = (
    ("received", "staf"),
    ("examined", "staf"),
    ("yes", "kasi"),
    ("yes", "kabid"),
    ("yes", "kadis"),
)
HEAD = ["NO", "NIK", "NAMA", "JENIS", "TINDAK LANJUT", "KETERANGAN"]
CSV = {"head": HEAD, "above": [["DAFTAR ANOMALI"]], "delimiter": ";", "encoding": "utf-8-sig"}
XLSX = {"head": HEAD, "above": [], "sheet": "Anomali"}


def bring_list(letter: Letter, rows: int, layout=CSV, *, by, at, cells=None) -> LetterFile:
    """A list of so many rows, shown; every second of category A2. cells: of all rows."""
    about = {"officer": by.id, "name": "anomali.csv", "digest": "", "layout": layout}
    moments = {"begun_at": at, "shown_at": at, "ended_at": at}
    id = insert(LetterFile, letter=letter.id, **about, **moments, rows=rows)
    ids = [Category.get(Category.code == code).id for code in ("A1", "A2")]
    for n in range(rows):
        nik = f"64010101019{n:05d}"
        told = cells or [str(n + 1), nik, "CONTOH", ("A1", "A2")[n % 2], "", ""]
        ListRow.insert(
            file=id, line=n + 3, cells=told, nik=nik, category=ids[n % 2], trouble="Contoh"
        ).execute()
    return LetterFile.get_by_id(id)


def group(procedure, rows, *, letter: Letter, by, at):
    """A lembar of these rows of a list."""
    told = [lembar.NewRow(row.nik, "", row.category.code, "Contoh", listed=row.id) for row in rows]
    return lembar.open_lembar(
        procedure, told, reference=letter.reference, dated=letter.dated, by=by, at=at
    )


def listed(file: LetterFile) -> list[ListRow]:
    return list(ListRow.select().where(ListRow.file == file).order_by(ListRow.line))


def standing(case) -> list[Row]:
    return list(case.rows.where(Row.struck_to.is_null()).order_by(Row.number))
