"""The records of the 创新工作室: its rules, place and people, and its three kinds of support (I11)."""

from desktop_app.features.innovation.model import Project
from desktop_app.features.innovation.words import CoachingKind, SupportKind
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.storage.numbers import Hours, Money, Number
from desktop_app.storage.record import Record


class Studio(Record):
    """A studio: where it is, who leads it, by which rules."""

    name = Text("工作室名称", required=True, width=22)
    org = Org("挂靠党组织", required=True)
    place = Text("场所", width=18)
    founded_on = FullDate("成立日期", required=True, past=True)
    leader = Member("负责人", column_name="leader_id")
    rules = LongText("制度")
    equipment = LongText("设备设施")
    named_by = Text("命名单位和文号", width=18)
    remark = LongText("备注")

    class Meta:
        table_name = "studio"


class StudioPerson(Record):
    """Somebody who works in a studio."""

    studio = Reference("工作室", Studio, column_name="studio_id", required=True, width=20)
    member = Member("党员", required=True)
    duty = Text("分工", required=True)
    from_on = FullDate("起", required=True)
    to_on = FullDate("止", not_before="from_on")

    class Meta:
        table_name = "studio_person"


class Coaching(Record):
    """One trainee of a training or of a 师带徒 pair: the first kind of support."""

    studio = Reference("工作室", Studio, column_name="studio_id", required=True, width=20)
    kind = Choice("方式", CoachingKind, required=True, default=CoachingKind.PAIRED)
    topic = Text("内容", required=True, width=20)
    teacher = Member("师傅", column_name="teacher_id")
    teacher_name = Text("外请老师")
    member = Member("学员")
    trainee_name = Text("学员（群众）")
    from_on = FullDate("开始", required=True)
    to_on = FullDate("结束", not_before="from_on")
    hours = Hours("学时")
    result = Text("结果", width=16)

    class Meta:
        table_name = "coaching"


class StudioSupport(Record):
    """Help with a project's trial, use or application: the second kind of support."""

    studio = Reference("工作室", Studio, column_name="studio_id", required=True, width=20)
    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    kind = Choice("方式", SupportKind, required=True, default=SupportKind.APPLICATION)
    on = FullDate("日期", required=True, column_name="on_day")
    what = Text("支持内容", required=True, width=24)
    result = Text("结果", width=16)

    class Meta:
        table_name = "studio_support"


class StudioFund(Record):
    """The yearly fund: allotted − spent = left. The third kind of support."""

    studio = Reference("工作室", Studio, column_name="studio_id", required=True, width=20)
    year = Number("年度", required=True, width=7)
    title = Text("专项经费", width=22)
    allotted = Money("拨付（元）", required=True)
    source = Text("来源", width=14)
    spent = Money("已用（元）", required=True, default=0)
    remaining = Money("结余（元）", required=True, default=0)
    remark = LongText("备注")

    class Meta:
        table_name = "studio_fund"


class FundExpense(Record):
    """What the fund was spent on."""

    fund = Reference("专项经费", StudioFund, column_name="fund_id", shown_by="title", required=True, width=22)
    on = FullDate("日期", required=True, column_name="on_day")
    what = Text("用途", required=True, width=20)
    amount = Money("金额（元）", required=True)
    voucher = Text("凭证号")

    class Meta:
        table_name = "fund_expense"
