"""The records of the problem lists: lists (份), their items (条), what was done about them, inspections, 后进党组织整顿 (domain.md §6)."""

from desktop_app.features.problems.words import (
    INSPECTION_TONES,
    ITEM_TONES,
    LIST_TONES,
    MARK_TONES,
    RECTIFY_TONES,
    Aspect,
    Domain,
    FixType,
    InspectionKind,
    InspectionState,
    ItemState,
    ListKind,
    ListState,
    LookBack,
    Mark,
    PublicView,
    RectifyState,
    Source,
)
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, Text
from desktop_app.storage.numbers import Number
from desktop_app.storage.record import Record


class ProblemList(Record):
    """One list (份) of an organisation or of a member, whose branch of that day it keeps. `title` is derived, for search and papers."""

    title = Text("清单", width=26)
    kind = Choice("类型", ListKind, required=True, default=ListKind.ORG)
    org = Org("责任党组织", required=True)
    member = Member("责任党员")
    batch = Text("批次", required=True, width=14)
    made_on = FullDate("制定日期", required=True)
    reviewer = Text("审核人")
    reviewed_on = FullDate("审核日期", not_before="made_on", past=True)
    state = Choice("状态", ListState, required=True, default=ListState.DRAFT, tones=LIST_TONES)
    remark = LongText("备注")

    class Meta:
        table_name = "problem_list"


class ProblemItem(Record):
    """One problem (条). A member's own has the member as `member` and owner.

    One that a visit or an inspection raised may stand in no list; one in a list answers to its organisation.
    """

    desc = LongText("问题描述", required=True, width=28)
    list = Reference("所属清单", ProblemList, column_name="list_id", shown_by="title", width=24)
    seq = Number("序号", width=5)
    org = Org("责任党组织")
    member = Member("责任党员")
    aspect = Choice("对应方面", Aspect)
    domain = Choice("领域", Domain)
    source = Choice("来源", Source, required=True, default=Source.SELF)
    is_major = Flag("重要问题")
    found_on = FullDate("提出日期", hint="不填就是清单的制定日期，或今天")
    measures = LongText("整改措施", width=24)
    lead = Member("责任领导", column_name="lead_id")
    owner = Member("责任人", column_name="owner_id")
    dept = Text("责任部门")
    fix_type = Choice("整改类型", FixType, required=True, default=FixType.IN_TIME)
    due_on = FullDate("整改时限", hint="长期坚持的写复查日期")
    ext_to = FullDate("延期至")
    ext_reason = Text("延期理由")
    ext_approver = Text("延期批准人")
    evidence = LongText("整改情况和佐证", hint="有照片、文件的，拖到记录栏的附件里")
    done_on = FullDate("完成时间", not_before="found_on", past=True)
    verifier = Member("验收人", column_name="verifier_id")
    verdict = LongText("验收意见")
    public_view = Choice("群众评价", PublicView)
    closed_on = FullDate("销号日期")
    look_back_on = FullDate("回头看日期")
    look_back = Choice("回头看结果", LookBack)
    reopened = Number("反弹次数", required=True, default=0, width=8)
    state = Choice("状态", ItemState, required=True, default=ItemState.OPEN, tones=ITEM_TONES)
    remark = LongText("备注")

    class Meta:
        table_name = "problem_item"


class ItemProgress(Record):
    """One dated line of what was done about an item; lines are added, not changed."""

    item = Reference("问题", ProblemItem, column_name="item_id", shown_by="desc", required=True)
    on = FullDate("日期", required=True, column_name="on_day", past=True)
    text = LongText("整改情况", required=True)

    class Meta:
        table_name = "item_progress"


class ItemExtension(Record):
    """One extension: the date it had, the date it got, why and by whom."""

    item = Reference("问题", ProblemItem, column_name="item_id", shown_by="desc", required=True)
    on = FullDate("批准日期", required=True, column_name="on_day")
    old_due = FullDate("原时限", required=True)
    new_due = FullDate("延期至", required=True)
    reason = Text("延期理由", required=True)
    approver = Text("批准人", required=True)

    class Meta:
        table_name = "item_extension"


class Inspection(Record):
    """One organisation inspected in one round, by the centre (四位一体, 定期督导) or by those above (上级检查)."""

    title = Text("督查", required=True, width=24)
    kind = Choice("类别", InspectionKind, required=True, default=InspectionKind.FOURFOLD)
    round_no = Number("轮次", width=6)
    org = Org("被查党组织", required=True)
    planned_on = FullDate("计划日期")
    on = FullDate("督查日期", column_name="on_day")
    team = Text("督查组", width=14)
    from_unit = Text("检查单位", width=14)
    s_discipline = Choice("组织纪律", Mark, tones=MARK_TONES)
    discipline_note = Text("组织纪律情况")
    s_attitude = Choice("服务态度", Mark, tones=MARK_TONES)
    attitude_note = Text("服务态度情况")
    s_efficiency = Choice("工作效率", Mark, tones=MARK_TONES)
    efficiency_note = Text("工作效率情况")
    s_contact = Choice("联系群众", Mark, tones=MARK_TONES)
    contact_note = Text("联系群众情况")
    docs = LongText("查阅资料")
    opinion = LongText("督查意见", width=24)
    fed_back_on = FullDate("反馈日期", not_before="on", past=True)
    due_on = FullDate("整改限期", not_before="on")
    state = Choice("进度", InspectionState, required=True, default=InspectionState.PLANNED, tones=INSPECTION_TONES)
    remark = LongText("备注")

    class Meta:
        table_name = "inspection"


class Rectification(Record):
    """后进（软弱涣散）党组织整顿 of one organisation: 先整顿到位、再开展学习教育."""

    org = Org("党组织", required=True)
    situation = LongText("认定情形", required=True, width=24)
    found_on = FullDate("认定日期", required=True)
    plan = LongText("整顿方案", width=24)
    lead = Member("联系领导", column_name="lead_id")
    due_on = FullDate("整顿时限", required=True)
    result = LongText("整顿成效")
    accepted_by = Text("上级验收单位")
    accepted_on = FullDate("验收日期", not_before="found_on", past=True)
    closed_on = FullDate("销号日期")
    state = Choice("进度", RectifyState, required=True, default=RectifyState.RUNNING, tones=RECTIFY_TONES)
    remark = LongText("备注")

    class Meta:
        table_name = "rectification"
