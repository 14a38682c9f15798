"""Runs a line's two sides in turn and judges the median ratio.

A line module is a file `lines_WHAT.py` with `def lines(folder: Path) -> Iterator[Line]`: it makes in `folder` what the
measures need, yields a line, and goes on once that line has been run. A side that returns nothing is measured in CPU
time of this process; one that returns `Measured` brings its own figure (memory of its own process, a gap, a count).
"""

import gc
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TextIO

PAIRS = 5
Side = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One figure of one run, in `unit` (ms, MiB, …); both sides of a line give the same unit."""

    value: float
    unit: str


@dataclass(frozen=True)
class Line:
    """One measure. `goal`: the highest good ratio of `ours` to `limit`. `ready` is run before each side."""

    name: str
    ours: Side
    limit: Side
    goal: float
    ready: Callable[[], object] = lambda: None
    pairs: int = PAIRS


@dataclass
class Result:
    """What came of a line; `trouble` is the error of a side that did not run."""

    line: Line
    ours: list[Measured] = field(default_factory=list)
    limit: list[Measured] = field(default_factory=list)
    trouble: str = ""

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios; a pair was measured one after the other, under the same load."""
        return _median([ours.value / limit.value for ours, limit in zip(self.ours, self.limit, strict=True)])

    @property
    def ok(self) -> bool:
        """Both sides ran and the goal is met."""
        return not self.trouble and self.ratio <= self.line.goal

    def row(self) -> str:
        """`name  ours  limit  ratio  goal  ok`."""
        if self.trouble:
            return f"{self.line.name}  did not run: {self.trouble}"
        figures = f"{_middle(self.ours):>12} {_middle(self.limit):>12} {self.ratio:>7.3f} {self.line.goal:>6.2f}"
        return f"{self.line.name:<58} {figures}  {'ok' if self.ok else 'MISSED'}"


def run(line: Line) -> Result:
    """Measure both sides of a line in turn, `pairs` times; a side that fails ends it."""
    result = Result(line)
    try:
        for _ in range(max(line.pairs, PAIRS)):
            result.ours.append(_measure(line.ours, line.ready))
            result.limit.append(_measure(line.limit, line.ready))
        _same_kind(result.ours + result.limit)
    except Exception as error:  # noqa: BLE001  whatever a side may raise, the other lines are still measured
        where = traceback.extract_tb(error.__traceback__)[-1]
        result.trouble = f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})"
    return result


def run_all(lines: Iterable[Line], out: TextIO) -> int:
    """Run and print every line; the exit status: 0 if there were any and all are ok."""
    bad = number = 0
    for line in lines:
        result = run(line)
        number += 1
        bad += not result.ok
        print(result.row(), file=out, flush=True)
    print(f"{number} lines, {bad} not ok", file=out, flush=True)
    return 0 if number and not bad else 1


def _measure(side: Side, ready: Callable[[], object]) -> Measured:
    ready()
    gc.collect()
    start = time.process_time_ns()
    brought = side()
    spent = time.process_time_ns() - start
    return brought if isinstance(brought, Measured) else Measured(spent / 1e6, "ms")


def _same_kind(figures: list[Measured]) -> None:
    if len({figure.unit for figure in figures}) > 1:
        raise ValueError("the two sides are measured in different units")
    if any(figure.value <= 0 for figure in figures):
        raise ValueError("a side measured nothing")


def _middle(figures: list[Measured]) -> str:
    return f"{_median([figure.value for figure in figures]):,.1f} {figures[0].unit}"


def _median(values: list[float]) -> float:
    """Not `statistics.median`: this module is loaded by every process that is measured."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
