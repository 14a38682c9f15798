"""The roster as a list: who was on it on a day, in which branch of then, in the official order (R29, R35); and who is to be verified."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop_app.features.roster.census import history
from desktop_app.people import roll
from desktop_app.people.chart import Chart
from desktop_app.people.events import among
from desktop_app.people.verify import doubts_of
from desktop_app.storage.office import Office

_LAST = "~"


class Listed(NamedTuple):
    """Somebody on the roster of a day and the branch of that day."""

    member: int
    branch: int


def roster_of(office: Office, day: date, org: int | None = None) -> list[Listed]:
    """Everybody on the roster at the end of a day (under an organisation of that day's tree), in the official order.

    The order is: organisations as dragged, 党内职务, 姓氏笔画. Branches are those of the day; posts and names as they are now.
    """
    chart = history(office).on(day)
    branches = None if org is None else chart.under(org)
    there = roll.members_on(office.database, day, branches)
    place = {branch: at for at, (branch, _) in enumerate(chart.order)}
    keys = _personal_order(office, [member for member, _ in there])
    there.sort(key=lambda listed: (place.get(listed[1], len(place)), *keys[listed[0]], listed[0]))
    return [Listed(*listed) for listed in there]


def _personal_order(office: Office, members: Sequence[int]) -> dict[int, tuple[str, str]]:
    """党内职务 (in the order of its list, none last) and 姓氏笔画 of each."""
    chosen, parameters = among(members)
    rows = office.database.rows(
        "SELECT m.id, m.party_post, s.strokes FROM member m"
        f" LEFT JOIN search s ON s.table_name = 'member' AND s.row_id = m.id WHERE m.id IN {chosen}",
        parameters,
    )
    return {member: (post or _LAST, strokes or "") for member, post, strokes in rows}


def branch_names(office: Office, day: date, *, full: bool = False) -> dict[int, str]:
    """What each organisation was called on a day: short, or as on its seal."""
    nodes = history(office).on(day).nodes.values()
    return {node.id: node.name if full else node.short_name for node in nodes}


def chart_of(office: Office, day: date) -> Chart:
    """The tree of the day."""
    return history(office).on(day)


def doubts_about(office: Office, member: int) -> list[str]:
    """Why a member is among 待核实, in sentences; [] for a clean record."""
    return [doubt.sentence for doubt in doubts_of(office.database, member, office.clock.today())]
