"""The numbers the study ledger gives to the summary (domain.md §9, sections 2, 3 and part of 4), each with its rows."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from desktop_app.features.study import frequency, rules
from desktop_app.features.study.figures_people import STUDY, hours_figures, under_org, work_figures
from desktop_app.features.study.words import Duty, LeaderLevel
from desktop_app.ledger.figures import Figure, FigureRows, percent
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

LIFE = "组织生活"
_DUTY_CODES = {
    Duty.ASSEMBLY: "assembly",
    Duty.COMMITTEE: "committee",
    Duty.GROUP: "group",
    Duty.CLASS: "class",
    Duty.PARTY_DAY: "party_day",
    Duty.LIFE_MEETING: "life_meeting",
    Duty.APPRAISAL: "appraisal",
}
_SESSION_HEADINGS = ("日期", "组织", "类型", "主题")


def figures() -> tuple[Figure, ...]:
    """Every figure of the study ledger, in the order of the paper."""
    return (*_meetings(), *_attendance(), *_classes(), *hours_figures(), *work_figures())


# Sessions


def _meetings() -> Iterator[Figure]:
    yield _sessions("study.sessions", "开展会议和学习", "1", LIFE)
    for duty, code in _DUTY_CODES.items():
        yield _sessions(f"study.held.{code}", f"开展{duty}", f"k.duty = '{duty}'", LIFE)
    yield _sessions("study.held.other", "其他学习活动", "k.duty IS NULL", STUDY)
    for duty, code in _DUTY_CODES.items():
        rows = partial(_required_rows, duty=duty)
        yield Figure(
            f"study.required.{code}",
            f"应开{duty}{_counted_at(duty)}",
            "场次",
            "flow",
            partial(_required, duty=duty),
            rows,
            measure="sum",
            measured="应开",
            section=LIFE,
        )
    yield Figure("study.gaps", "缺开", "项", "flow", _gaps, _gap_rows, section=LIFE)
    yield Figure("study.gap_branches", "有缺开的支部", "个", "flow", _gap_branches, _gap_rows, "distinct", "支部", LIFE)


def _counted_at(duty: Duty) -> str:
    """Where not every month asks it: December shows the whole quarter's beside what was held in December alone."""
    norm = rules.norm(duty, date.max)
    return {"季": "（季末月计）", "年": "（年末月计）"}.get(norm.period if norm else "", "")


_SHIPPED_KINDS = 16
"""How many kinds every office has from the first day (schema.py); those after them the clerk added."""


def own_figures(office: Office) -> dict[str, list[Figure]]:
    """A line for each kind of session that the clerk added, where its duty stands, else among the other learning (S2)."""
    found: dict[str, list[Figure]] = {}
    rows = office.database.rows(
        "SELECT id, name, duty FROM study_kind k WHERE id > ? AND (in_use OR EXISTS (SELECT 1 FROM study_session s WHERE"
        " s.kind_id = k.id) OR EXISTS (SELECT 1 FROM session_part p WHERE p.kind_id = k.id)) ORDER BY seq, id",
        (_SHIPPED_KINDS,),
    )
    for kind, name, duty in rows:
        after = f"study.held.{_DUTY_CODES[duty]}" if duty else "study.held.other"
        figure = _sessions(f"study.kind.{kind}", f"其中：{name}", f"k.id = {kind}", LIFE if duty else STUDY)
        found.setdefault(after, []).append(figure)
    return found


def _sessions(code: str, label: str, where: str, section: str) -> Figure:
    return Figure(
        code,
        label,
        "场次",
        "flow",
        partial(_session_count, where=where),
        partial(_session_rows, where=where),
        section=section,
    )


_FROM_SESSIONS = (
    " FROM session_kind v JOIN study_kind k ON k.id = v.kind_id JOIN party_org o ON o.id = v.org_id"
    " WHERE v.on_day BETWEEN ? AND ? AND {where}{under}"
)


def _session_count(office: Office, span: Span, org: int | None, *, where: str) -> int:
    under, parameters = under_org(office, org, span, "v.org_id")
    sql = "SELECT count(*)" + _FROM_SESSIONS.format(where=where, under=under)
    return office.database.one(sql, (str(span.start), str(span.end), *parameters))


def _session_rows(office: Office, span: Span, org: int | None, *, where: str) -> FigureRows:
    under, parameters = under_org(office, org, span, "v.org_id")
    sql = "SELECT v.session_id, v.on_day, o.short_name, k.name, v.title" + _FROM_SESSIONS.format(
        where=where, under=under
    )
    rows = office.database.rows(sql + " ORDER BY v.on_day, v.session_id", (str(span.start), str(span.end), *parameters))
    return FigureRows(_SESSION_HEADINGS, [row[1:] for row in rows], "study_session", [row[0] for row in rows])


def _required(office: Office, span: Span, org: int | None, *, duty: str) -> int:
    return sum(needed for _, _, needed, _ in frequency.required_and_held(office, span, org, duty))


def _required_rows(office: Office, span: Span, org: int | None, *, duty: str) -> FigureRows:
    return FigureRows(("支部", "期间至", "应开", "已开"), frequency.required_and_held(office, span, org, duty))


def _gaps(office: Office, span: Span, org: int | None) -> int:
    return len(frequency.gaps(office, span, org))


def _gap_branches(office: Office, span: Span, org: int | None) -> int:
    return len({gap.name for gap in frequency.gaps(office, span, org)})


def _gap_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    found = frequency.gaps(office, span, org)
    rows = [(gap.name, gap.duty, str(gap.on), gap.needed, gap.held) for gap in found]
    return FigureRows(("支部", "应开", "期间至", "应开场次", "已开场次"), rows, "party_org", [gap.org for gap in found])


# Attendance


def _attendance() -> Iterator[Figure]:
    sums: dict[str, Any] = {"measure": "sum", "section": LIFE}
    yield Figure("study.due", "应到", "人次", "flow", partial(_heads, at=0), _head_rows, measured="应到", **sums)
    yield Figure("study.present", "实到", "人次", "flow", partial(_heads, at=1), _head_rows, measured="实到", **sums)
    yield Figure("study.rate", "到会率", "%", "flow", _rate, _head_rows, "ratio", "实到/应到", LIFE)
    yield Figure("study.made_up", "补课", "人次", "flow", _made_up, _made_up_rows, section=LIFE)
    yield Figure("study.owed", "待补课", "人次", "stock", _owed, _owed_rows, section=LIFE)


def _heads_by_session(office: Office, span: Span, org: int | None) -> list[tuple[int, int, int]]:
    """(session, due, present): of an organisation's own people, by the branch of that day, where there are names."""
    days = (str(span.start), str(span.end))
    if org is None:
        return office.database.rows(
            "SELECT id, due_n, ifnull(present_n, 0) FROM study_session WHERE on_day BETWEEN ? AND ? AND due_n IS NOT NULL",
            days,
        )
    numbers = tuple(rules.day_number(day) for day in days)
    under, parameters = under_org(office, org, span, "org_id")
    return office.database.rows(
        f"SELECT session_id, count(*), sum(status = '出席') FROM attendance WHERE day BETWEEN ? AND ?{under} GROUP BY 1"
        f" UNION ALL SELECT id, due_n, ifnull(present_n, 0) FROM study_session WHERE on_day BETWEEN ? AND ?{under}"
        " AND due_n IS NOT NULL AND heads_only",
        (*numbers, *parameters, *days, *parameters),
    )


def _heads(office: Office, span: Span, org: int | None, *, at: int) -> int:
    if org is None:
        column = ("due_n", "present_n")[at]
        days = (str(span.start), str(span.end))
        return office.database.one(
            f"SELECT ifnull(sum({column}), 0) FROM study_session WHERE on_day BETWEEN ? AND ? AND due_n IS NOT NULL",
            days,
        )
    return sum(row[at + 1] for row in _heads_by_session(office, span, org))


def _head_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    found = {session: (due, present) for session, due, present in _heads_by_session(office, span, org)}
    chosen, parameters = among(found)
    rows = office.database.rows(
        "SELECT s.id, s.on_day, o.short_name, k.name, s.title FROM study_session s JOIN study_kind k ON k.id = s.kind_id"
        f" JOIN party_org o ON o.id = s.org_id WHERE s.id IN {chosen} ORDER BY s.on_day, s.id",
        parameters,
    )
    return FigureRows(
        (*_SESSION_HEADINGS, "应到", "实到"),
        [(*row[1:], *found[row[0]]) for row in rows],
        "study_session",
        [row[0] for row in rows],
    )


def _rate(office: Office, span: Span, org: int | None) -> float:
    return percent(_heads(office, span, org, at=1), _heads(office, span, org, at=0))


_ABSENCES = (
    " FROM attendance a JOIN member m ON m.id = a.member_id JOIN party_org o ON o.id = a.org_id"
    " JOIN study_session s ON s.id = a.session_id WHERE {where}{under}"
)


def _absences(office: Office, span: Span, org: int | None, where: str, days: Sequence[Any]) -> FigureRows:
    under, parameters = under_org(office, org, span, "a.org_id")
    rows = office.database.rows(
        "SELECT s.id, m.name, o.short_name, s.on_day, s.title, a.status, ifnull(a.makeup_on, '')"
        + _ABSENCES.format(where=where, under=under)
        + " ORDER BY s.on_day, a.id",
        (*days, *parameters),
    )
    headings = ("姓名", "当日支部", "日期", "会议", "情况", "补课日期")
    return FigureRows(headings, [row[1:] for row in rows], "study_session", [row[0] for row in rows])


def _absence_count(office: Office, span: Span, org: int | None, where: str, days: Sequence[Any]) -> int:
    under, parameters = under_org(office, org, span, "a.org_id")
    return office.database.one(f"SELECT count(*) FROM attendance a WHERE {where}{under}", (*days, *parameters))


_MADE_UP = "a.owed = 0 AND a.makeup_on BETWEEN ? AND ?"
_OWED = "a.owed IS NOT NULL AND a.day <= ? AND (a.makeup_on IS NULL OR a.makeup_on > ?)"


def _made_up(office: Office, span: Span, org: int | None) -> int:
    return _absence_count(office, span, org, _MADE_UP, (str(span.start), str(span.end)))


def _made_up_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    return _absences(office, span, org, _MADE_UP, (str(span.start), str(span.end)))


def _owed(office: Office, span: Span, org: int | None) -> int:
    return _absence_count(office, span, org, _OWED, (rules.day_number(str(span.end)), str(span.end)))


def _owed_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    return _absences(office, span, org, _OWED, (rules.day_number(str(span.end)), str(span.end)))


# Classes and lecturers


def _classes() -> Iterator[Figure]:
    center = f"k.duty = '{Duty.CLASS}' AND v.leader_level = '{LeaderLevel.CENTER}'"
    yield _sessions("study.leader_classes", "中心班子成员讲专题党课", center, STUDY)
    yield _sessions("study.team_classes", "讲师团宣讲", "v.is_lecturer_team", STUDY)
    yield _sessions("study.mutual_classes", "互讲党课", "k.name = '互讲党课'", STUDY)
    yield _sessions("study.screen_classes", "电视党课、视频党课", "k.name IN ('电视党课', '视频党课')", STUDY)
    yield Figure("lecturer.people", "讲师团", "人", "stock", _lecturers, _lecturer_rows, "distinct", "编号", STUDY)
    yield Figure("study.talks", "谈心谈话", "人次", "flow", _talks, _talk_rows, section=LIFE)


def _lecturer_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    under, parameters = under_org(office, org, span, "m.org_id")
    rows = office.database.rows(
        "SELECT l.id, m.id, m.name, l.origin, l.from_on, ifnull(l.topics, '') FROM lecturer l JOIN member m ON m.id = l.member_id"
        f" WHERE l.from_on <= ? AND ifnull(l.until_on, '9999') > ?{under} ORDER BY l.id",
        (str(span.end), str(span.end), *parameters),
    )
    headings = ("编号", "姓名", "来源", "聘期起", "课题")
    return FigureRows(headings, [row[1:] for row in rows], "lecturer", [row[0] for row in rows])


def _lecturers(office: Office, span: Span, org: int | None) -> int:
    return len({row[0] for row in _lecturer_rows(office, span, org).rows})


def _talk_rows(office: Office, span: Span, org: int | None) -> FigureRows:
    under, parameters = under_org(office, org, span, "t.org_id")
    rows = office.database.rows(
        "SELECT t.id, t.on_day, a.name, b.name, t.pair FROM talk t JOIN member a ON a.id = t.a_id"
        f" JOIN member b ON b.id = t.b_id WHERE t.on_day BETWEEN ? AND ?{under} ORDER BY t.on_day, t.id",
        (str(span.start), str(span.end), *parameters),
    )
    return FigureRows(("日期", "一方", "另一方", "类别"), [row[1:] for row in rows], "talk", [row[0] for row in rows])


def _talks(office: Office, span: Span, org: int | None) -> int:
    under, parameters = under_org(office, org, span, "org_id")
    return office.database.one(
        f"SELECT count(*) FROM talk WHERE on_day BETWEEN ? AND ?{under}", (str(span.start), str(span.end), *parameters)
    )
