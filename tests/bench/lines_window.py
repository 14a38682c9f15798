"""The roster's tab (performance.md, lines 3, 4 and 13): frames, search as typed, the window's life while a job runs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.apart import apart
from tests.bench.harness import Line, Measured
from tests.bench.offices import DEMO, MANY, MILLION, folder_of


def lines(folder: Path) -> Iterator[Line]:
    """Every side opens its office in a process of its own."""
    small, many, million = (folder_of(folder, members) for members in (DEMO, MANY, MILLION))
    yield from _scrolling(folder, small, million)
    yield from _searching(small, many, million)
    yield from _while_working(folder, many)


def _scrolling(folder: Path, small: Path, million: Path) -> Iterator[Line]:
    median, slow = _in_window("scroll", small, "median"), _in_window("scroll", small, "p95")
    sql_model = _in_window("scroll_sql_model", small, folder)
    yield Line("page-down, 6,703, against QSqlQueryModel (3)", median, sql_model, 1.6)
    yield Line("page-down, 1,000,000 against 6,703 (3)", _in_window("scroll", million, "median"), median, 1.15)
    yield Line("page-down, 6,703, p95 against median (3)", slow, median, 1.5)


def _searching(small: Path, many: Path, million: Path) -> Iterator[Line]:
    typed, typed_in_many = _in_window("type_and_paint", small), _in_window("type_and_paint", many)
    yield Line("search, key press to paint, 100,000 against 6,703 (4)", typed_in_many, typed, 2.0)
    yield Line(
        "search, against a filter proxy, 100,000 (4)", typed_in_many, _in_window("type_and_paint_proxy", many), 0.25
    )
    typed_in_million = _in_window("type_and_paint", million)
    yield Line("search, 1,000,000 against 100,000 (4)", typed_in_million, typed_in_many, 6.0)
    first = _in_window("first_screen", million), _in_window("first_screen", small)
    yield Line("first screen of the list, 1,000,000 against 6,703 (4)", *first, 2.5)


def _while_working(folder: Path, many: Path) -> Iterator[Line]:
    idle = _in_window("gaps", many, folder, "idle")
    for job in ("export", "import"):  # what went out comes in
        yield Line(
            f"p95 gap of the event loop, {job} of 100,000 (13)", _in_window("gaps", many, folder, job), idle, 2.0
        )


def _in_window(name: str, *arguments: Any) -> Callable[[], Measured]:
    return apart(f"tests.bench.in_window:{name}", *arguments, of="own")
