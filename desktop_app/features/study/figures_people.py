"""The study figures of people and their works: hours, works handed in. The sessions' are figures.py's."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from desktop_app.features.study import hours
from desktop_app.features.study.words import WorkKind
from desktop_app.ledger.figures import Figure, FigureRows
from desktop_app.people.events import among
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

STUDY = "学习教育"
WORKS = "竞赛与征集"
_Where = tuple[str, tuple[Any, ...]]


def under_org(office: Office, org: int | None, span: Span, column: str) -> _Where:
    """SQL that keeps rows of an organisation and all under it; nothing for the whole office."""
    if org is None:
        return "", ()
    chosen, parameters = among(load_history(office.database).on(span.end).under(org))
    return f" AND {column} IN {chosen}", parameters


# Hours


def hours_figures() -> Iterator[Figure]:
    """What everybody learned, who reached the year's norm, who stands apart."""
    sums: dict[str, Any] = {"measure": "sum", "measured": "学时", "section": STUDY}
    yield Figure("study.hours", "党员学时合计", "学时", "flow", _hours_sum, _hours_rows, **sums)
    for code, label, keep in (
        ("met", "学时达标", lambda person: not person.apart and not person.missing),
        ("short", "学时未达标", lambda person: not person.apart and bool(person.missing)),
        ("apart", "不考核学时（年老体弱、失联、流动、不满一年）", lambda person: bool(person.apart)),
    ):
        rows = partial(_people_rows, keep=keep)
        yield Figure(f"study.hours_{code}", label, "人", "stock", _counted(rows), rows, section=STUDY)


def _counted(rows: Callable[[Office, Span, int | None], FigureRows]) -> Callable[[Office, Span, int | None], int]:
    return lambda office, span, org: len(rows(office, span, org).rows)


def _hours_of(office: Office, span: Span, org: int | None) -> dict[int, int]:
    found = hours.hours_between(office, span.start, span.end)
    if org is None:
        return found
    under, parameters = under_org(office, org, span, "org_id")
    there = {row[0] for row in office.database.rows(f"SELECT id FROM member WHERE 1{under}", parameters)}
    return {member: value for member, value in found.items() if member in there}


def _hours_sum(office: Office, span: Span, org: int | None) -> float:
    return sum(_hours_of(office, span, org).values()) / 10


def _hours_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    found = _hours_of(office, span, org)
    chosen, parameters = among(found)
    rows = office.database.rows(
        f"SELECT m.id, o.short_name, m.name FROM member m JOIN party_org o ON o.id = m.org_id WHERE m.id IN {chosen} ORDER BY m.id",
        parameters,
    )
    told = [(branch, name, found[member] / 10) for member, branch, name in rows]
    return FigureRows(("党支部", "姓名", "学时"), told, "member", [row[0] for row in rows])


def _people_rows(
    office: Office, span: Span, org: int | None, *, keep: Callable[[hours.PersonHours], bool]
) -> FigureRows:
    people = [person for person in hours.hours_of_year(office, span.end.year, org) if keep(person)]
    rows = [
        (person.branch, person.name, person.hours / 10, person.needed / 10, person.apart or person.missing)
        for person in people
    ]
    return FigureRows(("党支部", "姓名", "学时", "应有", "说明"), rows, "member", [person.member for person in people])


# Works


def work_figures() -> Iterator[Figure]:
    """Works that came in, by kind of collection."""
    codes = {
        WorkKind.ESSAY: ("essays", "篇"),
        WorkKind.HAND_COPY: ("hand_copies", "份"),
        WorkKind.COURSEWARE: ("courseware", "份"),
        WorkKind.LESSON_PLAN: ("lesson_plans", "份"),
        WorkKind.CREATIVE: ("creative", "份"),
        WorkKind.REFLECTION: ("reflections", "篇"),
    }
    for kind, (code, unit) in codes.items():
        value, rows = partial(_work_count, kind=kind), partial(_work_rows, kind=kind)
        yield Figure(f"study.{code}", f"征集{kind}", unit, "flow", value, rows, section=WORKS)


_FROM_WORKS = (
    " FROM submission w JOIN collection c ON c.id = w.collection_id JOIN member m ON m.id = w.author_id"
    " LEFT JOIN party_org o ON o.id = w.org_id WHERE c.kind = ? AND w.received_on BETWEEN ? AND ?{under}"
)


def _work_count(office: Office, span: Span, org: int | None, *, kind: str) -> int:
    under, parameters = under_org(office, org, span, "w.org_id")
    sql = "SELECT count(*)" + _FROM_WORKS.format(under=under)
    return office.database.one(sql, (str(kind), str(span.start), str(span.end), *parameters))


def _work_rows(office: Office, span: Span, org: int | None, *, kind: str) -> FigureRows:
    under, parameters = under_org(office, org, span, "w.org_id")
    sql = "SELECT w.id, c.name, w.title, m.name, o.short_name, w.received_on" + _FROM_WORKS.format(under=under)
    rows = office.database.rows(
        f"{sql} ORDER BY w.received_on, w.id", (str(kind), str(span.start), str(span.end), *parameters)
    )
    return FigureRows(
        ("征集活动", "题目", "作者", "支部", "收件日期"),
        [row[1:] for row in rows],
        "submission",
        [row[0] for row in rows],
    )
