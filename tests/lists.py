"""Letters of the ministry with their lists, as if an import had brought them."""

from collections.abc import Callable
from datetime import date, datetime

from ministry_tables import Letter, LetterFile, ListRow
from models import Category, Officer
from office.ministry import inbox


def letter_with(
    by: Officer,
    clock: Callable[[], datetime],
    *rows: dict[str, object],
    dated: date = date(2024, 1, 2),
) -> Letter:
    """A letter of that day with a list of these rows; what a row does not say is invented."""
    number = f"470/{Letter.select().count() + 1}"
    letter = inbox.book(by.office, number, dated, today=dated, by=by, at=clock())
    told = {"begun_at": clock(), "shown_at": clock(), "rows": len(rows)}
    file = LetterFile.create(letter=letter, officer=by, name="daftar.csv", **told)
    known = {row.code: row for row in Category.select()}
    for line, row in enumerate(rows, start=2):
        row = {"trouble": "Tanggal lahir tidak valid", "cells": [], "category": "A2", **row}
        ListRow.create(file=file, line=line, **{**row, "category": known[row["category"]]})
    return letter


def rows(count: int, **same: object) -> list[dict[str, object]]:
    """So many rows of one kecamatan, each about another NIK."""
    return [{"nik": f"{n:016d}", "district": "Contoh", **same} for n in range(count)]
