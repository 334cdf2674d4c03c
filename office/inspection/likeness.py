"""How two people of the register are likened: Splink's model of Fellegi and Sunter on DuckDB.

Imported by the process beside the server alone (linkage_work.py), for both weigh more than the
server; they are the extra `linkage`. Nothing is learnt from labels: how often chance makes two
values alike is read from random pairs, how often one person's two rows are alike is learnt by
expectation maximisation on this very register (docs/adr/0029).
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import duckdb
import pyarrow
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as level
from splink.comparison_library import CustomComparison

from office.inspection import folded
from office.inspection.folded import COMPARED, Likely

LIKELY = 0.5  # half of the best F1 that probabilities can reach is the threshold that reaches it
BROUGHT = 50_000  # people given to the engine at once
SCORED = 200_000  # people whose pairs are scored at once
LEARNT_FROM = 20_000  # people; a smaller register has too few doubles to learn from
FEWEST = 0.001  # of people stand there twice, even where no sure pair is found
LEAST = 0.0001  # no slip is impossible, however few were seen
MEMORY = "50%"  # of the computer's; the office works on it meanwhile
KINDS = {"INTEGER": pyarrow.int32(), "VARCHAR": pyarrow.string(), "BOOLEAN": pyarrow.bool_()}
ALIKE = (  # among whom the model is learnt, one comparison in each that the others leave out
    "l.name_key = r.name_key AND l.mother_key = r.mother_key AND l.sex = r.sex "
    "AND contains(l.name_key, ' ')",
    "l.name_key = r.name_key AND l.birth_date = r.birth_date AND l.sex = r.sex",
    "l.birth_date = r.birth_date AND l.mother_key = r.mother_key AND l.family <> r.family",
)
Progress = Callable[[str, int, int], object]  # what is done, how much, of how much (0: unknown)


def pairs(people: Iterable[Sequence[Any]], progress: Progress = lambda *_: None) -> list[Likely]:
    """Those of `people` (rows of folded.READ) who are likelier one person than two."""
    con = engine()
    count = bring(con, people)
    linker = Linker(DuckDBAPI(con).register("people"), settings(), log_level=None)
    learn(con, linker, count, progress)
    return list(_likely(con, linker, count, progress))


def engine() -> duckdb.DuckDBPyConnection:
    """In memory alone: nothing of a person is written to a disk, and no other host is asked."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    return duckdb.connect(
        config={
            "temp_directory": "",
            "memory_limit": MEMORY,
            "threads": max(1, (os.cpu_count() or 1) - 1),  # one is left to the kiosks
            "autoinstall_known_extensions": "false",
            "preserve_insertion_order": "false",
        }
    )


def bring(con: duckdb.DuckDBPyConnection, people: Iterable[Sequence[Any]]) -> int:
    """Fill the table `people`; how many they are."""
    columns = ", ".join(f"{name} {kind}" for name, kind in folded.COLUMNS.items())
    con.execute(f"CREATE TABLE people ({columns})")
    count, rows = 0, iter(people)
    while some := [folded.row(row) for row in islice(rows, BROUGHT)]:
        columned = zip(folded.COLUMNS.items(), zip(*some, strict=True), strict=True)
        brought = {name: pyarrow.array(column, KINDS[kind]) for (name, kind), column in columned}
        con.register("brought", pyarrow.table(brought))
        con.execute("INSERT INTO people SELECT * FROM brought")
        con.unregister("brought")
        count += len(some)
    return count


def settings() -> SettingsCreator:
    """The model. It names no engine: Spark takes the same where one machine is not enough."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            CustomComparison(output_column_name=name, comparison_levels=levels)
            for name, levels in zip(COMPARED, _levels(), strict=True)
        ],
        blocking_rules_to_generate_predictions=[  # who is compared at all
            block_on("nik"),
            block_on("birth_date", "sex"),
            block_on("birth_date", "mother_first"),
            block_on("name_key", "mother_first"),
            block_on("name_key", "birth_year"),
            block_on("mother_key", "birth_year"),
            block_on("name_first", "birth_swapped"),
            block_on("name_first", "mother_key"),
            block_on("name_initials", "mother_key"),
            block_on("name_first", "birth_day", "sex"),
            block_on("mother_key", "birth_day"),
            block_on("name_first", "birth_month"),
            block_on("mother_first", "birth_month"),
        ],
        retain_matching_columns=True,
        max_iterations=40,
        em_convergence=0.001,
    )


def learn(con: duckdb.DuckDBPyConnection, linker: Linker, count: int, progress: Progress) -> None:
    """Learn the model from the register itself. Each comparison is learnt among pairs who are alike
    in the others, so that few of them are two people.
    """
    sure = (
        block_on("name_key", "birth_date", "mother_key"),
        block_on("name_key", "birth_date", "sex", "origin"),
        block_on("birth_date", "mother_key", "name_first"),
    )
    learnt = linker.training
    progress("Mempelajari", 0, 4)
    with suppress(ValueError):  # not one sure pair: a column is empty
        learnt.estimate_probability_two_random_records_match(list(sure), recall=0.7)
    _keep_some_double(linker, count)
    learnt.estimate_u_using_random_sampling(max_pairs=1.5e6 if count >= LEARNT_FROM else 3e5)
    for done, rule in enumerate(ALIKE if count >= LEARNT_FROM else (), start=1):
        progress("Mempelajari", done, 4)
        if _some(con, rule):  # a column may be empty; then the model stays as it began
            learnt.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True, max_pairs=1e6
            )
    _keep_possible(linker)


def _some(con: duckdb.DuckDBPyConnection, rule: str) -> bool:
    pair = f"SELECT 1 FROM people l JOIN people r ON {rule} AND l.unique_id < r.unique_id"  # noqa: S608
    return con.execute(f"{pair} LIMIT 1").fetchall() != []


def _keep_some_double(linker: Linker, count: int) -> None:
    model = linker._settings_obj.core_model_settings
    told = model.probability_two_random_records_match
    least = 2 * FEWEST / max(count, 2)  # FEWEST * count of count * count / 2
    model.probability_two_random_records_match = max(told, least)


def _keep_possible(linker: Linker) -> None:
    for comparison in linker._settings_obj.core_model_settings.comparisons:
        for step in comparison.comparison_levels:
            if not (step.is_null_level or step._fix_m_probability):
                step.m_probability = max(float(step.m_probability or 0), LEAST)


def _likely(
    con: duckdb.DuckDBPyConnection, linker: Linker, count: int, progress: Progress
) -> Iterator[Likely]:
    parts = count // SCORED + 1
    levels = ", ".join(f"gamma_{name}" for name in COMPARED)
    for part in range(1, parts + 1):
        progress("Membandingkan", part - 1, parts)
        scored = linker.inference.predict_chunk(
            right_chunk=(part, parts), threshold_match_probability=LIKELY, warning_mode="never"
        )
        found = con.execute(
            f"SELECT unique_id_l, unique_id_r, match_probability, {levels} "  # noqa: S608
            f"FROM {scored.physical_name}"
        ).fetchall()
        for one, other, probability, *steps in found:
            yield Likely(min(one, other), max(one, other), probability, tuple(steps))
        scored.drop_table_from_database_and_remove_from_cache()


def _levels() -> tuple[list[Any], ...]:
    """The levels of each of COMPARED, the nearest first. Numbers: how often one person's two rows
    stand there, to begin with; small registers keep to them.
    """
    swapped = "birth_swapped_l = birth_swapped_r"
    digit = "levenshtein(nik_l, nik_r) = 1 AND serial_l = serial_r AND (broken_l OR broken_r)"
    kecamatan = "kecamatan_l = kecamatan_r"
    return (
        _of_names("name", 0.42, 0.35, 0.02, 0.1, 0.07, 0.01, 0.03),
        [
            level.NullLevel("birth_date"),
            _same("birth_date", 0.64),
            _when(swapped, "day and month swapped", 0.04),
            level.LevenshteinLevel("birth_date", 1).configure(m_probability=0.17),
            _when("birth_day_l = birth_day_r", "another year", 0.02),
            _when("birth_year_l = birth_year_r", "the same year", 0.11),
            _other(0.02),
        ],
        [  # who shares a card and a mother shares one thing, not two: it counts as a home alone
            _when("house_l = house_r", "of one house").configure(is_null_level=True),
            *_of_names("mother", 0.65, 0.18, 0.01, 0.06, 0.06, 0.02, 0.02),
        ],
        [level.NullLevel("sex"), _same("sex", 0.97), _other(0.03)],
        [
            level.NullLevel("nik"),
            _set(_same("nik", 0.01), by_chance=0.000001),
            _when(digit, "one digit, and it does not tell the birth date", 0.05),
            _other(0.94),
        ],
        [
            level.NullLevel("origin"),
            _when(f"{kecamatan} AND origin_l = origin_r", "one kecamatan and place", 0.07),
            _same("origin", 0.52, weighed=True),
            _when(kecamatan, "one kecamatan", 0.04),
            _other(0.37),
        ],
        _of_homes(),
    )


def _of_homes() -> list[Any]:
    # Two children of one house and one day with two names: twins, far oftener than slips.
    twins = "house_l = house_r AND born_l = born_r AND called_l <> called_r"
    return [
        level.NullLevel("district"),
        _set(_when(twins, "twins", 0.000004), by_chance=0.05),
        _when("house_l = house_r", "one family card and one mother", 0.05),
        _when("family_l = family_r", "one family card", 0.07),
        _when("district_l = district_r", "one kecamatan", 0.1),
        _other(0.78),
    ]


def _of_names(name: str, *often: float) -> list[Any]:
    key = f"{name}_key"
    within = f"contains({name}_wide_l, {name}_wide_r) OR contains({name}_wide_r, {name}_wide_l)"
    both_long = f"contains({key}_l, ' ') AND contains({key}_r, ' ')"
    near = (
        level.Or(level.JaroWinklerLevel(key, 0.95), level.LevenshteinLevel(key, 1)),
        _when(f"({within}) AND {both_long}", "a part"),
        _when(
            f"({name}_short_l OR {name}_short_r) AND {name}_initials_l = {name}_initials_r",
            "abridged",
        ),
        level.Or(
            level.JaroWinklerLevel(key, 0.88),
            level.JaroWinklerLevel(name, 0.88),
            level.And(_when(f"length({name}_l) > 7", "long"), level.LevenshteinLevel(name, 2)),
        ),
        _when(within, "a word of it"),
    )
    first, *others, last = often
    return [
        level.NullLevel(key),
        _same(key, first, weighed=True),
        *(step.configure(m_probability=share) for step, share in zip(near, others, strict=True)),
        _other(last),
    ]


def _same(column: str, often: float, *, weighed: bool = False) -> Any:
    """weighed: to share a rare value tells more than to share a common one."""
    same = level.ExactMatchLevel(column, term_frequency_adjustments=weighed)
    return same.configure(m_probability=often)


def _when(condition: str, words: str, often: float | None = None) -> Any:
    made = level.CustomLevel(condition, label_for_charts=words)
    return made.configure(m_probability=often) if often else made


def _other(often: float) -> Any:
    return level.ElseLevel().configure(m_probability=often)


def _set(step: Any, *, by_chance: float) -> Any:
    """A level that is not learnt: what is rarer than any sample, or stands apart from the rest."""
    return step.configure(u_probability=by_chance, fix_m_probability=True, fix_u_probability=True)
