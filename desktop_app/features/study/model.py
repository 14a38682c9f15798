"""The study ledger's records (domain.md §3): sessions with their parts and attendance, plan, lecturers, hours by other ways.

Collections, dossiers, appraisals and places are model_more.py's. Tables are schema.py's.
"""

import re

from desktop_app.features.study.words import Audience, Duty, LeaderLevel, MakeupHow, Origin, SessionState, Status
from desktop_app.people.chart import BRANCHES
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.people.words import Line, MemberKind, OrgLevel
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, Text
from desktop_app.storage.kind import plain_text
from desktop_app.storage.numbers import Hours, Number
from desktop_app.storage.record import Record

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:：点时.](\d{1,2})?分?|(\d\d))?")


class TimeOfDay(Text):
    """A time of day, '09:30'; 930, 9点, 9：30 are read too."""

    align = "center"
    width = 7
    sort = "plain"

    def read(self, typed: object) -> str:
        found = _CLOCK.fullmatch(plain_text(typed))
        minute = int(found[2] or found[3] or 0) if found else 60
        if not found or minute > 59:
            raise ValueError(f"{self.label}看不懂：{typed}，例如 9:30")
        return f"{int(found[1]):02d}:{minute:02d}"


class StudyKind(Record):
    """A kind of session; the clerk may add some (S2). `duty` says what of 三会一课 it counts for."""

    name = Text("类型", required=True, width=12)
    duty = Choice("计入", Duty, width=12)
    audience = Choice("应到范围", Audience, required=True, default=Audience.ALL)
    needs_speaker = Flag("要有主讲人", width=9)
    needs_decision = Flag("要有决议", width=8)
    is_training = Flag("集中培训", width=8)
    in_use = Flag("在用", default=True)
    seq = Number("次序", required=True, default=50)
    remark = LongText("备注")

    class Meta:
        table_name = "study_kind"


class StudyTopic(Record):
    """A 专题 of a year's plan."""

    year = Number("年度", required=True)
    seq = Number("次序", required=True, default=0)
    title = Text("专题", required=True, width=24)
    from_on = FullDate("开始")
    until_on = FullDate("完成期限", not_before="from_on")
    remark = LongText("备注")

    class Meta:
        table_name = "study_topic"


class StudyDuty(Record):
    """What a kind of branch does for a 专题, and how (分类指导). Empty line or kind means any."""

    topic = Reference("专题", StudyTopic, column_name="topic_id", shown_by="title", required=True)
    line = Choice("条线", Line)
    member_kind = Choice("人员类型", MemberKind)
    content = LongText("学习内容", required=True)
    manner = Text("方式", required=True, width=16)

    class Meta:
        table_name = "study_duty"


class StudySession(Record):
    """A gathering with its first part; further parts are SessionPart's. Counts follow the attendance unless `heads_only`."""

    kind = Reference("类型", StudyKind, column_name="kind_id", required=True, width=12)
    org = Org("组织", required=True)
    title = Text("主题", required=True, width=26)
    topic = Reference("专题", StudyTopic, column_name="topic_id", shown_by="title", width=16)
    on_day = FullDate("日期", required=True)
    until_on = FullDate("结束日期", hint="只有一天的不用填")
    start_at = TimeOfDay("开始时间")
    end_at = TimeOfDay("结束时间")
    place = Text("地点", width=14)
    host = Member("主持人", column_name="host_id")
    recorder = Member("记录人", column_name="recorder_id")
    speaker = Member("主讲人", column_name="speaker_id")
    speaker_name = Text("外请主讲人")
    is_lecturer_team = Flag("讲师团主讲", width=9)
    leader_level = Choice("讲课领导职级", LeaderLevel, width=12)
    guest_org = Org("主讲支部", column_name="guest_org_id", levels=BRANCHES)
    group = Org("党小组", column_name="group_id", levels=(OrgLevel.GROUP,))
    agenda = LongText("议题")
    content = LongText("内容")
    remarks = LongText("发言要点")
    dissent = LongText("不同意见")
    decision = LongText("决议")
    votes_for = Number("赞成")
    votes_against = Number("反对")
    votes_abstain = Number("弃权")
    observers = Text("列席")
    hours = Hours("学时")
    due_n = Number("应到", width=6)
    present_n = Number("实到", width=6)
    absent_n = Number("未到", width=6)
    heads_only = Flag("只报人数", width=8, hint="支部只报了人数，没有名单：标“未到人”，不计个人学时")
    is_exempting = Flag("选举或发展党员表决", width=12, hint="经批准不计入应到会的党员，只在这两种会上不计")
    state = Choice(
        "状态",
        SessionState,
        required=True,
        default=SessionState.DRAFT,
        tones={SessionState.DRAFT: "note", SessionState.ARCHIVED: "good", SessionState.RETURNED: "warn"},
    )
    entered_on = FullDate("录入日期")
    remark = LongText("备注")

    class Meta:
        table_name = "study_session"


class SessionPart(Record):
    """A further part of a gathering (a 党课 after a 党员大会): counts for its kind; attendance and hours are the gathering's (S22)."""

    session = Reference("会议", StudySession, column_name="session_id", shown_by="title", required=True)
    seq = Number("次序", required=True, default=2)
    kind = Reference("类型", StudyKind, column_name="kind_id", required=True, width=12)
    title = Text("主题", required=True, width=24)
    topic = Reference("专题", StudyTopic, column_name="topic_id", shown_by="title")
    speaker = Member("主讲人", column_name="speaker_id")
    speaker_name = Text("外请主讲人")
    is_lecturer_team = Flag("讲师团主讲")
    leader_level = Choice("讲课领导职级", LeaderLevel)
    guest_org = Org("主讲支部", column_name="guest_org_id", levels=BRANCHES)
    content = LongText("内容")
    remarks = LongText("发言要点")
    dissent = LongText("不同意见")
    decision = LongText("决议")

    class Meta:
        table_name = "session_part"


class Attendance(Record):
    """One person at one session, with the branch of that day (S4, S5). `day` and `credit_day` are 20161231.

    `credit_day`, `hours` and `owed` follow before every commit (slice.py): `owed` is 1 for an absence not made up, 0 for one that
    is, empty for who was there.
    """

    session = Reference("会议", StudySession, column_name="session_id", shown_by="title", required=True, width=26)
    member = Member("姓名", required=True)
    org = Org("当日支部", required=True)
    day = Number("日期", required=True)
    status = Choice(
        "情况",
        Status,
        required=True,
        tones={
            Status.PRESENT: "good",
            Status.DELIVERED: "good",
            Status.LEAVE: "note",
            Status.ON_DUTY: "note",
            Status.ABSENT: "bad",
        },
    )
    credit_day = Number("计学时日期")
    hours = Hours("计入学时", required=True, default=0)
    reason = Text("事由", width=14)
    approver = Text("准假人")
    makeup_on = FullDate("补课日期")
    makeup_how = Choice("补课方式", MakeupHow)
    makeup_by = Text("补课人")
    owed = Number("待补课")

    class Meta:
        table_name = "attendance"


class HourCredit(Record):
    """Hours that come otherwise than from a session: a contest, a training elsewhere."""

    member = Member("姓名", required=True)
    on_day = FullDate("日期", required=True, past=True)
    hours = Hours("学时", required=True)
    title = Text("学习内容", required=True, width=26)
    source_table = Text("来源表")
    source_id = Number("来源编号")
    remark = LongText("备注")

    class Meta:
        table_name = "hour_credit"


class Lecturer(Record):
    """A member of the 讲师团, for a term."""

    member = Member("姓名", required=True)
    origin = Choice("来源", Origin, required=True)
    from_on = FullDate("聘期起", required=True)
    until_on = FullDate("聘期止", not_before="from_on")
    topics = LongText("课题")
    remark = LongText("备注")

    class Meta:
        table_name = "lecturer"
