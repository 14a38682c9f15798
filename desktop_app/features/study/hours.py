"""Hours per person and year against what the year asks (S8), and what else gives hours. Participation counts, eight a day at most."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop_app.features.study import rules
from desktop_app.ledger.remembered import Memory
from desktop_app.people.boards.seats import seats_on
from desktop_app.people.events import among
from desktop_app.people.links import End
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span

SUM_OF_DAYS = (
    "SELECT member_id, sum(min(h, ?3)) FROM (SELECT member_id, sum(hours) AS h FROM"
    " (SELECT member_id, credit_day, hours FROM attendance WHERE credit_day BETWEEN ?1 AND ?2)"
    " GROUP BY member_id, credit_day) GROUP BY member_id"
)
"""Tenths of hours by member over days as 20161231, no day above ?3; read from one covering index."""


class PersonHours(NamedTuple):
    """One person's year. Hours in tenths; `apart` says why the norm is not held against them (年老体弱, 失联, 流动, 不满一年)."""

    member: int
    org: int
    name: str
    branch: str
    leader: bool
    hours: int
    needed: int
    delivered: int
    trained: bool
    apart: str

    @property
    def short(self) -> int:
        """Tenths of hours still missing."""
        return max(0, self.needed - self.hours)

    @property
    def missing(self) -> str:
        """What is missing, in words; '' when nothing is."""
        found = [f"差 {self.short / 10:g} 学时"] if self.short else []
        if self.leader and not self.trained:
            found.append("未参加集中培训")
        return "，".join(found)


@frozen
class BranchHours:
    """A branch's year: how many are held to the norm, how many reached it, the mean."""

    org: int
    name: str
    people: int
    reached: int
    mean: float


_YEARS = Memory(3)


def hours_between(office: Office, first: date, last: date) -> dict[int, int]:
    """Tenths of hours of every member between two days, both included."""
    database = office.database
    most = rules.most_hours(1, last)
    days = (rules.day_number(str(first)), rules.day_number(str(last)))
    found = dict(database.rows(SUM_OF_DAYS, (*days, most)))
    for member, hours in database.rows(
        "SELECT member_id, sum(hours) FROM hour_credit WHERE on_day BETWEEN ? AND ? GROUP BY 1", (str(first), str(last))
    ):
        found[member] = found.get(member, 0) + hours
    return found


def hours_of_year(office: Office, year: int, org: int | None = None) -> Sequence[PersonHours]:
    """Everybody who was on the roster at the end of the year (today, for this year), in the order of the branches."""
    everybody = _YEARS.get(office, year, lambda: read_hours_of_year(office, year))
    if org is None:
        return everybody
    under = load_history(office.database).on(min(date(year, 12, 31), office.clock.today())).under(org)
    return [person for person in everybody if person.org in under]


def read_hours_of_year(office: Office, year: int) -> list[PersonHours]:
    """The same of all branches, read anew."""
    today = office.clock.today()
    day = min(date(year, 12, 31), today)
    hours = hours_between(office, date(year, 1, 1), date(year, 12, 31))
    leaders = {seat.member for seat in seats_on(office.database, day)}
    delivered, trained = _delivered(office, year), _trained(office, year)
    newcomers = _came_within(office, year)
    chart = load_history(office.database).on(day)
    place = {node: at for at, (node, _) in enumerate(chart.order)}
    found = []
    for member, name, branch, frail, lost, mobile in _roll(office, day):
        leader = member in leaders
        apart = _apart(member, newcomers, frail, lost, mobile)
        found.append(
            PersonHours(
                member,
                branch,
                name,
                chart.nodes[branch].short_name,
                leader,
                hours.get(member, 0),
                rules.required_hours(year, leader=leader),
                delivered.get(member, 0),
                member in trained,
                apart,
            )
        )
    found.sort(key=lambda person: (place.get(person.org, 0), person.member))
    return found


def _roll(office: Office, day: date) -> list[tuple[Any, ...]]:
    return office.database.rows(
        "SELECT s.member_id, m.name, s.org_id, m.frail, m.is_lost, m.is_mobile FROM stay s JOIN member m ON m.id = s.member_id"
        " WHERE s.org_id IS NOT NULL AND s.from_on <= ?1 AND s.until > ?1",
        (str(day),),
    )


def _came_within(office: Office, year: int) -> set[int]:
    """Who came in the course of a year: it is not held against them."""
    rows = office.database.rows(
        "SELECT member_id FROM membership_event WHERE on_day BETWEEN ? AND ? AND kind IN ('发展党员', '转入组织关系', '恢复党籍')",
        (f"{year}-01-02", f"{year}-12-31"),
    )
    return {member for (member,) in rows}


def _apart(member: int, newcomers: set[int], frail: str | None, lost: Any, mobile: Any) -> str:
    if lost:
        return "失联"
    if frail:
        return "年老体弱"
    if mobile:
        return "流动"
    return "不满一年" if member in newcomers else ""


def _delivered(office: Office, year: int) -> dict[int, int]:
    return dict(
        office.database.rows(
            "SELECT member_id, count(*) FROM attendance WHERE day BETWEEN ? AND ? AND status = '送学' GROUP BY 1",
            (year * 10000, year * 10000 + 1231),
        )
    )


def _trained(office: Office, year: int) -> set[int]:
    rows = office.database.rows(
        "SELECT DISTINCT a.member_id FROM study_session s JOIN study_kind k ON k.id = s.kind_id AND k.is_training"
        " JOIN attendance a ON a.session_id = s.id WHERE s.on_day BETWEEN ? AND ? AND a.hours > 0",
        (f"{year}-01-01", f"{year}-12-31"),
    )
    return {member for (member,) in rows}


def branch_hours(people: Sequence[PersonHours]) -> list[BranchHours]:
    """By branch, those held to the norm only."""
    grouped: dict[int, list[PersonHours]] = {}
    for person in people:
        if not person.apart:
            grouped.setdefault(person.org, []).append(person)
    return [
        BranchHours(
            org,
            several[0].branch,
            len(several),
            sum(not person.short for person in several),
            sum(person.hours for person in several) / len(several) / 10,
        )
        for org, several in grouped.items()
    ]


def short_of(people: Sequence[PersonHours]) -> list[PersonHours]:
    """Those held to the norm who have not reached it."""
    return [person for person in people if not person.apart and person.missing]


def credit_hours(office: Office, member_ids: Sequence[int], on: date, hours: int, title: str, source: End) -> None:
    """Hours (tenths) from elsewhere, a contest say, inside the caller's open change; given again for the same source, they replace."""
    if hours <= 0:
        raise OfficeError("学时要大于零。")
    if on > office.clock.today():
        raise OfficeError("计学时的日期在今天之后。", "请核对日期。")
    most = rules.most_hours(1, on)
    had = _had_on(office, member_ids, on, source)
    rows = [
        (member, on.isoformat(), min(hours, most - had.get(member, 0)), title, *source)
        for member in dict.fromkeys(member_ids)
        if had.get(member, 0) < most
    ]
    office.database.executemany(
        "INSERT INTO hour_credit (member_id, on_day, hours, title, source_table, source_id) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (member_id, source_table, source_id) WHERE source_table IS NOT NULL"
        " DO UPDATE SET on_day = excluded.on_day, hours = excluded.hours, title = excluded.title",
        rows,
    )


def _had_on(office: Office, member_ids: Sequence[int], on: date, source: End) -> dict[int, int]:
    """What each already has on that day from elsewhere."""
    chosen, parameters = among(member_ids)
    return dict(
        office.database.rows(
            "SELECT member_id, sum(hours) FROM (SELECT member_id, hours FROM attendance WHERE credit_day = ?2"
            f" AND member_id IN {chosen.replace('?', '?1')} UNION ALL SELECT member_id, hours FROM hour_credit"
            f" WHERE on_day = ?3 AND member_id IN {chosen.replace('?', '?1')} AND (source_table, source_id) IS NOT (?4, ?5))"
            " GROUP BY 1",
            (*parameters, rules.day_number(on.isoformat()), on.isoformat(), *source),
        )
    )


def member_hours(office: Office, member: int, span: Span) -> int:
    """Tenths of hours of one member in a span."""
    days = (rules.day_number(str(span.start)), rules.day_number(str(span.end)), rules.most_hours(1, span.end))
    sessions = office.database.one(
        "SELECT sum(min(h, ?3)) FROM (SELECT sum(hours) AS h FROM attendance WHERE member_id = ?4"
        " AND credit_day BETWEEN ?1 AND ?2 GROUP BY credit_day)",
        (*days, member),
    )
    others = office.database.one(
        "SELECT sum(hours) FROM hour_credit WHERE member_id = ? AND on_day BETWEEN ? AND ?",
        (member, str(span.start), str(span.end)),
    )
    return (sessions or 0) + (others or 0)
