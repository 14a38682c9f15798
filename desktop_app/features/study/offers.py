"""What the study ledger tells others: dues, contradictions, what concerns a member, and the hours it credits."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desktop_app.features.study import clashes, frequency, hours, rules
from desktop_app.features.study.evidence import evidence
from desktop_app.features.study.figures import figures, own_figures
from desktop_app.features.study.papers import PERIOD_PAPERS, SESSION_PAPERS
from desktop_app.ledger.declaration import Condition, Offers
from desktop_app.ledger.offered import About, AboutLine, Contradiction, Due
from desktop_app.people import rules_table
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, month_of


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.study.demo import begin

    return begin(office, seed)


_LATEST = 12


def dues(office: Office, today: date) -> list[Due]:
    """Branches with gaps in what is over, those without this month's 主题党日, make-ups that are late, sessions without names."""
    found = []
    last = month_of(month_of(today).start - timedelta(days=1))
    if missing := frequency.branches_with_gaps(office, Span(date(today.year, 1, 1), max(today, last.end))):
        found.append(
            Due("missing", f"{today.year} 年三会一课和主题党日缺开的支部", len(missing), "个", "study", _of(missing))
        )
    limit = rules.day_number((today - timedelta(days=rules_table.value("makeup_days", today))).isoformat())
    late = office.database.rows("SELECT id, day FROM attendance WHERE owed = 1 AND day < ? ORDER BY day", (limit,))
    if late:
        first = date.fromisoformat(rules.day_text(late[0][1]))
        found.append(
            Due("overdue", "缺席超过 30 天没有补课", len(late), "人次", "absences", [row for row, _ in late], first)
        )
    unnamed = _ids(office, "SELECT id FROM study_session WHERE due_n IS NULL")
    if unnamed:
        found.append(Due("missing", "没有录签到的会议", len(unnamed), "场", "study", unnamed))
    returned = _ids(office, "SELECT id FROM study_session WHERE state = '已退回'")
    if returned:
        found.append(Due("waiting", "会议记录退回待改", len(returned), "场", "study", returned))
    return found


def _of(branches: Sequence[int]) -> list[Condition]:
    return [Condition("org", "是", tuple(branches))]


def _ids(office: Office, sql: str) -> list[int]:
    return [row for (row,) in office.database.rows(sql)]


# Contradictions (X14)

_CHECKS: tuple[tuple[str, str], ...] = (
    (
        "日期在今天之后",
        "SELECT id, NULL, on_day || '“' || title || '”的日期在今天之后' FROM study_session WHERE on_day > :today",
    ),
    (
        "一场会记了两次",
        "SELECT min(s.id), max(s.id), s.on_day || o.short_name || '记了两场同样的“' || k.name || '”' FROM study_session s"
        " JOIN party_org o ON o.id = s.org_id JOIN study_kind k ON k.id = s.kind_id"
        " GROUP BY s.org_id, s.on_day, s.kind_id, ifnull(s.start_at, ''), ifnull(s.group_id, 0) HAVING count(*) > 1",
    ),
    (
        "会议记录一字不差",
        "SELECT min(id), max(id), '“' || min(title) || '”等 ' || count(*) || ' 场的记录内容一字不差' FROM study_session"
        " WHERE length(content) >= 30 GROUP BY content, remarks HAVING count(*) > 1",
    ),
    (
        "离开后还在签到",
        "SELECT a.session_id, NULL, m.name || '在' || s.on_day || '的会上签到，但已于' || m.left_on || '离开' FROM member m"
        " JOIN attendance a ON a.member_id = m.id JOIN study_session s ON s.id = a.session_id"
        " WHERE m.left_on IS NOT NULL AND a.status = '出席' AND s.on_day > m.left_on",
    ),
    (
        "主持人那天不在册",
        "SELECT s.id, NULL, s.on_day || '“' || s.title || '”的主持人' || m.name || '那天已不在册' FROM study_session s"
        " JOIN member m ON m.id = s.host_id WHERE m.left_on IS NOT NULL AND m.left_on < s.on_day",
    ),
    (
        "主持或记录的人没有到会",
        "SELECT s.id, NULL, s.on_day || '“' || s.title || '”的' || iif(a.member_id = s.host_id, '主持人', '记录人') || m.name"
        " || '签到是' || a.status FROM study_session s JOIN attendance a ON a.session_id = s.id"
        " AND a.member_id IN (s.host_id, s.recorder_id) AND a.status <> '出席' JOIN member m ON m.id = a.member_id",
    ),
)
_OVERLAPS = (
    "WITH twice AS (SELECT member_id, day FROM attendance WHERE status = '出席' GROUP BY day, member_id HAVING count(*) > 1),"
    " timed AS (SELECT t.member_id, s.* FROM twice t JOIN attendance a ON a.member_id = t.member_id AND a.day = t.day"
    " AND a.status = '出席' JOIN study_session s ON s.id = a.session_id AND s.start_at IS NOT NULL AND s.end_at IS NOT NULL"
    " AND s.until_on IS NULL) SELECT a.id, b.id, m.name || '在' || a.on_day || '同时出席“' || a.title || '”和“' || b.title"
    " || '”' FROM timed a JOIN timed b ON b.member_id = a.member_id AND b.on_day = a.on_day AND b.id > a.id"
    " AND a.start_at < b.end_at AND b.start_at < a.end_at JOIN member m ON m.id = a.member_id"
)


def checks(office: Office) -> list[Contradiction]:
    """Sessions that can't all be right: in the future, twice, copied, after leaving, one person in two places."""
    today = office.clock.today().isoformat()
    found = []
    for rule, sql in (*_CHECKS, ("一人同时在两处", _OVERLAPS)):
        for one, other, sentence in office.database.rows(
            sql.replace(":today", "?"), (today,) if ":today" in sql else ()
        ):
            places = tuple(("study", session) for session in (one, other) if session is not None)
            found.append(Contradiction(rule, f"{rule}:{one}:{other or ''}:{sentence}", sentence, places))
    return found


# What concerns a member


def about(office: Office, table: str, row_id: int) -> About | None:
    """A member's hours of this year and last, absences to make up, classes given, works; an organisation's last sessions."""
    if table == "member":
        return _about_member(office, row_id)
    if table == "party_org":
        return _about_org(office, row_id)
    return None


def _about_member(office: Office, member: int) -> About | None:
    today = office.clock.today()
    year = Span(date(today.year, 1, 1), date(today.year, 12, 31))
    had = hours.member_hours(office, member, year)
    lines = [
        *_owed_lines(office, member),
        *_class_lines(office, member),
        *_work_lines(office, member),
        *_latest(office, member),
    ]
    if not lines and not had:
        return None
    leader = bool(
        office.database.one(
            "SELECT 1 FROM board_seat WHERE member_id = ? AND from_on <= ?2 AND until > ?2", (member, str(today))
        )
    )
    needed = rules.required_hours(today.year, leader=leader)
    rest = f"，差 {(needed - had) / 10:g}" if had < needed else "，已达标"
    owed = office.database.one("SELECT count(*) FROM attendance WHERE member_id = ? AND +owed = 1", (member,))
    return About("学习", f"本年 {had / 10:g} 学时{rest}" + (f"；待补课 {owed} 次" if owed else ""), lines)


def _owed_lines(office: Office, member: int) -> list[AboutLine]:
    rows = office.database.rows(
        "SELECT a.id, s.on_day, s.title, a.status FROM attendance a JOIN study_session s ON s.id = a.session_id"
        " WHERE a.member_id = ? AND +a.owed = 1 ORDER BY a.day DESC",
        (member,),
    )
    return [AboutLine(f"{day} {title}", f"{status}，待补课", "absences", row) for row, day, title, status in rows]


def _class_lines(office: Office, member: int) -> list[AboutLine]:
    rows = office.database.rows(
        "SELECT session_id, on_day, title FROM session_kind WHERE speaker_id = ? ORDER BY on_day DESC LIMIT ?",
        (member, _LATEST),
    )
    return [AboutLine(f"{day} {title}", "主讲", "study", session) for session, day, title in rows]


def _work_lines(office: Office, member: int) -> list[AboutLine]:
    rows = office.database.rows(
        "SELECT id, received_on, title, ifnull(grade, '') FROM submission WHERE author_id = ? ORDER BY received_on DESC",
        (member,),
    )
    return [AboutLine(f"{day} {title}", grade or "投稿", "submissions", work) for work, day, title, grade in rows]


def _latest(office: Office, member: int) -> list[AboutLine]:
    rows = office.database.rows(
        "SELECT s.id, s.on_day, s.title, a.status, a.hours FROM attendance a JOIN study_session s ON s.id = a.session_id"
        " WHERE a.member_id = ? AND a.owed IS NOT 1 ORDER BY a.day DESC LIMIT ?",
        (member, _LATEST),
    )
    return [
        AboutLine(f"{day} {title}", f"{gained / 10:g} 学时" if gained else status, "study", session)
        for session, day, title, status, gained in rows
    ]


def _about_org(office: Office, org: int) -> About | None:
    rows = office.database.rows(
        "SELECT s.id, s.on_day, k.name, s.title, s.present_n, s.due_n FROM study_session s JOIN study_kind k ON k.id = s.kind_id"
        " WHERE s.org_id = ? ORDER BY s.on_day DESC LIMIT ?",
        (org, _LATEST),
    )
    if not rows:
        return None
    year = office.clock.today().year
    count = office.database.one(
        "SELECT count(*) FROM study_session WHERE org_id = ? AND on_day >= ?", (org, f"{year}-01-01")
    )
    lines = [
        AboutLine(f"{day} {kind} {title}", f"{present}/{due}" if due is not None else "未录签到", "study", session)
        for session, day, kind, title, present, due in rows
    ]
    return About("会议与学习", f"本年 {count} 场", lines)


SESSION_OFFERS = Offers(
    figures=figures,
    own_figures=own_figures,
    papers=PERIOD_PAPERS,
    record_papers=SESSION_PAPERS,
    dues=dues,
    checks=checks,
    doubts=clashes.doubts,
    evidence=evidence,
    about=about,
    demo=_demo,
    named={"credit_hours": hours.credit_hours},
)
