"""From the rows of a ministry letter to lembar: what a rule would make of them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from database import db, fetch, find
from ministry_tables import Letter, ListRow
from office.errors import Incomplete
from office.lembar import LARGEST

BY = {"district": "Kecamatan", "category": "Kategori"}
COLUMNS = {"district": "list_row.district", "category": "category.code"}
TOGETHER = {
    "family": "Satu KK tetap di satu lembar",
    "pair": "NIK ganda dan pasangannya tetap di satu lembar",
}
UNKNOWN = "Kecamatan tidak tercatat"
UNPLACED = """FROM list_row JOIN letter_file ON letter_file.id = list_row.file_id
    JOIN category ON category.id = list_row.category_id
    LEFT JOIN row ON row.listed_id = list_row.id AND row.struck_to_id IS NULL
    WHERE letter_file.letter_id = ? AND letter_file.shown_at IS NOT NULL AND row.id IS NULL"""


@dataclass(frozen=True)
class Rule:
    """by: which of BY make a lembar.  together: which of TOGETHER are never parted.

    only: a value of BY -> the rows meant; left out: all of them.
    """

    by: tuple[str, ...] = ("district", "category")
    together: tuple[str, ...] = ()
    most: int = LARGEST
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Planned:
    """A lembar to be: what its rows have in common, and their ids in the order of the list."""

    about: str
    district: str
    ids: Sequence[int]


@dataclass(frozen=True)
class Heap:
    """Lembar to be that have the same name."""

    about: str
    lembar: int
    rows: int


def plan(letter: Letter, rule: Rule) -> Iterator[Planned]:
    """The lembar a rule would make of the rows that stand on none; the same whenever it is asked.

    What stays together goes where its first row does. More than `rule.most` of a kind are parted
    all the same. Raises Incomplete on a rule that is none.
    """
    _check(rule)
    kin = _kin(letter, rule) if rule.together else {}
    placed: set[int] = set()
    about, district, ids = "", "", array("q")
    for id, *values in _read(letter, rule, [COLUMNS[name] for name in rule.by], ordered=True):
        if id in placed:
            continue
        unit = kin.get(id, (id,))
        if len(unit) > 1:
            placed.update(unit)
        name = _name(rule, values)
        if ids and (name != about or len(ids) + len(unit) > rule.most):
            yield Planned(about, district, ids)
            ids = array("q")
        about, district = name, values[0] if "district" in rule.by else ""
        ids.extend(unit)
        while len(ids) > rule.most:
            yield Planned(about, district, ids[: rule.most])
            ids = ids[rule.most :]
    if ids:
        yield Planned(about, district, ids)


def preview(letter: Letter, rule: Rule) -> list[Heap]:
    """How many lembar that makes, by their names."""
    found: dict[str, list[int]] = {}
    for planned in plan(letter, rule):
        counts = found.setdefault(planned.about, [0, 0])
        counts[0] += 1
        counts[1] += len(planned.ids)
    return [Heap(about, *counts) for about, counts in found.items()]


def kinds(letter: Letter) -> dict[str, dict[str, int]]:
    """Of the rows that stand on no lembar: how many of each kecamatan and category."""
    return {
        name: dict(
            db.execute_sql(  # only our own columns
                f"SELECT {column}, count(*) {UNPLACED} GROUP BY 1 ORDER BY 1",
                (letter.id,),
            ).fetchall()
        )
        for name, column in COLUMNS.items()
    }


def rows(letter: Letter, rule: Rule, *, begin: int, most: int) -> list[ListRow]:
    """So many of the rows a rule is about, in the order of the list, with their categories."""
    ids = [id for (id,) in islice(_read(letter, rule, [], ordered=True), begin, begin + most)]
    found = find(ListRow, f"id IN ({', '.join('?' * len(ids))}) ORDER BY file_id, line", *ids)
    fetch(found, ListRow.category)
    return found


def _check(rule: Rule) -> None:
    known = set(rule.by) <= set(BY) and set(rule.together) <= set(TOGETHER)
    if not known or not set(dict(rule.only)) <= set(BY):
        raise Incomplete("Aturan itu tidak dikenal.")
    if not 1 <= rule.most <= LARGEST:
        raise Incomplete("Satu lembar memuat 1 sampai {n} baris.", n=LARGEST, field="most")


def _name(rule: Rule, values: Sequence[str]) -> str:
    told = dict(zip(rule.by, values, strict=True))
    if "district" in told:
        told["district"] = f"Kec. {told['district']}" if told["district"] else UNKNOWN
    return ", ".join(told.values()) or "Urutan surat"


def _read(
    letter: Letter, rule: Rule, columns: Sequence[str], *, ordered: bool = False
) -> Iterator[tuple]:
    """Id and these columns of each row that stands on no lembar, one after the other: a list of
    62,000 of them is never in memory."""
    only = "".join(f" AND {COLUMNS[name]} = ?" for name, _ in rule.only)
    order = ", ".join([*columns, "list_row.file_id", "list_row.line"])
    sql = f"SELECT {', '.join(('list_row.id', *columns))} {UNPLACED}{only}"
    sql += f" ORDER BY {order}" if ordered else ""
    return iter(db.execute_sql(sql, (letter.id, *(value for _, value in rule.only))))


def _kin(letter: Letter, rule: Rule) -> Mapping[int, Sequence[int]]:
    """Rows that are not parted: the id of each -> all of them, in the order of the list.

    Whoever shares a number with one shares it with all that one shares numbers with.
    """
    columns = ["list_row.family"] if "family" in rule.together else []
    columns += ["list_row.nik", "list_row.other_nik"] if "pair" in rule.together else []
    above: dict[int, int] = {}
    holder: dict[str, int] = {}

    def top(id: int) -> int:
        while (up := above.get(id, id)) != id:
            above[id] = id = above.get(up, up)
        return id

    for id, *numbers in _read(letter, rule, columns):
        for number in filter(None, numbers):
            first, mine = top(holder.setdefault(number, id)), top(id)
            above[max(first, mine)] = min(first, mine)
    units: dict[int, array] = {}
    for id in sorted({*above, *above.values()}):
        units.setdefault(top(id), array("q")).append(id)
    return {id: unit for unit in units.values() if len(unit) > 1 for id in unit}
