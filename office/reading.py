"""Reads a file of tables against shapes, and goes on after a fault so that all are found."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

# What a value may be, in the words of a fault, and how it is recognised.
_IS: dict[str, Callable[[Any], bool]] = {
    "teks": lambda value: isinstance(value, str),
    "bilangan bulat di atas nol": lambda value: type(value) is int and value > 0,
    "true atau false": lambda value: isinstance(value, bool),
    "tanggal seperti 2024-01-08": lambda value: type(value) is date,
    "daftar teks": lambda value: _list_of(str, value),
    "tabel": lambda value: isinstance(value, dict),
    "daftar tabel": lambda value: _list_of(dict, value),
}
TEXT, NUMBER, FLAG, DAY, TEXTS, TABLE, TABLES = _IS
_EMPTY: dict[str, Any] = dict(zip(_IS, ("", 0, False, None, (), {}, []), strict=True))
_TYPES: dict[Any, str] = {str: TEXT, bool: FLAG, tuple[str, ...]: TEXTS}

# key -> (what it is, its default); the default MISSING is a key that must be there.
Shape = Mapping[str, tuple[str, Any]]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where; `key` reads like `steps.check.outcomes.complete.to`."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.message) if part)


class Faulty(Exception):
    """Files that cannot be used; its text is one fault a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Reader:
    """One file on its way in; what is wrong with it is added to `faults`."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults

    def fault(self, key: str, message: str) -> None:
        self.faults.append(Fault(self.file, key, message))

    def known(self, value: str, allowed: Iterable[str], key: str, what: str) -> None:
        if value and value not in allowed:
            self.fault(key, f'{what} "{value}" tidak dikenal.')

    def parse(self, path: Path) -> dict[str, Any] | None:
        """The file's tables, or None with a fault."""
        try:
            return tomllib.loads(path.read_text("utf-8-sig"))  # Notepad writes the mark
        except (OSError, ValueError, RecursionError) as error:
            line = re.search(r"line (\d+)", str(error))
            key = f"baris {line[1]}" if line else ""
            self.fault(key, f"bukan TOML yang benar ({error}).")
            return None

    def take(self, table: dict[str, Any], shape: Shape, key: str = "") -> dict[str, Any]:
        """The table's values, checked; an empty one stands for what is missing or wrong."""
        at = f"{key}." if key else ""
        for name in sorted(table.keys() - shape.keys()):
            self.fault(at + name, "kunci tidak dikenal.")
        taken = {}
        for name, (kind, default) in shape.items():
            value = table.get(name, default)
            if value is MISSING or (default is MISSING and value in ("", [], {})):
                self.fault(at + name, "wajib diisi.")
                value = _EMPTY[kind]
            elif name in table and not _IS[kind](value):
                self.fault(at + name, f"harus berupa {kind}.")
                value = _EMPTY[kind] if default is MISSING else default
            taken[name] = tuple(value or ()) if kind == TEXTS else value
        return taken

    def row(self, kind: Any, table: dict[str, Any], key: str) -> Any:
        """An object of the dataclass `kind`, whose fields are the shape."""
        shape = {field.name: (_TYPES[field.type], field.default) for field in fields(kind)}
        return kind(**self.take(table, shape, key))

    def rows(self, kind: Any, tables: dict[str, Any], key: str) -> dict[str, Any]:
        """Tables by id, each an object of the dataclass `kind`."""
        taken = self.take(tables, dict.fromkeys(tables, (TABLE, {})), key)
        return {
            id: self.row(kind, table | {"id": id}, f"{key}.{id}") for id, table in taken.items()
        }


def _list_of(kind: type, value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)
