"""Attendance by exception (S3–S6): who is due at a session on its day, and marking who was not there. No widgets.

Everything that writes is called inside an open change. What follows from a mark (hours, counts, absences owed) is slice.py's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop_app.features.study.rules import day_number
from desktop_app.features.study.words import AWAY, Audience, SessionState, Status
from desktop_app.people.boards.seats import seats_on
from desktop_app.people.events import among
from desktop_app.people.roll import members_on
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError


class Mark(NamedTuple):
    """How somebody who was not simply there stood to the session."""

    status: str
    reason: str = ""
    approver: str = ""


class Person(NamedTuple):
    """One line of the entry list. `keys` is what a name is found by (letters of its pinyin); `hint` why one is likely away."""

    member: int
    org: int
    name: str
    keys: str
    branch: str
    hint: str
    mark: Mark


_PRESENT = Mark(Status.PRESENT)


def due_at(office: Office, session: int) -> dict[int, int]:
    """{member: branch of that day} of everybody due at a session, by its kind's audience and the rolls of its day."""
    row = office.database.rows(
        "SELECT s.org_id, s.on_day, s.group_id, s.is_exempting, k.audience FROM study_session s"
        " JOIN study_kind k ON k.id = s.kind_id WHERE s.id = ?",
        (session,),
    )
    if not row:
        raise OfficeError("这场会议已经被删除。", "请刷新后再看。")
    org, day, group, exempting, audience = row[0]
    due = _audience(office, audience, org, date.fromisoformat(day))
    if group is not None:
        due = _only(office, due, "SELECT id FROM member WHERE group_id = ?", (group,))
    if exempting:
        exempt = {row[0] for row in office.database.rows("SELECT id FROM member WHERE quorum_exempt")}
        due = {member: branch for member, branch in due.items() if member not in exempt}
    return due


def _audience(office: Office, audience: str, org: int, day: date) -> dict[int, int]:
    database = office.database
    if audience == Audience.NAMED:
        return {}
    if audience == Audience.BOARD:
        there = dict(members_on(database, day))
        return {seat.member: there[seat.member] for seat in seats_on(database, day, org) if seat.member in there}
    branches = load_history(database).on(day).under(org)
    there = dict(members_on(database, day, branches))
    if audience == Audience.LEADERS:
        seated = {seat.member for seat in seats_on(database, day)}
        return {member: branch for member, branch in there.items() if member in seated}
    return there


def _only(office: Office, due: dict[int, int], sql: str, parameters: tuple[Any, ...]) -> dict[int, int]:
    kept = {row[0] for row in office.database.rows(sql, parameters)}
    return {member: branch for member, branch in due.items() if member in kept}


def marks_of(office: Office, session: int) -> dict[int, Mark]:
    """What is on record for each person; {} before the attendance is entered."""
    rows = office.database.rows(
        "SELECT member_id, status, ifnull(reason, ''), ifnull(approver, '') FROM attendance WHERE session_id = ?",
        (session,),
    )
    return {member: Mark(*told) for member, *told in rows}


def entry_list(office: Office, session: int) -> list[Person]:
    """Everybody due, in the order of the branches and 姓氏笔画, with what is on record or likely (送学 for the frail)."""
    due, marks = due_at(office, session), marks_of(office, session)
    due.update({member: 0 for member in marks if member not in due})
    chosen, parameters = among(due)
    rows = office.database.rows(
        "SELECT m.id, m.name, ifnull(n.text, ''), m.frail, m.is_mobile, m.is_lost, m.org_id, ifnull(p.place, 0),"
        " ifnull(n.strokes, '') FROM member m LEFT JOIN search n ON n.table_name = 'member' AND n.row_id = m.id"
        f" LEFT JOIN org_place p ON p.org_id = m.org_id WHERE m.id IN {chosen} ORDER BY 8, 9, m.id",
        parameters,
    )
    names = dict(office.database.rows("SELECT id, short_name FROM party_org"))
    found = []
    for member, name, keys, frail, mobile, lost, home, _, _ in rows:
        hint = "失联" if lost else "流动" if mobile else frail or ""
        org = due[member] or home
        mark = marks.get(member) or (_PRESENT if marks else likely(frail, mobile, lost))
        found.append(Person(member, org, name, keys, names.get(org, ""), hint, mark))
    return found


def likely(frail: str | None, mobile: Any, lost: Any) -> Mark:
    """What the entry list starts from: all present but those who can't be."""
    if lost:
        return Mark(Status.ABSENT)
    if mobile:
        return Mark(Status.LEAVE, "流动在外", "支部")
    return Mark(Status.DELIVERED) if frail else _PRESENT


def set_attendance(office: Office, session: int, away: Mapping[int, Mark], due: Mapping[int, int] | None = None) -> int:
    """Write a session's attendance inside an open change: all due are 出席 but those in `away`; how many lines changed.

    Entered again, only what differs is written (make-ups stay); people who are no longer due are taken off.
    """
    if office.database.one("SELECT state FROM study_session WHERE id = ?", (session,)) == SessionState.ARCHIVED:
        raise OfficeError("这场会议的记录已归档，签到不能改。", "请先退回，再改签到。")
    due = dict(due_at(office, session) if due is None else due)
    if strangers := away.keys() - due.keys():
        raise OfficeError(f"有 {len(strangers)} 人那天不在应到名单里。", "请核对会议的日期和组织。")
    _must_explain(away)
    database, had = office.database, marks_of(office, session)
    day, new = _day_of(office, session), []
    changed = []
    for member, branch in due.items():
        mark = away.get(member, _PRESENT)
        if member not in had:
            new.append((session, member, branch, day, *_stored(mark)))
        elif had[member] != mark:
            changed.append((*_stored(mark), session, member))
    gone = [(session, member) for member in had.keys() - due.keys()]
    database.executemany("DELETE FROM attendance WHERE session_id = ? AND member_id = ?", gone)
    database.executemany(
        "UPDATE attendance SET status = ?, reason = ?, approver = ?,"
        " makeup_on = CASE WHEN ?1 IN ('请假', '缺席', '公差') THEN makeup_on END WHERE session_id = ? AND member_id = ?",
        changed,
    )
    database.executemany(
        "INSERT INTO attendance (session_id, member_id, org_id, day, status, reason, approver) VALUES (?, ?, ?, ?, ?, ?, ?)",
        new,
    )
    office.database.execute_sql("UPDATE study_session SET heads_only = 0 WHERE id = ? AND heads_only", (session,))
    return len(new) + len(changed) + len(gone)


def _stored(mark: Mark) -> tuple[str, str | None, str | None]:
    return str(mark.status), mark.reason or None, mark.approver or None


def _must_explain(away: Mapping[int, Mark]) -> None:
    lacking = sum(mark.status == Status.LEAVE and not (mark.reason and mark.approver) for mark in away.values())
    if lacking:
        raise OfficeError(f"{lacking} 名请假党员没有写请假事由和准假人。", "请补上，或改为缺席。")


def _day_of(office: Office, session: int) -> int:
    return day_number(office.database.one("SELECT on_day FROM study_session WHERE id = ?", (session,)))


def make_up(office: Office, rows: list[int], on: date, how: str, by: str) -> None:
    """Record 补课 for absences (ids of attendance), inside an open change; the list empties only with this."""
    if on > office.clock.today():
        raise OfficeError("补课日期在今天之后。", "请核对日期。")
    chosen, parameters = among(rows)
    early = office.database.one(
        f"SELECT count(*) FROM attendance WHERE id IN {chosen} AND day > {day_number(on.isoformat())}", parameters
    )
    if early:
        raise OfficeError(f"有 {early} 条的补课日期早于会议日期。", "请核对日期。")
    places = ", ".join(f"'{status}'" for status in AWAY)
    office.database.executemany(
        f"UPDATE attendance SET makeup_on = ?, makeup_how = ?, makeup_by = ? WHERE id = ? AND status IN ({places})",
        [(on.isoformat(), how, by or None, row) for row in rows],
    )
