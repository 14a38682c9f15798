"""Surnames: which of a name's characters they are, and how they are read (data/pinyin/surnames.csv).

Only what is not as elsewhere is listed: compound surnames and characters read otherwise as a surname.
"""

import csv
from functools import cache, lru_cache

from desktop_app.support.paths import DATA

DOT = "·"


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Surname → for each of its characters the readings, the usual one first."""
    with (DATA / "pinyin" / "surnames.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["surname"]: tuple(tuple(part.split("/")) for part in row["readings"].split(" ")) for row in rows}


@cache
def _longest() -> int:
    return max(map(len, _listed()))


@lru_cache(maxsize=65_536)  # the keys of a name are made at one go: to sort by its sound, by its strokes, and to search
def split(name: str) -> tuple[str, str]:
    """(surname, given name). A name with a dot, as many nationalities have, or in Latin letters has no surname here."""
    if DOT in name or not name or name[0].isascii():
        return "", name
    if len(name) > 2:
        for length in range(min(_longest(), len(name) - 1), 1, -1):
            if name[:length] in _listed():
                return name[:length], name[length:]
    return name[0], name[1:]


def readings(surname: str) -> tuple[tuple[str, ...], ...] | None:
    """How the characters of a surname are read, None where they are read as elsewhere."""
    return _listed().get(surname)
