"""How long things take on this machine, told as ratios: absolute times say little elsewhere."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 15


@dataclass(frozen=True)
class Measured:
    """A value with what it should reach; without a value `detail` says why it was not measured."""

    title: str
    value: float | None
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None
    detail: str = ""

    @property
    def goal(self) -> str:
        sign, goal = ("≥", self.at_least) if self.at_least is not None else ("≤", self.at_most)
        return f"{sign} {goal:g} {self.unit}"

    @property
    def is_reached(self) -> bool:
        if self.value is None:
            return False
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.at_most is None or self.value <= self.at_most


def not_measured(title: str, why: str) -> Measured:
    return Measured(title, None, detail=why)


def ratio(
    title: str,
    slow: float,
    fast: float,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Measured:
    """How many times longer the first takes, both in seconds."""
    detail = f"{slow * 1000:.2f} ms / {fast * 1000:.2f} ms"
    return Measured(title, slow / fast, at_least=at_least, at_most=at_most, detail=detail)


def median_seconds(
    work: Callable[[], object], prepare: Callable[[], object] = lambda: None
) -> float:
    times = []
    for _round in range(ROUNDS):
        prepare()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
