"""Numbers that are given once: the series they come from, and how they stand on paper."""

import re
from datetime import date
from functools import cache
from typing import Any

from peewee import Model

from database import one
from office.errors import Incomplete

MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
WORDS = ("nomor", "kode", "bulan", "tahun")  # what a pattern may hold, in braces
LONGEST_PATTERN = 60


def following(table: type[Model], **series: Any) -> int:
    """The next number of a series; its row in `table` is raised inside this transaction."""
    statement, fields = _raising(table, tuple(series))  # type: ignore[arg-type]
    values = (field.db_value(value) for field, value in zip(fields, series.values(), strict=True))
    row = one(statement, *values)
    assert row  # noqa: S101  RETURNING always gives the row
    return int(row[0])


def label(pattern: str, number: int, *, code: str, day: date) -> str:
    """014/PSR/I/2024 of {nomor}/{kode}/{bulan}/{tahun}."""
    words = (f"{number:03d}", code, MONTHS[day.month - 1], str(day.year))
    for name, value in zip(WORDS, words, strict=True):
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


def check_pattern(pattern: str, field: str) -> None:
    """Raises Incomplete on a pattern without {nomor} and {tahun} or with a word it does not know.

    field: which of the things typed it is.
    """
    named = re.findall(r"\{(\w+)\}", pattern)
    bare = re.sub(r"\{\w+\}", "", pattern)
    if set(named) - set(WORDS) or "{" in bare or "}" in bare:
        raise Incomplete(
            "Pola nomor hanya mengenal {words}.",
            field=field,
            words=", ".join(f"{{{word}}}" for word in WORDS),
        )
    if "nomor" not in named or "tahun" not in named:
        raise Incomplete("Pola nomor harus memuat {{nomor}} dan {{tahun}}.", field=field)


@cache
def _raising(table: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    fields = [table._meta.fields[name] for name in names]
    columns = ", ".join(field.column_name for field in fields)
    places = ", ".join("?" * len(fields))
    statement = (
        f"INSERT INTO {table._meta.table_name} ({columns}, last) VALUES ({places}, 1) "  # noqa: S608
        f"ON CONFLICT ({columns}) DO UPDATE SET last = last + 1 RETURNING last"
    )
    return statement, fields
