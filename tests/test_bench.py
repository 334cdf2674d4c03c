"""The benches with tiny counts: a look, no figure; what is tested is what they promise."""

import importlib
from concurrent.futures import ThreadPoolExecutor

import pytest

import cli
from bench import figures, floor
from tests.test_architecture import ROOT

KEYS = {  # DESIGN.md, "Numbers to reach"
    "kiosk": {"1", "8", "32", "duplicates", "holes", "lost"},
    "race": {"calls", "double", "floor_ok_s", "ratio"},
    "decide": {"ok_s", "p99_ms", "calm_p99_ms", "floor_ok_s", "ratio"},
    "centre": {"page_p50_ms", "bulk_s", "settled", "beside_p99_ms", "ratio"},
    "scale": {"board_ratio", "list_ratio", "ratio"},
    "register": {
        "exact_p95_ms",
        "name_p95_ms",
        "import_s",
        "import_mb",
        "kiosk_max_ms",
        "floor_s",
        "ratio",
    },
    "anomaly": {
        "seconds",
        "rss_mb",
        "kiosk_p99_ms",
        "findings",
        "recall",
        "false_of_wrong",
        "rules",
    },
    "duplicates": {"seconds_300k", "mb_300k", "public_f1", "synthetic_f1", "synthetic_precision"},
    "forecast": {"coverage", "width_ratio", "median_width_min", "median_error_min", "jumps"},
    "printer": {"false_printed", "twice_on_paper", "killed_false_printed", "said", "jobs", "kills"},
    "call": {"p50_ms", "p99_ms", "dropped", "ratio"},
    "footprint": {
        "ready_s",
        "rss_mb",
        "idle_cpu_pct",
        "kiosk_kb",
        "phone_kb",
        "installed_mb",
        "packages",
        "ratio",
    },
}
FALSE = ("false_printed", "printed_though_failed", "twice_on_paper")
A_ROUND = {"ok_s", "p50_ms", "p99_ms", "floor_ok_s", "ratio"}
BROWSER = ("call", "footprint")


def measured(name: str, count: int) -> dict:
    """In a thread of its own: the browser tests keep an event loop running in this one."""
    measure = importlib.import_module(f"bench.{name}").measure
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(measure, count).result()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["race", "decide", "scale", "centre", "register", "anomaly", "duplicates"]
)
def test_a_bench_gives_the_figures_it_promises(name):
    assert measured(name, 8).keys() >= KEYS[name]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", BROWSER)
def test_a_bench_with_a_screen_gives_the_figures_it_promises(name):
    assert measured(name, 4).keys() >= KEYS[name]


@pytest.mark.slow
def test_the_kiosk_loses_and_doubles_nothing():
    found = measured("kiosk", 16)
    assert found.keys() >= KEYS["kiosk"] and found["8"].keys() >= A_ROUND
    assert (found["duplicates"], found["holes"], found["lost"]) == (0, 0, 0)


@pytest.mark.slow
def test_no_printer_is_believed_too_much_nor_after_its_worker_was_killed():
    found = measured("printer", 1)
    assert found.keys() >= KEYS["printer"] and found["killed_said"]["slow"]
    false = [value for key, value in found.items() if key.endswith(FALSE)]
    assert false == [0] * 6


def test_the_forecast_holds_what_it_promises():
    found = measured("forecast", 1)
    assert found.keys() >= KEYS["forecast"]
    assert found["coverage"] >= 0.9 and found["width_ratio"] < 1 and found["jumps"] == 0


def test_every_bench_is_named_in_its_readme():
    text = (ROOT / "bench" / "README.md").read_text()
    assert all(f"`{name}`" in text for name in KEYS)


def test_the_floor_stands_on_the_same_server():
    assert floor.SERVER == cli.SERVER


@pytest.mark.parametrize(
    ("share", "found"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1), (0.505, 51)]
)
def test_a_percentile_is_a_timing_that_was_taken(share, found):
    assert figures.percentile(range(1, 101), share) == found


def test_nothing_measured_is_nothing():
    assert (figures.percentile([], 0.5), figures.ratio(1, 0)) == (0.0, 0.0)
