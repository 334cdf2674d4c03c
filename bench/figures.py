"""Figures of a list of timings."""

from collections.abc import Sequence


def percentile(seconds: Sequence[float], share: float) -> float:
    """The nearest rank: the smallest timing that `share` of all do not exceed; 0 of none."""
    if not seconds:
        return 0.0
    ordered = sorted(seconds)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def in_ms(seconds: Sequence[float], share: float) -> float:
    return round(percentile(seconds, share) * 1000, 1)


def ratio(one: float, other: float) -> float:
    return round(one / other, 3) if other else 0.0
