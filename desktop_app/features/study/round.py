"""支部月报 (S21): a branch's month as a workbook, a line a session with the absentees' names, out and back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.features.study.attendance import Mark, due_at, set_attendance
from desktop_app.features.study.words import Status
from desktop_app.ledger.declaration import ImportSpec
from desktop_app.ledger.round_spec import RoundExtra, RoundSpec
from desktop_app.people.events import among
from desktop_app.storage.office import Office

NOBODY = "无"
"""What a branch writes where everybody came."""
_ONE = re.compile(r"([^（(、，,;；\s]+)\s*(?:[（(]([^）)]*)[）)])?")
_WORDS = {
    "请假": Status.LEAVE,
    "缺席": Status.ABSENT,
    "公差": Status.ON_DUTY,
    "出差": Status.ON_DUTY,
    "送学": Status.DELIVERED,
}


def parse_away(text: str) -> list[tuple[str, Mark]]:
    """[(name, mark)] of “张三（请假：住院，李四准假）、王五（公差）”; no word means 缺席. ValueError with a sentence."""
    if text.strip() in (NOBODY, "全到", "全勤", "0"):
        return []
    found = [(name, _mark(told)) for name, told in _ONE.findall(text)]
    if not found:
        raise ValueError(f"未到人员看不懂：{text}")
    return found


def _mark(told: str) -> Mark:
    word = next((word for word in _WORDS if told.startswith(word)), "")
    status = _WORDS.get(word, Status.LEAVE if told else Status.ABSENT)
    rest = [part for part in re.split(r"[：:，,；;\s]+", told.removeprefix(word)) if part]
    approver = next((part.removesuffix("准假") for part in rest if part.endswith("准假")), "")
    reason = "，".join(part for part in rest if not part.endswith("准假"))
    if status == Status.LEAVE:
        return Mark(status, reason or "未写明", approver or "支部")
    return Mark(status, reason, approver)


def away_text(marks: Sequence[tuple[str, Mark]]) -> str:
    """The one plain form of it."""
    told = []
    for name, (status, reason, approver) in marks:
        rest = "，".join(filter(None, (reason, f"{approver}准假" if approver else "")))
        told.append(f"{name}（{status}{'：' + rest if rest else ''}）")
    return "、".join(told) or NOBODY


def _texts(office: Office, ids: Sequence[int]) -> dict[int, str]:
    chosen, parameters = among(ids)
    entered = [
        row
        for (row,) in office.database.rows(
            f"SELECT DISTINCT session_id FROM attendance WHERE session_id IN {chosen}", parameters
        )
    ]
    away: dict[int, list[tuple[str, Mark]]] = {session: [] for session in entered}
    for session, name, *mark in office.database.rows(
        "SELECT a.session_id, m.name, a.status, ifnull(a.reason, ''), ifnull(a.approver, '') FROM attendance a"
        f" JOIN member m ON m.id = a.member_id WHERE a.session_id IN {chosen} AND a.status <> '出席' ORDER BY a.id",
        parameters,
    ):
        away[session].append((name, Mark(*mark)))
    return {session: away_text(marks) for session, marks in away.items()}


def _read(office: Office, org: int, typed: str) -> str:
    marks = parse_away(typed)
    known = _names(office, org)
    for name, _ in marks:
        if name not in known:
            raise ValueError(f"“{name}”不在这个支部的名册里")
        if len(known[name]) > 1:
            raise ValueError(f"支部里有 {len(known[name])} 名“{name}”，请在姓名后加身份证号末四位")
    return away_text(marks)


def _names(office: Office, org: int) -> dict[str, list[int]]:
    """Who a name of a branch's workbook means: the name alone, or with the last four of the identity number."""
    found: dict[str, list[int]] = {}
    rows = office.database.rows(
        "SELECT DISTINCT m.id, m.name, ifnull(m.id_no, '') FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id = ?",
        (org,),
    )
    for member, name, id_no in rows:
        found.setdefault(name, []).append(member)
        if id_no:
            found.setdefault(name + id_no[-4:], []).append(member)
    return found


def _write(office: Office, texts: Mapping[int, str]) -> None:
    for session, text in texts.items():
        if not text.strip():
            continue
        due = due_at(office, session)
        org = office.database.one("SELECT org_id FROM study_session WHERE id = ?", (session,))
        known = _names(office, org)
        away = {}
        for name, mark in parse_away(text):
            member = next((each for each in known.get(name, ()) if each in due), None)
            if member is not None:
                away[member] = mark
        set_attendance(office, session, away, due)


def insert(office: Office, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Sessions as a branch reported them; those with counts alone are 未到人 until names come with them."""
    from desktop_app.features.study.sessions import SESSIONS
    from desktop_app.ledger.writes import default_values, insert_rows

    today = office.clock.today().isoformat()
    whole = [
        default_values(SESSIONS) | dict(row) | {"entered_on": today, "heads_only": row.get("due_n") is not None}
        for row in rows
    ]
    return insert_rows(office, SESSIONS, [_with_absent(row) for row in whole])


def _with_absent(row: dict[str, Any]) -> dict[str, Any]:
    if row["due_n"] is not None and row["present_n"] is not None:
        row["absent_n"] = max(0, row["due_n"] - row["present_n"])
    return row


ROUND = RoundSpec(
    columns=(
        "title",
        "org",
        "kind",
        "on_day",
        "start_at",
        "end_at",
        "place",
        "host",
        "hours",
        "due_n",
        "present_n",
        "content",
    ),
    extras=(
        RoundExtra(
            "away",
            "未到人员",
            _texts,
            _read,
            _write,
            width=30,
            hint="写姓名和原因，例如：张三（请假：住院，李四准假）、王五（公差）；全到的写“无”。空着就只算人数，不计个人学时。",
        ),
    ),
    day="on_day",
    hints=("每场会议一行。只报人数、没有名单的，程序标“未到人”，不计个人学时。",),
)
IMPORTS = ImportSpec(
    keys=(),
    required=("title", "org", "kind", "on_day"),
    synonyms={
        "title": ("会议主题", "学习内容", "主题"),
        "kind": ("会议类型", "类别"),
        "on_day": ("时间", "会议日期", "开会日期"),
        "due_n": ("应到人数",),
        "present_n": ("实到人数",),
        "host": ("主持",),
    },
    inserts=insert,
)
