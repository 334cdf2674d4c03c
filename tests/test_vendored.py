"""What others made and we carry along is byte for byte what we took, with its licence beside it."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUMS = ROOT / "static" / "vendor" / "SHA256SUMS"
ROOMS = ("static/vendor", "static/fonts", "tests/browser/vendor")


def faults(sums: str, files: dict[str, bytes]) -> list[str]:
    """What is unknown, missing or changed among `files`, against lines as sha256sum writes."""
    recorded = dict(reversed(line.split(maxsplit=1)) for line in sums.splitlines())
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return [
        *(f"{name}: nobody recorded it" for name in found.keys() - recorded.keys()),
        *(f"{name}: it is gone" for name in recorded.keys() - found.keys()),
        *(f"{name}: it was changed" for name in found if recorded.get(name, "") != found[name]),
    ]


def carried() -> dict[str, bytes]:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path != SUMS}


def test_every_vendored_file_is_the_one_recorded():
    assert faults(SUMS.read_text(), carried()) == []


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"a.js": b"a", "b.js": b"b"}, "b.js: nobody recorded it"),
        ({}, "a.js: it is gone"),
        ({"a.js": b"a "}, "a.js: it was changed"),
    ],
)
def test_a_changed_missing_or_unknown_file_is_named(files, fault):
    sums = f"{hashlib.sha256(b'a').hexdigest()}  a.js\n"
    assert fault in faults(sums, files)


@pytest.mark.parametrize("room", ROOMS)
def test_every_vendored_thing_has_its_licence_beside_it(room):
    assert any("LICENSE" in path.name for path in (ROOT / room).iterdir())


def test_a_vendored_script_says_its_version_in_its_name():
    names = [name for name in carried() if name.endswith(".js")]
    assert [name for name in names if not re.search(r"-\d+\.\d+\.\d+\.min\.js$", name)] == []
