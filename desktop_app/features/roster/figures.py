"""The numbers the roster gives to the summary (domain.md §9, section 1): the official comparison, organisations, groups, breakdowns.

Each value and its rows come from one place: a line counts whom `people` lists, a flow counts the events it shows. Opening is a
stock of the eve; the figures of a breakdown carry its title as `section`, lines that repeat others begin with 其中.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from desktop_app.features.roster.census import balance, branches_under, census, heads, history, people
from desktop_app.features.roster.rules import Breakdown, Line, breakdowns
from desktop_app.ledger.figures import Figure, FigureRows
from desktop_app.people import roll
from desktop_app.people.balance import MOVED_IN, MOVED_OUT, WHOLE, Balance, Moves, reached
from desktop_app.people.member import PartyMember
from desktop_app.people.words import IN_KINDS, OUT_KINDS, Category, EventKind, OrgLevel
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

UNIT = "人"
MOVEMENT = "党员增减"
ORGANISATIONS = "党组织"
GROUPS = "党员队伍"
_CODES: dict[str, str] = {
    EventKind.ADMITTED: "admitted",
    EventKind.RESTORED: "restored",
    EventKind.TRANSFERRED_IN: "transferred_in",
    EventKind.EXPELLED: "expelled",
    EventKind.SUSPENDED: "suspended",
    EventKind.DIED: "died",
    EventKind.TRANSFERRED_OUT: "transferred_out",
}
_LEVEL_CODES: dict[str, str] = {
    OrgLevel.COMMITTEE: "committee",
    OrgLevel.GENERAL_BRANCH: "general",
    OrgLevel.BRANCH: "branch",
    OrgLevel.JOINT_BRANCH: "joint",
    OrgLevel.TEMPORARY_BRANCH: "temporary",
    OrgLevel.GROUP: "group",
}
_EVENT_HEADINGS = ("日期", "姓名", "变动", "原支部", "现支部", "整建制", "方式", "转自/转往单位", "依据")


def figures() -> tuple[Figure, ...]:
    """Every figure of the roster, in the order of the paper."""
    return (*_movement(), *_organisations(), *_groups(), *_breakdowns())


# The comparison


def _movement() -> Iterator[Figure]:
    yield Figure("member.total", "党员总数", UNIT, "stock", _total, _total_rows, section=MOVEMENT)
    yield Figure(
        "member.opening", "上期末总数", UNIT, "stock", _of(lambda b: b.opening), _opening_rows, section=MOVEMENT
    )
    yield _flow("in", "增加小计", lambda b: b.entered, frozenset(IN_KINDS))
    for kind in IN_KINDS:
        yield from _flows_of(kind, "in")
    yield _flow("moved_in", "从其他党组织调入", lambda b: b.flows[MOVED_IN], frozenset((MOVED_IN,)))
    yield _flow("out", "减少小计", lambda b: b.left, frozenset(OUT_KINDS))
    for kind in OUT_KINDS:
        yield from _flows_of(kind, "out")
    yield _flow("moved_out", "调往其他党组织", lambda b: b.flows[MOVED_OUT], frozenset((MOVED_OUT,)))
    sums: dict[str, Any] = {"measure": "sum", "measured": "人数", "section": MOVEMENT}
    yield Figure("member.due", "应有数", UNIT, "stock", _of(lambda b: b.due), _due_rows, **sums)
    yield Figure("member.actual", "实有数", UNIT, "stock", _total, _total_rows, section=MOVEMENT)
    yield Figure("member.gap", "差", UNIT, "stock", _of(lambda b: b.gap), _gap_rows, **sums)


def _flow(code: str, label: str, count: Callable[[Balance], int], kinds: frozenset[str], whole: bool = False) -> Figure:
    rows = partial(_flow_rows, kinds=kinds, whole=whole)
    return Figure(f"member.{code}", label, UNIT, "flow", _of(count), rows, section=MOVEMENT)


def _flows_of(kind: EventKind, side: str) -> Iterator[Figure]:
    code, kinds = f"{side}.{_CODES[kind]}", frozenset((str(kind),))
    yield _flow(code, str(kind), lambda b: b.flows[kind], kinds)
    if kind in (EventKind.TRANSFERRED_IN, EventKind.TRANSFERRED_OUT):
        way = "转入" if side == "in" else "转出"
        yield _flow(f"{code}.whole", f"其中：整建制{way}", lambda b: b.flows[kind, WHOLE], kinds, whole=True)


def _of(count: Callable[[Balance], int]) -> Callable[[Office, Span, int | None], float]:
    def value(office: Office, span: Span, org: int | None) -> int:
        return count(_balance(office, span, org))

    return value


def _balance(office: Office, span: Span, org: int | None) -> Balance:
    """The organisation's, or with None the center's: its one organisation at the top."""
    found = balance(office, span)
    if org is not None:
        return found.get(org, Balance())
    tops = history(office).on(span.end).children(None)
    return found.get(tops[0], Balance()) if tops else Balance()


def _total(office: Office, span: Span, org: int | None) -> int:
    under = branches_under(office, org, span.end)
    return sum(count for branch, count in heads(office, span.end).items() if under is None or branch in under)


def _short_names(office: Office, day: date) -> dict[int, str]:
    return {org: node.short_name for org, node in history(office).on(day).nodes.items()}


def _listed(office: Office, day: date, org: int | None) -> FigureRows:
    names = _short_names(office, day)
    found = people(office, day, "category", branches_under(office, org, day))
    rows = [(names[person.branch], person.name, person.value) for person in found]
    return FigureRows(("党支部", "姓名", "人员类别"), rows, "member", [person.id for person in found])


def _total_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    return _listed(office, span.end, org)


def _opening_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    eve = _listed(office, span.eve(), org)
    begun = _events(office, span, org, frozenset((str(EventKind.OPENING),)), False)
    rows = [*eve.rows, *((row[4], row[1], f"{row[0]} {EventKind.OPENING}") for _, row in begun)]
    return FigureRows(eve.headings, rows, "member", [*eve.ids, *(member for member, _ in begun)])


def _flow_rows(office: Office, span: Span, org: int | None, *, kinds: frozenset[str], whole: bool) -> FigureRows:
    found = _events(office, span, org, kinds, whole)
    if kinds & {MOVED_IN, MOVED_OUT}:
        found += _regrouped(office, span, org, kinds)
    found.sort(key=lambda told: told[1][:2])
    return FigureRows(_EVENT_HEADINGS, [row for _, row in found], "member", [member for member, _ in found])


def _events(
    office: Office, span: Span, org: int | None, kinds: frozenset[str], whole: bool
) -> list[tuple[int, tuple[str, ...]]]:
    """(member, row) of every event of the span that counts at the organisation as one of these kinds."""
    tree, counted_at = history(office), _counting_org(office, span, org)
    events = office.database.rows(
        "SELECT e.member_id, m.name, e.on_day, e.kind, e.whole_unit, e.from_org_id, e.to_org_id, e.how, e.elsewhere, e.basis"
        " FROM membership_event e JOIN member m ON m.id = e.member_id WHERE e.on_day BETWEEN ? AND ? ORDER BY e.on_day, e.id",
        (str(span.start), str(span.end)),
    )
    found = []
    for member, name, day, kind, entire, left, come, *papers in events:
        flows = [flow for at, flow in reached(tree, Moves(day, kind, bool(entire), left, come, 1)) if at == counted_at]
        if kinds.intersection(flows) and (entire or not whole):
            names = _short_names(office, date.fromisoformat(day))
            shown = (names.get(left, ""), names.get(come, ""), "是" if entire else "", *(text or "" for text in papers))
            found.append((member, (day, name, kind, *shown)))
    return found


def _regrouped(office: Office, span: Span, org: int | None, kinds: frozenset[str]) -> list[tuple[int, tuple[str, ...]]]:
    tree, counted_at = history(office), _counting_org(office, span, org)
    found = []
    for day, member, branch, left, gained in roll.regrouped_members(office.database, tree, span):
        if (MOVED_IN in kinds and counted_at in gained) or (MOVED_OUT in kinds and counted_at in left):
            name = office.database.one("SELECT name FROM member WHERE id = ?", (member,))
            place = _short_names(office, date.fromisoformat(day)).get(branch, "")
            found.append((member, (day, name, "所在支部调整上级", place, place, "", "", "", "")))
    return found


def _counting_org(office: Office, span: Span, org: int | None) -> int | None:
    return org if org is not None else next(iter(history(office).on(span.end).children(None)), None)


def _due_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    told = _balance(office, span, org)
    rows: list[tuple[str, int]] = [("上期末总数", told.opening)]
    rows += [(f"增加：{kind}", told.flows[kind]) for kind in (*IN_KINDS, MOVED_IN)]
    rows += [(f"减少：{kind}", -told.flows[kind]) for kind in (*OUT_KINDS, MOVED_OUT)]
    return FigureRows(("项目", "人数"), rows)


def _gap_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    told = _balance(office, span, org)
    return FigureRows(("项目", "人数"), [("实有数", told.closing), ("应有数", -told.due)])


# Organisations


def _organisations() -> Iterator[Figure]:
    yield _organisations_of("org.total", "党组织总数（不含党小组）", frozenset(OrgLevel) - {OrgLevel.GROUP})
    for level, code in _LEVEL_CODES.items():
        yield _organisations_of(f"org.{code}", level, frozenset((level,)))


def _organisations_of(code: str, label: str, levels: Iterable[str]) -> Figure:
    def rows(office: Office, span: Span, org: int | None) -> FigureRows:
        chart, under = history(office).on(span.end), branches_under(office, org, span.end)
        there = [chart.nodes[each] for each, _ in chart.order if under is None or each in under]
        found = [node for node in there if node.level in levels]
        return FigureRows(
            ("党组织", "类别"), [(node.name, node.level) for node in found], "party_org", [n.id for n in found]
        )

    def value(office: Office, span: Span, org: int | None) -> int:
        return len(rows(office, span, org).rows)

    return Figure(code, label, "个", "stock", value, rows, section=ORGANISATIONS)


# Lines over one column of the census


def _groups() -> Iterator[Figure]:
    yield _counted("member.full", "正式党员", "category", lambda v: v == Category.FULL)
    yield _counted("member.probationary", "预备党员", "category", lambda v: v == Category.PROBATIONARY)
    yield _counted("member.mobile", "流动党员", "is_mobile", bool)
    yield _counted("member.lost", "失联党员", "is_lost", bool)
    yield _counted("member.frail", "年老体弱党员", "frail", bool, PartyMember.frail)
    yield _counted("member.hardship", "困难党员", "hardship", bool, PartyMember.hardship)
    yield _counted("member.quorum_exempt", "不计入应到会党员", "quorum_exempt", bool)
    yield _counted("member.taiwan", "台湾省籍党员", "taiwan", bool)


def _counted(code: str, label: str, column: str, belongs: Callable[[Any], bool], shown: Any = None) -> Figure:
    def value(office: Office, span: Span, org: int | None) -> int:
        return census(office, span.end).count(column, branches_under(office, org, span.end), belongs)

    rows = partial(_people_rows, column=column, belongs=belongs, shown=shown)
    return Figure(code, label, UNIT, "stock", value, rows, section=GROUPS)


def _breakdowns() -> Iterator[Figure]:
    for breakdown in breakdowns():
        for line in breakdown.lines:
            yield _line_figure(breakdown, line)


def _line_figure(breakdown: Breakdown, line: Line) -> Figure:
    def value(office: Office, span: Span, org: int | None) -> int:
        under = branches_under(office, org, span.end)
        return census(office, span.end).count(breakdown.column, under, line.bands.__contains__)

    def rows(office: Office, span: Span, org: int | None) -> FigureRows:
        def belongs(stored: Any) -> bool:
            return breakdown.band(stored, span.end) in line.bands

        return _people_rows(office, span, org, column=breakdown.column, belongs=belongs, shown=breakdown.field)

    code = f"{breakdown.key}.{line.code}"
    return Figure(code, line.label, UNIT, "stock", value, rows, section=breakdown.title)


def _people_rows(
    office: Office, span: Span, org: int | None, *, column: str, belongs: Callable[[Any], bool], shown: Kind | None
) -> FigureRows:
    """Who is counted, with what they are counted for where that says more than the figure's name."""
    names = _short_names(office, span.end)
    found = people(office, span.end, column, branches_under(office, org, span.end))
    found = [person for person in found if belongs(person.value)]
    ids = [person.id for person in found]
    if shown is None:
        return FigureRows(("党支部", "姓名"), [(names[person.branch], person.name) for person in found], "member", ids)
    rows = [(names[person.branch], person.name, shown.show(person.value)) for person in found]
    return FigureRows(("党支部", "姓名", shown.label), rows, "member", ids)
