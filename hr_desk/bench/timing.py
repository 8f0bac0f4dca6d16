# SPDX-License-Identifier: Apache-2.0
"""Taking times: two things in turns, so that a busy machine slows both."""

from collections.abc import Callable, Sequence
from time import perf_counter

Timed = Callable[[], object]


def timed(call: Timed) -> float:
    """Return the seconds a call takes."""
    begun = perf_counter()
    call()
    return perf_counter() - begun


def in_turns(ours: Timed, bare: Timed, *, times: int) -> tuple[list[float], list[float]]:
    """Time two things alternately; returns the seconds of each."""
    pairs = [(timed(ours), timed(bare)) for _ in range(times)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return quantile(values, 0.5)
