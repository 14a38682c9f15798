"""The sessions' ledger and what belongs to a session: parts, people to make up for it, kinds."""

from datetime import date
from typing import Any

from peewee import SQL, Node

from desktop_app.features.study import acts, entry
from desktop_app.features.study.model import Attendance, SessionPart, StudyKind, StudySession
from desktop_app.features.study.offers import SESSION_OFFERS
from desktop_app.features.study.round import IMPORTS, ROUND
from desktop_app.features.study.rules import day_number, day_text, entry_lag, is_late_entry
from desktop_app.features.study.slice import SLICE
from desktop_app.features.study.words import SessionState
from desktop_app.ledger.declaration import Column, Condition, Ledger, Part, Section, View
from desktop_app.ledger.steps import Step, Steps
from desktop_app.people import rules_table


def rate(due: int | None, present: int | None, _today: date) -> str:
    """到会率 of two counts."""
    return f"{present / due:.1%}" if due and present is not None else ""


def lag(on_day: str, entered_on: str | None, _today: date) -> str:
    """How long after the event it was entered: never hidden (S17)."""
    days = entry_lag(on_day, entered_on)
    return f"补录 {days} 天" if is_late_entry(on_day, entered_on) else f"{days} 天" if entered_on else ""


def _named(value: Any, _today: date) -> str:
    return "未到人" if value else ""


def _day(value: Any, _today: date) -> str:
    return day_text(value) if value else ""


def _late(today: date) -> Node:
    return SQL("julianday(entered_on) - julianday(on_day) > ?", (rules_table.value("study_entry_days", today),))


def _overdue(today: date) -> Node:
    return SQL("owed = 1") & (Attendance.day < day_number(_before(today, rules_table.value("makeup_days", today))))


def _before(today: date, days: int) -> str:
    return date.fromordinal(today.toordinal() - days).isoformat()


def _without_evidence(_today: date) -> Node:
    return SQL('"t1"."id" NOT IN (SELECT x_id FROM record_file WHERE x_table = \'study_session\')')


def _away() -> Node:
    return Attendance.owed.is_null(False)


KINDS = Ledger(
    key="study_kinds",
    title="会议类型",
    unit="种",
    record=StudyKind,
    slice=SLICE,
    columns=tuple(
        Column(name)
        for name in (
            "name",
            "duty",
            "audience",
            "needs_speaker",
            "needs_decision",
            "is_training",
            "in_use",
            "seq",
            "remark",
        )
    ),
    searched=("name",),
    form=(
        Section(
            "类型",
            ("name", "duty", "audience", "needs_speaker", "needs_decision", "is_training", "in_use", "seq", "remark"),
        ),
    ),
    order=(("seq", False),),
    icon="list",
    empty="这里是会议和学习的类型。可以新增本单位自己的类型。",
)

PARTS = Ledger(
    key="session_parts",
    title="同场续会",
    unit="项",
    record=SessionPart,
    slice=SLICE,
    columns=tuple(Column(name) for name in ("seq", "kind", "title", "speaker", "speaker_name", "leader_level")),
    searched=("title",),
    form=(
        Section(
            "续会",
            (
                "session",
                "seq",
                "kind",
                "title",
                "topic",
                "speaker",
                "speaker_name",
                "is_lecturer_team",
                "leader_level",
                "guest_org",
            ),
        ),
        Section("记录", ("content", "remarks", "dissent", "decision")),
    ),
    order=(("seq", False),),
    numbered={"seq": "session"},
    icon="list",
    empty="一次开会接着上党课的，在这里加一项：各算各的次数，签到和学时只记一次。",
)

ABSENCES = Ledger(
    key="absences",
    title="补课",
    unit="人次",
    record=Attendance,
    slice=SLICE,
    is_typed_in=False,
    columns=(
        Column("member"),
        Column("org"),
        Column("on", label="会议日期", needs=("day",), compute=_day, sorts_by="day", align="center", width=11),
        Column("session"),
        Column("status"),
        Column("reason"),
        Column("approver"),
        Column("makeup_on"),
        Column("makeup_how"),
        Column("makeup_by"),
        Column("hours", hidden=True),
    ),
    searched=(),
    form=(
        Section(
            "缺席",
            ("member", "org", "session", "status", "reason", "approver"),
            read_only=frozenset(("member", "org", "session")),
        ),
        Section("补课", ("makeup_on", "makeup_how", "makeup_by")),
    ),
    views=(
        View("待补课", (Condition("owed", "是", (1,)),), hint="还没有补课记录的；只有填了补课日期才会从这里消失"),
        View("超过30天未补", where=_overdue, hint="会后30天仍没有补课"),
        View("已补课", (Condition("owed", "是", (0,)),)),
    ),
    base=_away,
    order=(("on", True), ("org", False)),
    org_field="org",
    deletes=False,
    validate=entry.check_absence,
    needs=lambda values, _office: ("makeup_how",) if values.get("makeup_on") else (),
    actions=(acts.MAKE_UP,),
    icon="users",
    empty="没有要补课的党员。",
)

SESSIONS = Ledger(
    key="study",
    title="会议与学习",
    unit="场",
    record=StudySession,
    slice=SLICE,
    columns=(
        Column("on_day"),
        Column("org"),
        Column("kind"),
        Column("title"),
        Column("host"),
        Column("due_n"),
        Column("present_n"),
        Column("rate", label="到会率", needs=("due_n", "present_n"), compute=rate, align="right", width=8),
        Column("hours"),
        Column("state"),
        Column("lag", label="录入", needs=("on_day", "entered_on"), compute=lag, width=10, tones={}),
        Column("start_at", hidden=True),
        Column("place", hidden=True),
        Column("speaker", hidden=True),
        Column("leader_level", hidden=True),
        Column("topic", hidden=True),
        Column("recorder", hidden=True),
        Column("absent_n", hidden=True),
        Column("named", label="签到", needs=("heads_only",), compute=_named, hidden=True, width=8),
        Column("entered_on", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("title", "place", "speaker_name"),
    form=(
        Section(
            "会议",
            (
                "kind",
                "org",
                "group",
                "title",
                "topic",
                "on_day",
                "start_at",
                "end_at",
                "until_on",
                "place",
                "host",
                "recorder",
                "observers",
                "hours",
            ),
        ),
        Section("主讲", ("speaker", "speaker_name", "is_lecturer_team", "leader_level", "guest_org")),
        Section(
            "出席", ("due_n", "present_n", "absent_n", "heads_only", "is_exempting"), read_only=frozenset(("absent_n",))
        ),
        Section(
            "记录",
            ("agenda", "content", "remarks", "dissent", "decision", "votes_for", "votes_against", "votes_abstain"),
        ),
        Section("归档", ("state", "entered_on", "remark"), read_only=frozenset(("state", "entered_on"))),
    ),
    views=(
        View("没有签到", (Condition("due_n", "为空"),), hint="还没有录签到的会议"),
        View("未到人", (Condition("heads_only", "是", (True,)),), hint="支部只报了人数，没有名单，不计个人学时"),
        View("未归档", (Condition("state", "不是", (SessionState.ARCHIVED,)),)),
        View("补录", where=_late, hint="会后超过7天才录入的"),
        View("缺佐证", where=_without_evidence, hint="没有签到表、照片等附件的会议"),
        View("领导讲党课", (Condition("leader_level", "是", ("中心班子成员",)),)),
    ),
    order=(("on_day", True), ("org", False)),
    org_field="org",
    creates=entry.create_session,
    validate=entry.check_session,
    needs=entry.session_needs,
    actions=acts.SESSION_ACTIONS,
    parts=(Part("同场续会", PARTS, "session"), Part("未到与补课", ABSENCES, "session", empty="没有要补课的党员。")),
    steps=Steps(
        "state",
        (
            Step(
                "归档",
                (SessionState.DRAFT, SessionState.RETURNED),
                SessionState.ARCHIVED,
                refuses=entry.refuses_archive,
            ),
            Step("退回", (SessionState.ARCHIVED,), SessionState.RETURNED, opinion=True),
        ),
        since="on_day",
    ),
    offers=SESSION_OFFERS,
    imports=IMPORTS,
    round=ROUND,
    icon="book",
    empty="这里还没有会议和学习。新增一场，或收回支部填好的月报。",
)
