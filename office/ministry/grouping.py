"""From the rows of a ministry letter to lembar: what a rule would make of them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from database import db, fetch, find
from ministry_tables import Letter, ListRow
from office.errors import Incomplete
from office.ministry.lembar import LARGEST

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


def plan(letter: Letter, rule: Rule, *, most: int | None = None) -> list[Planned]:
    """The first `most` lembar a rule would make of the rows that stand on none, or all of them;
    the same whenever it is asked.

    What stays together goes where its first row does. More than `rule.most` of a kind are parted
    all the same. Raises Incomplete on a rule that is none.
    """
    _check(rule)
    kin = _kin(letter, rule) if rule.together else {}
    enough = most * rule.most if most and not rule.together else -1
    return list(islice(_cut(letter, rule, kin, enough), most))


def preview(letter: Letter, rule: Rule) -> list[Heap]:
    """How many lembar that makes, by their names."""
    _check(rule)
    found: dict[str, list[int]] = {}
    if rule.together:
        for planned in plan(letter, rule):
            _add(found, planned.about, 1, len(planned.ids))
    else:  # counted where they lie: 62,000 rows need not be read
        for count, *values in _counted(letter, rule, [COLUMNS[name] for name in rule.by]):
            _add(found, _name(rule, values), -(-count // rule.most), count)
    return [Heap(about, *counts) for about, counts in found.items()]


def meant(letter: Letter, rule: Rule) -> int:
    """How many rows a rule is about."""
    return sum(count for (count,) in _counted(letter, rule, []))


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
    ids = [id for (id,) in _read(letter, rule, [], ordered=True, begin=begin, most=most)]
    found = find(ListRow, f"id IN ({', '.join('?' * len(ids))}) ORDER BY file_id, line", *ids)
    fetch(found, ListRow.category)
    return found


def _cut(
    letter: Letter, rule: Rule, kin: Mapping[int, Sequence[int]], enough: int
) -> Iterator[Planned]:
    """Lembar after lembar, of the first `enough` rows; below 0, of all."""
    placed: set[int] = set()
    about, district, ids = "", "", array("q")
    columns = [COLUMNS[name] for name in rule.by]
    for id, *values in _read(letter, rule, columns, ordered=True, most=enough):
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


def _add(found: dict[str, list[int]], about: str, lembar: int, rows: int) -> None:
    counts = found.setdefault(about, [0, 0])
    counts[0] += lembar
    counts[1] += rows


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
    letter: Letter,
    rule: Rule,
    columns: Sequence[str],
    *,
    ordered: bool = False,
    begin: int = 0,
    most: int = -1,
) -> list[tuple]:
    """Id and these columns of the rows meant that stand on no lembar; none of a person's words."""
    where, values = _meant(letter, rule)
    order = ", ".join([*columns, "list_row.file_id", "list_row.line"])
    sql = f"SELECT {', '.join(('list_row.id', *columns))} {where}"
    sql += f" ORDER BY {order}" if ordered else ""
    return db.execute_sql(f"{sql} LIMIT ? OFFSET ?", (*values, most, begin)).fetchall()


def _counted(letter: Letter, rule: Rule, columns: Sequence[str]) -> list[tuple]:
    """How many of the rows meant there are of each of these values."""
    where, values = _meant(letter, rule)
    listed = ", ".join(columns)
    group = f" GROUP BY {listed} ORDER BY {listed}" if columns else ""
    sql = f"SELECT {', '.join(('count(*)', *columns))} {where}{group}"
    return db.execute_sql(sql, values).fetchall()


def _meant(letter: Letter, rule: Rule) -> tuple[str, tuple]:
    only = "".join(f" AND {COLUMNS[name]} = ?" for name, _ in rule.only)
    return f"{UNPLACED}{only}", (letter.id, *(value for _, value in rule.only))


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
