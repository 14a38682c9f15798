"""走访单 (V6): numbers given out when slips are printed for homes, and the number finding its home or its visit again.

A number that was printed is not given to another visit. The numbers are kept in the office's settings until their visit is entered.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from desktop_app.features.visits import intake
from desktop_app.features.visits.words import Mode, VisitKind
from desktop_app.ledger.writes import NotAccepted
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError


class Slip(NamedTuple):
    """A printed slip: its number, the home it is for, and the visit that was entered from it."""

    code: str
    household: int
    title: str
    visit: int | None


def give_out(office: Office, homes: Sequence[int]) -> list[Slip]:
    """A number of this year for each home; a home that has an unused slip keeps its number."""
    kept: dict[str, int] = intake.slips_given(office)
    by_home = {home: code for code, home in kept.items()}
    year = f"{office.clock.today():%Y}"
    last = intake.last_number(office, year)
    found = []
    for home in homes:
        code = by_home.get(home)
        if code is None:
            last += 1
            code = f"{year}-{last:05d}"
            kept[code] = home
        found.append(Slip(code, home, _title(office, home), None))
    office.settings.put(intake.SLIPS, kept)
    return found


def _title(office: Office, home: int) -> str:
    return office.database.one("SELECT title FROM household WHERE id = ?", (home,)) or ""


def find(office: Office, typed: str) -> Slip:
    """What a number means; 2016-321 and 2016 00321 are the same. OfficeError where no slip and no visit has it."""
    parts = re.findall(r"\d+", typed)
    year = f"{office.clock.today():%Y}"
    code = f"{parts[0]}-{int(parts[1]):05d}" if len(parts) == 2 else f"{year}-{int(parts[0]):05d}" if parts else typed
    rows = office.database.rows("SELECT id, household_id FROM visit WHERE code IN (?, ?)", (code, typed.strip()))
    if rows:
        visit, home = rows[0]
        return Slip(code, home or 0, _title(office, home) if home else "", visit)
    home = intake.slips_given(office).get(code)
    if home is None:
        raise OfficeError(f"没有编号是 {code} 的走访单。", "请核对编号；手写的走访单在“新增”里录入。")
    return Slip(code, home, _title(office, home), None)


def enter(office: Office, slip: Slip, values: Mapping[str, Any]) -> int:
    """The visit of a slip, inside an open change; its id. What is against the rules of a visit is refused by them."""
    visit = {
        **values,
        "code": slip.code,
        "kind": VisitKind.HOME,
        "mode": Mode.DOOR,
        "household": slip.household,
        "crew": None,
    }
    if faults := intake.validate_visit(visit, office, None):
        raise NotAccepted(faults)
    return intake.create_visit(visit, office)
