"""The records of the visits: homes and crews, visits, appeals, 慰问, 稳定排查 rounds, 思想动态 rounds, 攻坚任务 (domain.md §7).

What §7 says not to record has no field here: no identity numbers, health, religion, income, children, petition history of residents.
"""

from collections.abc import Mapping

from desktop_app.features.visits import rules
from desktop_app.features.visits.words import (
    AppealKind,
    AppealState,
    Fund,
    Hardship,
    Manner,
    Mode,
    Outcome,
    Satisfaction,
    Shift,
    Topic,
    Urgency,
    VisitKind,
)
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, Choices, Flag, FullDate, LongText, PersonName, Phone, Text
from desktop_app.storage.kind import Tone, plain_text
from desktop_app.storage.numbers import Money, Number
from desktop_app.storage.record import Record

_SATISFACTION_TONES: Mapping[str, Tone] = {"满意": "good", "基本满意": "good", "不满意": "bad"}


_LIVED = ("有人", "有人住", "有人居住", "入住", "已入住", "在住", "常住", "自住", "出租")
_EMPTY = ("空置", "空", "空户", "无人", "无人住", "没人", "没人住", "未入住")


class Address(Text):
    """A home in one cell, read into the one spelling; what can't be told is refused with how to write it."""

    def read(self, typed: object) -> str:
        return rules.address(super().read(typed)).told()


class Counted(Text):
    """One of the numbers of an address: 2号楼 stands before 10号楼."""

    sort = "number"


class Lived(Flag):
    """Whether somebody lives there, as registers say it."""

    def read(self, typed: object) -> bool:
        said = plain_text(typed)
        return said in _LIVED if said in _LIVED + _EMPTY else super().read(typed)


class Household(Record):
    """One home: 小区, 楼, 单元, 号 and nothing else that is required. Name and phone only where a promised reply needs them."""

    title = Address("家庭户", width=18)
    estate = Text("小区", width=12, hint="小区、楼栋、门牌要写全")
    building = Counted("楼栋", width=6)
    unit = Counted("单元", width=6)
    door = Counted("门牌", width=7)
    occupied = Lived("有人居住", default=True)
    contact_name = PersonName("户主姓名", hint="只在要回复时写，回访满 90 天自动清除")
    contact_phone = Phone("联系电话", hint="只在要回复时写，回访满 90 天自动清除")
    remark = Text("备注")

    class Meta:
        table_name = "household"


class Crew(Record):
    """One work crew."""

    name = Text("班组", required=True, width=16)
    org = Org("所在党支部", required=True)
    heads = Number("人数")
    disbanded_on = FullDate("撤销日期")
    remark = Text("备注")

    class Meta:
        table_name = "crew"


class Sweep(Record):
    """One 稳定排查 round: every occupied home is to be met once between its days."""

    title = Text("排查轮次", required=True, width=20)
    from_on = FullDate("开始日期", required=True)
    to_on = FullDate("结束日期", required=True, not_before="from_on")
    remark = LongText("备注")

    class Meta:
        table_name = "sweep"


class Visit(Record):
    """One visit to a crew or to a home (exactly one of them)."""

    code = Text("编号", width=12, hint="不填自动编号；手工单上的号码写在这里")
    kind = Choice("类型", VisitKind, required=True, default=VisitKind.HOME)
    on = FullDate("日期", required=True, column_name="on_day")
    org = Org("走访党组织", required=True)
    visitor = Member("走访人", column_name="visitor_id", required=True)
    companion = Member("同行人", column_name="companion_id")
    others = Text("其他走访人")
    alone_reason = Text("一人走访的原因")
    crew = Reference("班组", Crew, column_name="crew_id")
    household = Reference("家庭户", Household, column_name="household_id", shown_by="title", width=18)
    mode = Choice("方式", Mode, required=True, default=Mode.DOOR)
    outcome = Choice(
        "结果", Outcome, required=True, default=Outcome.MET, tones={"见到": "good", "未遇": "warn", "婉拒": "warn"}
    )
    topics = Choices("宣讲内容", Topic)
    leaflets = Number("资料份数")
    summary = LongText("摘要", width=24, hint="不超过 200 字，不写居民的证件号、病情、收入")
    has_appeal = Flag("有诉求")
    sweep = Reference("排查轮次", Sweep, column_name="sweep_id", shown_by="title")

    class Meta:
        table_name = "visit"


class Appeal(Record):
    """What was asked for on a visit, the promise, the result, and that it was told back."""

    text = LongText("诉求内容", required=True, width=26)
    visit = Reference("走访", Visit, column_name="visit_id", shown_by="code", required=True)
    kind = Choice("类别", AppealKind, required=True, default=AppealKind.REPAIR)
    urgency = Choice("紧急程度", Urgency, required=True, default=Urgency.USUAL, tones={"紧急": "bad", "一般": "note"})
    dept = Text("承办部门", required=True)
    due_on = FullDate("承诺时限", required=True)
    petition_no = Text("信访编号", hint="信访事项只记编号")
    result = LongText("办理结果", width=24)
    done_on = FullDate("办结日期")
    called_back_on = FullDate("回访日期")
    satisfaction = Choice("满意度", Satisfaction, tones=_SATISFACTION_TONES)
    state = Choice(
        "进度",
        AppealState,
        required=True,
        default=AppealState.OPEN,
        tones={"办理中": "warn", "待回访": "note", "已回访": "good"},
    )

    class Meta:
        table_name = "appeal"


class Condolence(Record):
    """慰问 of a member in hardship: money or goods, from which fund, signed for."""

    member = Member("党员", required=True)
    org = Org("党支部", required=True)
    hardship = Choice("困难类型", Hardship, required=True)
    on = FullDate("日期", required=True, column_name="on_day")
    by = Text("慰问人", required=True, column_name="by_whom")
    amount = Money("金额")
    goods = Text("物品")
    fund = Choice("资金来源", Fund, required=True, default=Fund.DUES)
    signed = Flag("已签收")
    remark = Text("备注")

    class Meta:
        table_name = "condolence"


class MoodRound(Record):
    """One 思想动态调研 round, always as totals: no field names a respondent."""

    title = Text("调研", required=True, width=20)
    from_on = FullDate("开始日期", required=True)
    to_on = FullDate("结束日期", required=True)
    manner = Choice("方式", Manner, required=True)
    units = Number("单位数", required=True)
    heads = Number("人数", required=True)
    satisfied = Number("满意人数")
    fairly = Number("基本满意人数")
    dissatisfied = Number("不满意人数")
    suggestions = LongText("意见建议")
    analysis = LongText("分析")

    class Meta:
        table_name = "mood_round"


class Concern(Record):
    """How many of a round cared about a topic."""

    round = Reference("调研", MoodRound, column_name="round_id", shown_by="title", required=True)
    topic = Text("关注的话题", required=True)
    heads = Number("人数", required=True)
    note = LongText("主要反映")

    class Meta:
        table_name = "concern"


class Task(Record):
    """One 攻坚任务 (大气污染防治 …)."""

    title = Text("攻坚任务", required=True, width=20)
    from_on = FullDate("开始日期", required=True)
    to_on = FullDate("结束日期", not_before="from_on")
    aim = LongText("目标")

    class Meta:
        table_name = "task"


class TaskDuty(Record):
    """What a unit has to do in a task."""

    task = Reference("任务", Task, column_name="task_id", shown_by="title", required=True)
    org = Org("责任单位", required=True)
    duty = LongText("职责", required=True)

    class Meta:
        table_name = "task_duty"


class TaskLog(Record):
    """One 跟班: a cadre at a site on a day, and whether its points were met."""

    task = Reference("任务", Task, column_name="task_id", shown_by="title", required=True)
    on = FullDate("日期", required=True, column_name="on_day", past=True)
    shift = Choice("班次", Shift, required=True, default=Shift.DAY)
    site = Text("地点", required=True)
    org = Org("责任单位", required=True)
    cadre = Member("跟班干部", column_name="cadre_id", required=True)
    covered = Flag("覆盖到位", default=True)
    sprayed = Flag("洒水到位", default=True)
    planted = Flag("植绿到位", default=True)
    note = LongText("情况")

    class Meta:
        table_name = "task_log"
