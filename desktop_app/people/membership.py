"""The only door by which a person's place changes: entering, moving between branches, leaving, and correcting any of these.

Everything here is called inside an open change (`with office.change(…)`) and works on many people at once. What may follow what
is rules.py's; the member's own row (支部, 离开日期, 离开原因, 党籍状态) is kept in step with the events and checked before commit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from peewee import Database

from desktop_app.people import rules
from desktop_app.people.chart import ChartHistory
from desktop_app.people.events import Story, among, event, events_of, stories_of
from desktop_app.people.member import PartyMember
from desktop_app.people.rules import Event, Position
from desktop_app.people.versions import load_history
from desktop_app.people.words import Category, EventKind, Standing
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

_EVENT_COLUMNS = (
    "member_id", "kind", "on_day", "from_org_id", "to_org_id", "whole_unit", "how", "elsewhere", "basis", "remark",
)  # fmt: skip
_KEPT_IN_STEP = ("org", "status", "left_on", "leave_reason", "suspended_on", "suspend_doc")


class MembershipError(OfficeError):
    """That can't have happened to this person, or not on that day."""


@frozen
class Papers:
    """What is written beside an event: 依据, 转自/转往单位, whether a whole unit came or went (整建制), 备注."""

    basis: str | None = None
    elsewhere: str | None = None
    whole_unit: bool = False
    remark: str | None = None


NO_PAPERS = Papers()


class Arrival(NamedTuple):
    """Somebody new: the fields of the record as stored, `org` among them, and how and when the person came."""

    values: Mapping[str, Any]
    kind: EventKind
    on: date | str
    papers: Papers = NO_PAPERS


# Entering


def enter(office: Office, arrivals: Iterable[Arrival]) -> list[int]:
    """Write new members with the event each came by; their ids, in order. Any number at once."""
    arrivals = list(arrivals)
    days = {on: _day(office, on) for on in {arrival.on for arrival in arrivals}}
    kinds = {kind: str(kind) for kind in {arrival.kind for arrival in arrivals}}
    for kind in kinds.keys() - rules.ENTRIES:
        raise ValueError(f"{kind} brings nobody in")
    ids = _insert_members(office.database, arrivals)
    events = [
        (member, kinds[kind], days[on], None, values["org"], *_written(papers))
        for member, (values, kind, on, papers) in zip(ids, arrivals, strict=True)
    ]
    _insert_events(office.database, events)
    return ids


def open_with(
    office: Office, people: Iterable[Mapping[str, Any]], on: date | str, papers: Papers = NO_PAPERS
) -> list[int]:
    """期初在册: those with whom the office's records begin."""
    return enter(office, (Arrival(values, EventKind.OPENING, on, papers) for values in people))


def admit(office: Office, values: Mapping[str, Any], on: date | str, papers: Papers = NO_PAPERS) -> int:
    """发展党员: a new 预备党员 who joins on that day, unless the values say otherwise."""
    values = {"category": Category.PROBATIONARY, "joined_on": _day(office, on), **values}
    return enter(office, [Arrival(values, EventKind.ADMITTED, on, papers)])[0]


def transfer_in(office: Office, values: Mapping[str, Any], on: date | str, papers: Papers = NO_PAPERS) -> int:
    """转入组织关系 of somebody new to the office; for somebody among the leavers see `come_back`."""
    values = {"entered_on": _day(office, on), **values}
    return enter(office, [Arrival(values, EventKind.TRANSFERRED_IN, on, papers)])[0]


def restore(office: Office, values: Mapping[str, Any], on: date | str, papers: Papers = NO_PAPERS) -> int:
    """恢复党籍 of somebody the office has no record of; for somebody among the leavers see `come_back`."""
    return enter(office, [Arrival(values, EventKind.RESTORED, on, papers)])[0]


def come_back(
    office: Office, members: Sequence[int], kind: EventKind, org: int, on: date | str, papers: Papers = NO_PAPERS
) -> None:
    """Leavers return: 恢复党籍, 转入组织关系, or 发展党员 anew."""
    day = _day(office, on)
    _insert_events(office.database, [(member, kind, day, None, org, *_written(papers)) for member in members])
    keep_in_step(office.database, members)


# Moving and leaving


def move(office: Office, members: Sequence[int], org: int, on: date | str, papers: Papers = NO_PAPERS) -> None:
    """支部间调整 of these members to another branch on a day; they leave their 党小组 behind."""
    day = _day(office, on)
    left = _places_on(office.database, members, day)
    events = [
        (member, EventKind.MOVED, day, left[member], org, *_written(papers))
        for member in members
        if left[member] != org
    ]
    if members and not events:
        raise MembershipError("所选党员那一天已在这个支部。", "请另选支部或日期。")
    _insert_events(office.database, events)
    keep_in_step(office.database, members)


def leave(
    office: Office,
    members: Sequence[int],
    kind: EventKind,
    on: date | str,
    *,
    how: str | None = None,
    papers: Papers = NO_PAPERS,
) -> None:
    """减少: 出党 (with `how`), 停止党籍, 死亡 or 转出组织关系. They become 历史党员; nothing of theirs is deleted."""
    if kind not in rules.EXITS:
        raise ValueError(f"{kind} takes nobody out")
    day = _day(office, on)
    left = _places_on(office.database, members, day)
    written = (int(papers.whole_unit), how, papers.elsewhere, papers.basis, papers.remark)
    _insert_events(office.database, [(member, kind, day, left[member], None, *written) for member in members])
    keep_in_step(office.database, members)


# Correcting


def correct(office: Office, event_id: int, **changes: Any) -> None:
    """Mend a wrongly entered event: any of on, org (the branch come to), how, elsewhere, basis, whole_unit, remark.

    What the next event says of the branch it left follows by itself.
    """
    told = _must_be(office.database, event_id)
    columns = {"on": "on_day", "org": "to_org_id"}
    if "on" in changes:
        changes["on"] = _day(office, changes["on"])
    if changes.get("org") is not None and told.to_org is None:
        raise MembershipError(f"“{told.kind}”没有现支部可改。")
    named = {columns.get(name, name): value for name, value in changes.items()}
    if unknown := named.keys() - {"on_day", "to_org_id", *_EVENT_COLUMNS[5:]}:
        raise ValueError(f"an event has no {unknown}")
    assignments = ", ".join(f"{column} = ?" for column in named)
    office.database.execute_sql(f"UPDATE membership_event SET {assignments} WHERE id = ?", (*named.values(), event_id))
    _settle(office.database, told.member_id)


def take_back(office: Office, event_id: int) -> None:
    """Delete an event that never happened. A person's only event can't go: see `strike`."""
    told = _must_be(office.database, event_id)
    office.database.execute_sql("DELETE FROM membership_event WHERE id = ?", (event_id,))
    _settle(office.database, told.member_id)


def strike(office: Office, members: Sequence[int]) -> None:
    """Delete people who were entered by mistake and never belonged here: record, only event, links. Others who left are kept."""
    told = events_of(office.database, members)
    if any(len(events) > 1 for events in told.values()):
        raise MembershipError("有过其他变动的党员不能删除。", "录错的变动请先逐条撤回；离开的党员请用减少。")
    chosen, parameters = among(members)
    for table, column in (("membership_event", "member_id"), ("member", "id")):
        office.database.execute_sql(f"DELETE FROM {table} WHERE {column} IN {chosen}", parameters)
    for end in ("from", "to"):
        office.database.execute_sql(
            f"DELETE FROM link WHERE {end}_table = 'member' AND {end}_id IN {chosen}", parameters
        )


def _settle(database: Database, member: int) -> None:
    events = events_of(database, [member]).get(member, [])
    before: Event | None = None
    for told in events:
        left = before.to_org if before and told.kind not in rules.ENTRIES else None
        if left != told.from_org:
            database.execute_sql("UPDATE membership_event SET from_org_id = ? WHERE id = ?", (left, told.id))
        before = told
    keep_in_step(database, [member])


def _must_be(database: Database, event_id: int) -> Event:
    told = event(database, event_id)
    if told is None:
        raise MembershipError("这条变动已经不在了。", "请刷新后再看。")
    return told


# Keeping the member's own row in step


def keep_in_step(database: Database, members: Sequence[int]) -> None:
    """Write into the members' own rows what their events say. MembershipError when the events can't be one person's."""
    told = events_of(database, members)
    for member in members:
        if fault := rules.sequence_fault(told.get(member, [])):
            raise MembershipError(f"{_name(database, member)}：{fault}。", "请核对变动的日期和支部。")
    rows = [(*rules.position(told[member]), member) for member in members]
    database.executemany(  # type: ignore[attr-defined]
        "UPDATE member SET org_id = ?1, left_on = ?2, leave_reason = ?3, status = ?4,"
        " suspended_on = CASE WHEN ?4 = '停止党籍' THEN ?2 END,"
        " suspend_doc = CASE WHEN ?4 = '停止党籍' THEN (SELECT e.basis FROM membership_event e"
        " WHERE e.member_id = ?5 ORDER BY e.on_day DESC, e.id DESC LIMIT 1) END,"
        " group_id = CASE WHEN (SELECT parent_id FROM party_org WHERE id = group_id) = ?1 THEN group_id END"
        " WHERE id = ?5",
        rows,
    )


def check_members(database: Database, members: Sequence[int]) -> None:
    """Before commit, whenever these members or their events were touched: one sound story each, told alike in row and events."""
    chosen, parameters = among(members)
    rows = database.execute_sql(
        f"SELECT id, name, org_id, left_on, leave_reason, status FROM member WHERE id IN {chosen}", parameters
    )
    judged = _judge(stories_of(database, members), load_history(database))
    for row in rows.fetchall():
        fault, position = judged(row[0])
        if fault:
            raise MembershipError(f"{row[1]}：{fault}。", "请核对变动的日期和支部。")
        if row[2:] != position:
            raise MembershipError(
                f"{row[1]}的所在支部、离开日期和党籍状态不能直接改。",
                "请用“支部间调整”“减少”或“恢复”，写明日期和依据。",
            )


def _judge(told: Mapping[int, Story], history: ChartHistory) -> Callable[[int], tuple[str, Position | None]]:
    """Says of a member what is wrong with the story, and where it ends. Thousands came to one branch on one day: judged once."""

    @cache
    def judged(story: Story) -> tuple[str, Position | None]:
        events = [Event(0, 0, *each) for each in story]
        fault = rules.sequence_fault(events) or rules.place_fault(rules.stays(events), history)
        return fault, None if fault else rules.position(events)

    return lambda member: judged(told.get(member, ()))


def owners_of_events(database: Database, events: Sequence[int]) -> list[int]:
    """Whose events these are; of deleted ones nobody's."""
    chosen, parameters = among(events)
    rows = database.execute_sql(f"SELECT DISTINCT member_id FROM membership_event WHERE id IN {chosen}", parameters)
    return [member for (member,) in rows.fetchall()]


# The rows


def _insert_members(database: Database, arrivals: Sequence[Arrival]) -> list[int]:
    if not arrivals:
        return []
    fields = PartyMember._meta.fields  # type: ignore[attr-defined]
    defaults = {name: kind.default for name, kind in fields.items() if name != "id"} | {"status": str(Standing.NORMAL)}
    said = set().union(*(arrival.values for arrival in arrivals))
    if unknown := said - defaults.keys():
        raise ValueError(f"a member has no {unknown}")
    first = (database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'member'").fetchone() or (0,))[0] + 1
    ids = list(range(first, first + len(arrivals)))
    # Binding costs by the column: those that nobody speaks of are left out, those that are alike in all rows come last; and a bool
    # must be made a number first.
    defaults = {name: int(usual) if usual is False else usual for name, usual in defaults.items()}
    own = {name: defaults[name] for name in defaults if name in said and (name == "org" or name not in _KEPT_IN_STEP)}
    alike = {name: value for name, value in defaults.items() if name not in own and value is not None}
    said_of = [arrival.values.get for arrival in arrivals]
    filled = (_column(said_of, name, usual) for name, usual in own.items())
    rows = list(zip(ids, *filled, *map(repeat, alike.values()), strict=False))  # what is alike has no end
    names = [*own, *alike]
    columns = ["id", *(fields[name].column_name for name in names)]
    database.insert_many("member", columns, rows)  # type: ignore[attr-defined]
    return ids


def _column(said_of: Iterable[Callable[[str], Any]], name: str, usual: Any) -> list[Any]:
    said = [get(name) for get in said_of]
    return said if usual is None else [usual if value is None else value for value in said]


def _insert_events(database: Database, rows: Sequence[tuple[Any, ...]]) -> None:
    database.insert_many("membership_event", _EVENT_COLUMNS, rows)  # type: ignore[attr-defined]


def _written(papers: Papers) -> tuple[Any, ...]:
    return int(papers.whole_unit), None, papers.elsewhere, papers.basis, papers.remark


def _places_on(database: Database, members: Sequence[int], day: str) -> dict[int, int]:
    """Each member's branch after what happened up to the end of that day; MembershipError when one was not on the roster."""
    places: dict[int, int] = {}
    told = events_of(database, members)
    for member in members:
        past = [each for each in told.get(member, []) if each.on_day <= day]
        place = past[-1].to_org if past else None
        if place is None:
            raise MembershipError(f"{_name(database, member)}在 {day} 不在册。", "请核对日期。")
        places[member] = place
    return places


def _day(office: Office, on: date | str) -> str:
    day = on if isinstance(on, str) else on.isoformat()
    if fault := rules.day_fault(day, office.clock.today()):
        raise MembershipError(f"{fault}。", "请改正日期。")
    return day


def _name(database: Database, member: int) -> str:
    row = database.execute_sql("SELECT name FROM member WHERE id = ?", (member,)).fetchone()
    return row[0] if row else "这名党员"
