"""What the papers say of a session: its row in words, its parts, who was away. Reads only; no drawing."""

from dataclasses import dataclass
from typing import Any

from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_FIELDS = (
    "kind", "org", "org_name", "title", "on_day", "until_on", "start_at", "end_at", "place", "host", "recorder", "speaker",
    "observers", "agenda", "content", "remarks", "dissent", "decision", "votes_for", "votes_against", "votes_abstain",
    "due_n", "present_n", "absent_n", "heads_only", "hours", "entered_on", "state",
)  # fmt: skip
_SQL = (
    "SELECT k.name, o.short_name, o.name, s.title, s.on_day, s.until_on, s.start_at, s.end_at, s.place, h.name, r.name,"
    " coalesce(p.name, s.speaker_name), s.observers, s.agenda, s.content, s.remarks, s.dissent, s.decision, s.votes_for,"
    " s.votes_against, s.votes_abstain, s.due_n, s.present_n, s.absent_n, s.heads_only, s.hours, s.entered_on, s.state"
    " FROM study_session s JOIN study_kind k ON k.id = s.kind_id JOIN party_org o ON o.id = s.org_id"
    " LEFT JOIN member h ON h.id = s.host_id LEFT JOIN member r ON r.id = s.recorder_id"
    " LEFT JOIN member p ON p.id = s.speaker_id WHERE s.id = ?"
)


@dataclass(frozen=True)
class PartTold:
    """A further part of a gathering."""

    kind: str
    title: str
    speaker: str
    content: str
    remarks: str
    dissent: str
    decision: str


def session_told(office: Office, session: int) -> dict[str, Any]:
    """The session's fields with names for ids; OfficeError when it is gone."""
    rows = office.database.rows(_SQL, (session,))
    if not rows:
        raise OfficeError("这场会议已经被删除。", "请刷新后再看。")
    return dict(zip(_FIELDS, rows[0], strict=True))


def when(told: dict[str, Any]) -> str:
    """2016年5月20日 09:00—11:00."""
    year, month, day = told["on_day"].split("-")
    until = f"至{told['until_on']}" if told["until_on"] else ""
    hours = f" {told['start_at']}" if told["start_at"] else ""
    return f"{year}年{int(month)}月{int(day)}日{until}{hours}" + (
        f"—{told['end_at']}" if told["end_at"] and hours else ""
    )


def parts_told(office: Office, session: int) -> list[PartTold]:
    """The further parts in their order."""
    rows = office.database.rows(
        "SELECT k.name, p.title, coalesce(m.name, p.speaker_name, ''), ifnull(p.content, ''), ifnull(p.remarks, ''),"
        " ifnull(p.dissent, ''), ifnull(p.decision, '') FROM session_part p JOIN study_kind k ON k.id = p.kind_id"
        " LEFT JOIN member m ON m.id = p.speaker_id WHERE p.session_id = ? ORDER BY p.seq, p.id",
        (session,),
    )
    return [PartTold(*row) for row in rows]


def away_told(office: Office, session: int) -> list[str]:
    """王建国（请假：住院，支部书记准假；12月20日补课） of everybody who was not there."""
    rows = office.database.rows(
        "SELECT m.name, a.status, a.reason, a.approver, a.makeup_on FROM attendance a JOIN member m ON m.id = a.member_id"
        " WHERE a.session_id = ? AND a.status <> '出席' ORDER BY a.id",
        (session,),
    )
    return [f"{name}（{_why(*rest)}）" for name, *rest in rows]


def _why(status: str, reason: str | None, approver: str | None, makeup: str | None) -> str:
    told = status + (f"：{reason}" if reason else "") + (f"，{approver}准假" if approver else "")
    return told + (f"；{int(makeup[5:7])}月{int(makeup[8:])}日补课" if makeup else "")
