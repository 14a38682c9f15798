"""The frequency board (S7): branches × months × duties of one year against what the rules of their day ask. Reads only.

A quarterly duty is judged by its quarter, a yearly one by its year; what can't be asked of a branch is not asked.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from desktop_app.features.study import rules
from desktop_app.features.study.rules import Body
from desktop_app.features.study.words import Duty
from desktop_app.ledger import named
from desktop_app.ledger.remembered import Memory
from desktop_app.people.chart import BRANCHES, Chart
from desktop_app.people.versions import load_history
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span, month_of

BOARD_DUTIES = (Duty.ASSEMBLY, Duty.COMMITTEE, Duty.GROUP, Duty.CLASS, Duty.PARTY_DAY)
ALL_DUTIES = tuple(Duty)


class Cell(NamedTuple):
    """What a branch held of a duty in the period that a month lies in; `held_here` of it in the month itself."""

    state: str
    needed: int
    held: int
    held_here: int


class Branch(NamedTuple):
    """A row of the board."""

    org: int
    name: str


class Gap(NamedTuple):
    """A duty that a branch did not hold in a period that is over; `on` is the period's last day."""

    org: int
    name: str
    duty: str
    on: date
    needed: int
    held: int


@frozen
class FrequencyBoard:
    """One year. `cells` by (branch, month, duty); `periods` the period of each duty; `customary` those that were custom then."""

    year: int
    branches: Sequence[Branch]
    cells: Mapping[tuple[int, int, str], Cell]
    periods: Mapping[str, str]
    customary: frozenset[str]


_BOARDS, _ASKED = Memory(12), Memory(64)


def frequency_board(office: Office, year: int, org: int | None = None) -> FrequencyBoard:
    """The board of a year, of the branches under an organisation or of all; reckoned once per state of the office."""
    return _BOARDS.get(office, (year, org), lambda: _reckon(office, year, org))


def _reckon(office: Office, year: int, org: int | None) -> FrequencyBoard:
    today = office.clock.today()
    held, bodies = _held(office, year), _bodies(office, year, org, today)
    periods: dict[str, str] = {
        duty: found.period for duty in ALL_DUTIES if (found := rules.norm(duty, date(year, 12, 31)))
    }
    asked = {
        (month, duty): _Asked.of(period, year, month, today)
        for month in range(1, 13)
        for duty, period in periods.items()
    }
    cells = {
        (branch, month, duty): _cell(held, bodies, branch, month, duty, asked[month, duty], today)
        for branch, month in bodies
        for duty in periods
    }
    history = load_history(office.database).on(date(year, 12, 31))
    order = {node: at for at, (node, _) in enumerate(history.order)}
    there = sorted({branch for branch, _ in bodies}, key=lambda branch: (order.get(branch, len(order)), branch))
    branches = [Branch(branch, history.nodes[branch].short_name) for branch in there]
    customary = frozenset(
        duty for duty in periods if (found := rules.norm(duty, date(year, 12, 31))) and found.customary
    )
    return FrequencyBoard(year, branches, cells, periods, customary)


class _Asked(NamedTuple):
    """A duty in a month, the same for every branch: the months of its period, whose last day `end` is; `first` is the month's
    first day. `judged` is the month whose branch is asked, `whole` the one in which it must have been there already."""

    months: range
    end: date
    first: date
    judged: int
    whole: int

    @classmethod
    def of(cls, period: str, year: int, month: int, today: date) -> "_Asked":
        months, end = rules.period_months(period, month), rules.period_end(period, year, month)
        # What a period asks is what its last month's branch can be asked: one founded or closed within it is not blamed for the rest.
        judged = months[-1] if end <= today else month
        return cls(months, end, date(year, month, 1), judged, months[0] if period == "季" else 0)


def _cell(
    held: Mapping[tuple[int, int, str], int],
    bodies: Mapping[tuple[int, int], Body],
    branch: int,
    month: int,
    duty: str,
    asked: _Asked,
    today: date,
) -> Cell:
    last = bodies.get((branch, asked.judged))
    if asked.whole and (branch, asked.whole) not in bodies:
        last = None
    needed = rules.needed_times(duty, last, asked.first) if last else 0
    here = held.get((branch, month, duty), 0)
    done = here if len(asked.months) == 1 else sum([held.get((branch, each, duty), 0) for each in asked.months])
    return Cell(rules.cell_state(needed, done, bodies[branch, month], asked.end, today), needed, done, here)


def _held(office: Office, year: int) -> dict[tuple[int, int, str], int]:
    rows = office.database.rows(
        "SELECT v.org_id, CAST(substr(v.on_day, 6, 2) AS INTEGER), k.duty, count(*) FROM session_kind v"
        " JOIN study_kind k ON k.id = v.kind_id WHERE v.on_day BETWEEN ? AND ? AND k.duty IS NOT NULL GROUP BY 1, 2, 3",
        (f"{year}-01-01", f"{year}-12-31"),
    )
    return {(org, month, duty): count for org, month, duty, count in rows}


def _bodies(office: Office, year: int, org: int | None, today: date) -> dict[tuple[int, int], Body]:
    """Each branch as it was at the end of each month up to today's."""
    history, found = load_history(office.database), {}
    ends = [end for month in range(1, 13) if (end := month_of(date(year, month, 1)).end) <= month_of(today).end]
    members, boards = _members_at(office, ends), _boards_at(office, ends)
    rectifying = named.ask("orgs_under_rectification")
    for end in ends:
        chart = history.on(end)
        weak = rectifying(office, end.replace(day=1), end) if rectifying else {}
        for branch in _homes(chart, org):
            count, full = members.get((str(end), branch), (0, 0))
            groups = sum(chart.nodes[child].level == OrgLevel.GROUP for child in chart.children(branch))
            found[branch, end.month] = Body(count, full, groups, (str(end), branch) in boards, branch in weak)
    return found


def _homes(chart: Chart, org: int | None) -> list[int]:
    under = None if org is None else chart.under(org)
    return [
        node.id
        for node in chart.nodes.values()
        if node.level in BRANCHES and not node.closed and (under is None or node.id in under)
    ]


def _days(ends: Iterable[date]) -> str:
    return "(" + " UNION ALL ".join(f"SELECT '{end}' AS day" for end in ends) + ")"


def _members_at(office: Office, ends: Sequence[date]) -> dict[tuple[str, int], tuple[int, int]]:
    """(members, 正式党员 among them) by day and branch: each stay adds at its first of these days and takes off after its last."""
    days = [str(end) for end in ends]
    steps: dict[int, list[list[int]]] = defaultdict(lambda: [[0] * (len(days) + 1), [0] * (len(days) + 1)])
    for org, from_on, until, full_on in office.database.rows(
        "SELECT s.org_id, s.from_on, s.until, CASE m.category WHEN '正式党员' THEN ifnull(m.full_on, '') ELSE '9999' END"
        " FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id IS NOT NULL"
    ):
        first, end = bisect_left(days, from_on), bisect_left(days, until)
        for at, since in enumerate((first, max(first, bisect_left(days, full_on)))):
            if since < end:
                steps[org][at][since] += 1
                steps[org][at][end] -= 1
    found = {}
    for org, (members, full) in steps.items():
        for day, *counts in zip(days, accumulate(members), accumulate(full), strict=False):
            found[day, org] = (counts[0], counts[1])
    return found


def _boards_at(office: Office, ends: Sequence[date]) -> set[tuple[str, int]]:
    if not ends:
        return set()
    return set(
        office.database.rows(
            f"SELECT d.day, b.org_id FROM {_days(ends)} d JOIN board_seat b ON b.from_on <= d.day AND b.until > d.day"
            " GROUP BY 1, 2 HAVING count(DISTINCT b.member_id) >= 3"
        )
    )


def gaps(office: Office, span: Span, org: int | None = None) -> list[Gap]:
    """What was not held in the periods that ended within a span, branch by branch."""
    return _ASKED.get(office, (span, org), lambda: _find_gaps(office, span, org))


def _find_gaps(office: Office, span: Span, org: int | None) -> list[Gap]:
    found = []
    for year in range(span.start.year, span.end.year + 1):
        board = frequency_board(office, year, org)
        found += [gap for gap in _gaps_of(board) if span.start <= gap.on <= span.end]
    return found


def _gaps_of(board: FrequencyBoard) -> Iterator[Gap]:
    names = dict(board.branches)
    for (org, month, duty), cell in board.cells.items():
        period = board.periods[duty]
        if cell.state == "缺" and rules.period_months(period, month)[-1] == month:
            yield Gap(org, names[org], duty, rules.period_end(period, board.year, month), cell.needed, cell.held)


def required_and_held(office: Office, span: Span, org: int | None, duty: str) -> Sequence[tuple[str, str, int, int]]:
    """(branch, period's last month, needed, held) of a duty for the periods that ended within a span and asked something."""
    return _ASKED.get(office, ("asked", span, org), lambda: _find_asked(office, span, org)).get(duty, ())


def _find_asked(office: Office, span: Span, org: int | None) -> Mapping[str, Sequence[tuple[str, str, int, int]]]:
    found: dict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
    for year in range(span.start.year, span.end.year + 1):
        board = frequency_board(office, year, org)
        names = dict(board.branches)
        ends = {
            (duty, month): rules.period_end(period, year, month)
            for duty, period in board.periods.items()
            for month in range(1, 13)
        }
        for (branch, month, duty), cell in board.cells.items():
            end = ends[duty, month]
            if cell.needed and end.month == month and span.start <= end <= span.end:
                found[duty].append((names[branch], f"{year}-{month:02d}", cell.needed, cell.held))
    return found


def sessions_of_cell(office: Office, org: int, year: int, months: Iterable[int], duty: str) -> list[int]:
    """The sessions behind a cell, oldest first: what clicking on it opens."""
    marks = [f"{year}-{month:02d}" for month in months]
    places = ", ".join("?" * len(marks))
    rows = office.database.rows(
        "SELECT DISTINCT v.session_id, v.on_day FROM session_kind v JOIN study_kind k ON k.id = v.kind_id"
        f" WHERE v.org_id = ? AND k.duty = ? AND substr(v.on_day, 1, 7) IN ({places}) ORDER BY v.on_day",
        (org, duty, *marks),
    )
    return [session for session, _ in rows]


def _by_branch(found: Sequence[Gap]) -> Mapping[int, list[Gap]]:
    grouped: dict[int, list[Gap]] = defaultdict(list)
    for gap in found:
        grouped[gap.org].append(gap)
    return grouped


def branches_with_gaps(office: Office, span: Span) -> list[int]:
    """Branches that did not hold what a span asked of them."""
    return sorted(_by_branch(gaps(office, span)))
