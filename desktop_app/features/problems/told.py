"""What the problem lists tell others: what is due (home page), what can't be right (self-check), what concerns a member or organisation."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from desktop_app.features.problems.chain import about_chain
from desktop_app.features.problems.rules import SOON_DAYS
from desktop_app.features.problems.words import FixType, InspectionState, ItemState, RectifyState
from desktop_app.ledger.offered import About, AboutLine, Contradiction, Due, Urgency, dues_by_day
from desktop_app.storage.office import Office

_OPEN = f"state <> '{ItemState.CLOSED}'"
_TIMED = f"{_OPEN} AND done_on IS NULL AND fix_type <> '{FixType.LASTING}'"
_DUE = "ifnull(ext_to, due_on)"
_NEWEST = 20


def dues(office: Office, today: date) -> Sequence[Due]:
    """Overdue and near items, reviews, looking back, lists without review, inspections planned or not fed back, rectification."""
    return list(_dues(office, today))


def _dues(office: Office, today: date) -> Iterator[Due]:
    for asked in (*_items_due(today), *_others_due(today)):
        rows = office.database.rows(
            f"SELECT id, {asked.day} FROM {_TABLES[asked.ledger]} WHERE {asked.where} ORDER BY {asked.day}, id",
            asked.parameters,
        )
        if rows and asked.urgency in ("today", "soon"):
            yield from dues_by_day(asked.title, asked.unit, asked.ledger, rows, today)
        elif rows:
            first = next((date.fromisoformat(on) for _, on in rows if on), None)
            yield Due(asked.urgency, asked.title, len(rows), asked.unit, asked.ledger, [row for row, _ in rows], first)


class _Asked(NamedTuple):
    """One line of the working list as a question: which rows of a ledger, by which day; today and soon go by each row's day."""

    urgency: Urgency
    title: str
    unit: str
    ledger: str
    day: str
    where: str
    parameters: tuple[str, ...] = ()


_TABLES = {"problem_items": "problem_item", "inspections": "inspection", "rectifications": "rectification"}


def _items_due(today: date) -> tuple[_Asked, ...]:
    now, near = today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()
    lasting = f"{_OPEN} AND fix_type = '{FixType.LASTING}' AND {_DUE} <= ?"
    of = ("条", "problem_items")
    return (
        _Asked("overdue", "问题超过整改时限", *of, _DUE, f"{_TIMED} AND {_DUE} < ?", (now,)),
        _Asked("soon", "问题七天内到期", *of, _DUE, f"{_TIMED} AND {_DUE} BETWEEN ? AND ?", (now, near)),
        _Asked("waiting", "问题等待验收", *of, "done_on", f"state = '{ItemState.TO_VERIFY}'"),
        _Asked("today", "长期坚持的问题到复查日", *of, _DUE, lasting, (now,)),
        _Asked("today", "销号的问题该回头看", *of, "look_back_on", "look_back_on <= ? AND look_back IS NULL", (now,)),
        _Asked("missing", "问题没有责任人、措施或时限", *of, "found_on", _UNPLANNED),
    )


def _others_due(today: date) -> tuple[_Asked, ...]:
    now = (today.isoformat(),)
    planned = f"state = '{InspectionState.PLANNED}' AND planned_on < ?"
    running = f"state <> '{RectifyState.CLOSED}' AND due_on < ?"
    return (
        _Asked("overdue", "计划的督查没有进行", "次", "inspections", "planned_on", planned, now),
        _Asked("missing", "督查还没有反馈", "次", "inspections", "on_day", f"state = '{InspectionState.DONE}'"),
        _Asked("overdue", "后进整顿超过时限", "个", "rectifications", "due_on", running, now),
    )


_UNPLANNED = f"state = '{ItemState.OPEN}' AND ((owner_id IS NULL AND member_id IS NULL) OR ifnull(measures, '') = '' OR due_on IS NULL)"

_DESC = "CASE WHEN member_id IS NULL THEN desc ELSE '党员个人清单的一条' END"
_DESC_OF_I = _DESC.replace("member_id", "i.member_id").replace("desc", "i.desc")
_CHECKS: tuple[tuple[str, str, str], ...] = (
    (
        "销号早于措施",
        "这一条{desc}在 {closed} 销号，第一条整改情况却记在 {first}。",
        "SELECT i.id, {of_i}, i.closed_on, min(p.on_day) FROM problem_item i JOIN item_progress p ON p.item_id = i.id"
        " WHERE i.closed_on IS NOT NULL GROUP BY i.id HAVING min(p.on_day) > i.closed_on",
    ),
    (
        "完成早于提出",
        "这一条{desc}在 {first} 提出，却在 {closed} 就完成了。",
        "SELECT id, {of}, done_on, found_on FROM problem_item WHERE done_on < found_on",
    ),
    (
        "销号没有措施",
        "这一条{desc}在 {closed} 销号，却没有写整改措施。",
        "SELECT id, {of}, closed_on, '' FROM problem_item WHERE closed_on IS NOT NULL AND ifnull(measures, '') = ''",
    ),
    (
        "验收人是责任人",
        "这一条{desc}由责任人自己验收。",
        "SELECT id, {of}, closed_on, '' FROM problem_item WHERE verifier_id IS NOT NULL AND verifier_id = owner_id",
    ),
)


def checks(office: Office) -> Sequence[Contradiction]:
    """Items that can't have gone the way they say."""
    found = []
    for rule, sentence, sql in _CHECKS:
        for number, desc, closed, first in office.database.rows(sql.format(of=_DESC, of_i=_DESC_OF_I)):
            told = sentence.format(desc=f"“{desc[:20]}”", closed=closed or "", first=first or "")
            found.append(Contradiction(rule, f"problem_item:{number}:{rule}", told, (("problem_items", number),)))
    return found


_WITHHELD = "（党员个人清单，内容不列）"


def about(office: Office, table: str, row_id: int) -> About | None:
    """What the lists have of a member (own list, items to answer for) or of an organisation."""
    if found := about_chain(office, table, row_id):
        return found
    where = {"member": "member_id = ?1 OR owner_id = ?1", "party_org": "org_id = ?1 AND member_id IS NULL"}.get(table)
    if where is None:
        return None
    rows = office.database.rows(
        f"SELECT id, desc, state, found_on, member_id IS NOT NULL FROM problem_item WHERE {where}"
        " ORDER BY found_on DESC, id DESC",
        (row_id,),
    )
    if not rows:
        return None
    still_open = sum(state != ItemState.CLOSED for _, _, state, _, _ in rows)
    lines = [
        AboutLine(f"{on} {desc}", state, "problem_items", number, f"{on} {_WITHHELD}" if own else "")
        for number, desc, state, on, own in rows[:_NEWEST]
    ]
    return About("问题清单", f"{len(rows)} 条，未销号 {still_open} 条", lines)


def orgs_under_rectification(office: Office, start: date, end: date) -> dict[int, tuple[str, str | None]]:
    """Organisations that were under 整顿 on any day of a span: org id → (from, until or None). Their duties rest meanwhile (P13)."""
    rows: list[Any] = office.database.rows(
        "SELECT org_id, found_on, closed_on FROM rectification WHERE found_on <= ? AND (closed_on IS NULL OR closed_on >= ?)",
        (end.isoformat(), start.isoformat()),
    )
    return {org: (found, closed) for org, found, closed in rows}
