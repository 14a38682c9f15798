"""Thresholds and bands that hold by date, with their sources (data/rules). What they mean for a membership is in eras.py."""

import csv
from datetime import date
from functools import cache, lru_cache

from desktop_app.support.frozen import frozen
from desktop_app.support.paths import DATA


class NoRule(LookupError):
    """No row of that rule holds on that day."""


@frozen
class Rule:
    """One row of thresholds.csv."""

    name: str
    start: date
    end: date
    value: int
    unit: str
    source: str


@frozen
class Band:
    """One row of bands.csv; `low` and `high` are included, '' is open: whole years, or ISO days for the bands of joining."""

    code: str
    label: str
    low: str
    high: str
    source: str

    def holds(self, value: int | str) -> bool:
        """Whether a number of years, or an ISO day, falls into the band."""
        if isinstance(value, str):
            return (not self.low or self.low <= value) and (not self.high or value <= self.high)
        return (not self.low or int(self.low) <= value) and (not self.high or value <= int(self.high))


def _rows(file_name: str) -> list[dict[str, str]]:
    with (DATA / "rules" / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _span(row: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else date.max


@cache
def rules() -> tuple[Rule, ...]:
    """All rows, by rule and then by day."""
    return tuple(
        Rule(row["rule"], *_span(row), int(row["value"]), row["unit"], row["source"]) for row in _rows("thresholds.csv")
    )


@cache
def _by_name() -> dict[str, tuple[Rule, ...]]:
    names = dict.fromkeys(rule.name for rule in rules())
    return {name: tuple(rule for rule in rules() if rule.name == name) for name in names}


@lru_cache(maxsize=1 << 15)
def rule(name: str, on_day: date) -> Rule | None:
    """The row that holds on a day, None on a day without one; KeyError for a rule there is not."""
    return next((row for row in _by_name()[name] if row.start <= on_day <= row.end), None)


def value(name: str, on_day: date) -> int:
    """The value that holds on a day, in the unit of its row; `NoRule` on a day without one."""
    if found := rule(name, on_day):
        return found.value
    raise NoRule(f"{name} on {on_day}")


@cache
def _all_bands() -> dict[str, list[tuple[date, date, Band]]]:
    found: dict[str, list[tuple[date, date, Band]]] = {}
    for row in _rows("bands.csv"):
        band = Band(row["code"], row["label"], row["low"], row["high"], row["source"])
        found.setdefault(row["band"], []).append((*_span(row), band))
    return found


def bands(name: str, on_day: date) -> tuple[Band, ...]:
    """The bands of a table in its order on a day; they cover everything and do not overlap. KeyError for none such."""
    return tuple(band for start, end, band in _all_bands()[name] if start <= on_day <= end)


def band_of(name: str, on_day: date, value: int | str) -> Band | None:
    """The band a value falls into."""
    return next((band for band in bands(name, on_day) if band.holds(value)), None)
