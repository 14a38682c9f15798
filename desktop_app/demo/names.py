"""What the demo draws its words from: data/sample, read once. Everything in it is invented or general."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from desktop_app.support.paths import DATA

_SAMPLE = DATA / "sample"
_RARE_SHARE = 0.004
_WITH_DOT = "·"


class Branch(NamedTuple):
    """A line of the invented tree: parents come before their children, by short name."""

    name: str
    short_name: str
    parent: str
    level: str
    line: str
    member_kind: str
    members: int


class Post(NamedTuple):
    """Somebody's unit and post, with the code of the work."""

    kind: str
    unit: str
    post: str
    job_code: str


@dataclass(frozen=True)
class _Weighted:
    """Rows to draw from by their weights."""

    rows: tuple[Any, ...]
    upto: tuple[int, ...]

    def draw(self, random: Random) -> Any:
        return random.choices(self.rows, cum_weights=self.upto)[0]


def _table(name: str) -> list[dict[str, str]]:
    with (_SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _weighted(rows: list[tuple[Any, int]]) -> _Weighted:
    return _Weighted(tuple(row for row, _ in rows), tuple(accumulate(weight for _, weight in rows)))


@cache
def branches() -> tuple[Branch, ...]:
    """The invented tree, the 党委 first."""
    return tuple(Branch(**{**row, "members": int(row["members"] or 0)}) for row in _table("branches"))  # type: ignore[arg-type]


class Names:
    """Draws names, posts and places. Rare-character names appear at least once each in any office of some size."""

    def __init__(self) -> None:
        self._surnames = _weighted([(row["surname"], int(row["weight"])) for row in _table("surnames")])
        self._ethnicities = _weighted([(row["ethnicity"], int(row["weight"])) for row in _table("ethnicity")])
        self._given = _table("given")
        self._natives = _weighted(
            [(f"{row['province']}{row['place']}", int(row["weight"])) for row in _table("native_places")]
        )
        self._far = _weighted(
            [((r["province"], r["city"], r["county"]), int(r["weight"])) for r in _table("flow_places")]
        )
        self._estates = _weighted([(row, int(row["weight"])) for row in _table("estates")])
        posts = [(Post(r["kind"], r["unit"], r["post"], r["job_code"]), int(r["weight"])) for r in _table("posts")]
        self._posts = {kind: _weighted([p for p in posts if p[0].kind == kind]) for kind in {p[0].kind for p in posts}}
        self._rare = [(row["name"], row["sex"]) for row in _table("rare_names")]
        self._minority = [(row["name"], row["sex"], row["ethnicity"]) for row in _table("minority_names")]
        self._unused = list(self._rare)

    def person(self, random: Random, sex: str, birth_year: int) -> tuple[str, str]:
        """(name, ethnicity code) of somebody of that sex and year."""
        drawn = random.random()
        if drawn < _RARE_SHARE:
            return self._rare_name(random, sex), "01"
        if drawn < 2 * _RARE_SHARE:
            name, _sex, ethnicity = random.choice([row for row in self._minority if row[1] == sex])
            return name, ethnicity
        return self._surnames.draw(random) + self._given_name(random, sex, birth_year), self._ethnicities.draw(random)

    def _rare_name(self, random: Random, sex: str) -> str:
        waiting = [row for row in self._unused if row[1] == sex]
        chosen = random.choice(waiting or [row for row in self._rare if row[1] == sex])
        if chosen in self._unused:
            self._unused.remove(chosen)
        return chosen[0]

    def _given_name(self, random: Random, sex: str, birth_year: int) -> str:
        fitting = [row for row in self._given if row["sex"] == sex]
        row = next((r for r in fitting if int(r["from"]) <= birth_year <= int(r["to"])), fitting[-1])
        way = random.random()
        whole = [name for name in row["whole"].split(";") if name]
        if whole and way < 0.08:
            return random.choice(whole)
        if way < 0.3:
            return random.choice(row["single"])
        return random.choice(row["first"]) + random.choice(row["second"])

    def native_place(self, random: Random) -> str:
        """籍贯."""
        return self._natives.draw(random)

    def far_place(self, random: Random) -> tuple[str, str, str]:
        """(province code, city, county) somebody has gone to."""
        return self._far.draw(random)

    def address(self, random: Random) -> str:
        """胡杨小区12号楼3单元502室."""
        estate = self._estates.draw(random)
        number = [random.randint(1, int(estate[part])) for part in ("buildings", "units", "floors", "per_floor")]
        return f"{estate['estate']}{number[0]}号楼{number[1]}单元{number[2]}{number[3]:02d}室"

    def post(self, random: Random, kind: str) -> Post:
        """A unit and post for one who is 在职, 退休, 离休 or 退养."""
        return self._posts[kind].draw(random)
