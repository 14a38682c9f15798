"""How far a 稳定排查 round has come: each building as its homes by unit and floor, met, tried or not yet visited. Reads only.

Only 见到 counts; an empty home is not asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.features.visits.rules import floor_of
from desktop_app.features.visits.words import Outcome
from desktop_app.ledger.figures import percent
from desktop_app.storage.office import Office


class HomeState(StrEnum):
    """How a home stands in a round."""

    MET = "已见到"
    TRIED = "去过未见到"
    UNVISITED = "还没去"
    EMPTY = "空置"


@dataclass(frozen=True)
class Flat:
    """One home of a building."""

    id: int
    unit: str
    door: str
    floor: int
    state: HomeState


@dataclass
class Building:
    """One building with its homes."""

    estate: str
    name: str
    flats: list[Flat] = field(default_factory=list)

    @property
    def title(self) -> str:
        """胡杨小区 3 号楼."""
        return f"{self.estate} {self.name} 号楼"

    @property
    def asked(self) -> int:
        """应查: homes somebody lives in."""
        return sum(flat.state != HomeState.EMPTY for flat in self.flats)

    @property
    def met(self) -> int:
        """已查."""
        return sum(flat.state == HomeState.MET for flat in self.flats)

    @property
    def left(self) -> list[int]:
        """Homes that are still to be met."""
        return [flat.id for flat in self.flats if flat.state in (HomeState.TRIED, HomeState.UNVISITED)]

    def units(self) -> list[tuple[str, list[tuple[int, list[Flat]]]]]:
        """(unit, [(floor, its homes from left to right)] from the top floor down) in order."""
        found: dict[str, dict[int, list[Flat]]] = {}
        for flat in self.flats:
            found.setdefault(flat.unit, {}).setdefault(flat.floor, []).append(flat)
        return [
            (unit, [(floor, floors[floor]) for floor in sorted(floors, reverse=True)])
            for unit, floors in sorted(found.items(), key=lambda each: natural(each[0]))
        ]


def natural(text: str) -> tuple[int, str]:
    """Sorts 2 before 10, and words after numbers."""
    return (int(text), "") if text.isdigit() else (10**9, text)


def buildings(office: Office, sweep: int | None) -> list[Building]:
    """Every building of the register in its order, as a round left it; of no round everything is unvisited."""
    rows = office.database.rows(
        "SELECT h.id, h.estate, h.building, h.unit, h.door, h.occupied, ifnull(v.met, 0), v.household_id IS NOT NULL"
        " FROM household h LEFT JOIN (SELECT household_id, max(outcome = ?) AS met FROM visit WHERE sweep_id = ?"
        " AND household_id IS NOT NULL GROUP BY household_id) v ON v.household_id = h.id",
        (str(Outcome.MET), sweep),
    )
    found: dict[tuple[str, str], Building] = {}
    for number, estate, building, unit, door, occupied, met, tried in rows:
        state = HomeState.UNVISITED
        if met:
            state = HomeState.MET
        elif not occupied:
            state = HomeState.EMPTY
        elif tried:
            state = HomeState.TRIED
        here = found.setdefault((estate, building), Building(estate, building))
        here.flats.append(Flat(number, unit, door, floor_of(door), state))
    for each in found.values():
        each.flats.sort(key=lambda flat: (natural(flat.unit), natural(flat.door)))
    return sorted(found.values(), key=lambda each: (each.estate, natural(each.name)))


def told(shown: Sequence[Building]) -> str:
    """应查 3,120 户 · 已查 3,001 户 · 覆盖率 96.2%."""
    asked, met = sum(each.asked for each in shown), sum(each.met for each in shown)
    rate = f"{percent(met, asked):.1f}%" if asked else "—"
    return f"应查 {asked:,} 户 · 已查 {met:,} 户 · 没见到 {asked - met:,} 户 · 覆盖率 {rate}"
