"""What the demo office's problems say, and who was where: read once for all of them."""

import csv
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from desktop_app.features.problems.words import ListKind
from desktop_app.people import roll
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA


class Told(NamedTuple):
    """An invented problem in words."""

    kind: str
    aspect: str
    domain: str
    desc: str
    measures: str


def told_problems() -> dict[ListKind, list[Told]]:
    """The invented problems by whose list they may stand on."""
    with (DATA / "sample" / "problems.csv").open(encoding="utf-8", newline="") as file:
        told = [Told(**row) for row in csv.DictReader(file)]
    return {kind: [line for line in told if line.kind == kind] for kind in ListKind}


def branches(office: Office, day: date) -> dict[int, list[int]]:
    """Organisation → its members on a day."""
    there: dict[int, list[int]] = defaultdict(list)
    for member, org in roll.members_on(office.database, day):
        there[org].append(member)
    return there
