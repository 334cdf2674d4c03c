"""The lock installs the same bytes everywhere and names no place of ours."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-linkage.txt",
    "requirements-voice.txt",
)


def pins(name: str) -> dict[str, str]:
    """Every package of the lock with its version."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / name).read_text(), re.M))


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_host_and_no_path(name):
    assert re.findall(r".*(?://|file:|--index|--find-links|@ |[a-z]:\\).*", _text(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_its_hashes(name):
    blocks = re.split(r"^(?=[\w.-]+==)", _text(name), flags=re.M)[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert len(blocks) == len(pins(name))


def test_tests_run_on_what_the_office_runs_on():
    linked = pins("requirements-linkage.txt").items()
    assert pins("requirements.txt").items() <= linked <= pins("requirements-dev.txt").items()


def _text(name: str) -> str:
    return (ROOT / name).read_text()
