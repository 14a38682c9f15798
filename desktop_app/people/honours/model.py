"""The records of honours and publicity (domain.md §8, §2.5)."""

from desktop_app.people.fields import Member, Org
from desktop_app.people.honours.words import AwardGrade, AwardLevel, HonourKind, PlateReview, Tag
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, Text
from desktop_app.storage.numbers import Number
from desktop_app.storage.record import Record
from desktop_app.support import workdays


class Honour(Record):
    """One honouree in one batch: a member, an organisation or a post. `honouree` is how the paper calls it."""

    honouree = Text("荣誉对象", width=12, hint="党员、党组织会自动填；岗位写岗位名称")
    kind = Choice("荣誉类型", HonourKind, required=True, default=HonourKind.ROLE_MODEL)
    member = Member("党员")
    org = Org("推荐党组织", required=True)
    tag = Choice("四讲四有", Tag)
    batch = Text("批次", required=True, width=14)
    story = LongText("事迹", width=24)
    approved_on = FullDate("审批日期")
    notice_from = FullDate("公示开始")
    notice_to = FullDate("公示结束", hint=f"公示不少于 5 个工作日；{workdays.told_coverage()}")
    doc_no = Text("命名文号")
    remark = LongText("备注")

    class Meta:
        table_name = "honour"


class Award(Record):
    """One award of a member, an organisation, or a record of another ledger (`subject_table`, `subject_id`: a project)."""

    title = Text("奖项名称", required=True, width=20)
    level = Choice("级别", AwardLevel, required=True, default=AwardLevel.CENTRE)
    klass = Text("类别", width=12)
    grade = Choice("等次", AwardGrade, required=True, default=AwardGrade.NONE)
    winner = Text("获奖对象", width=16)
    member = Member("获奖党员")
    org = Org("获奖党组织")
    subject_table = Text("获奖项目所在台账")
    subject_id = Number("获奖项目")
    issuer = Text("颁奖单位")
    awarded_on = FullDate("获奖日期", required=True)
    remark = LongText("备注")

    class Meta:
        table_name = "award"


class MediaItem(Record):
    """One article about the centre's people; the clipping is attached."""

    title = Text("标题", required=True, width=22)
    outlet = Text("媒体", required=True, width=14)
    on = FullDate("刊发日期", required=True, column_name="on_day")
    page = Text("版面", width=8)
    headline = Flag("头条")
    author = Text("作者")
    words = Number("字数")
    member = Member("涉及党员")
    others = Text("其他涉及党员")
    org = Org("涉及党组织")
    remark = LongText("备注")

    class Meta:
        table_name = "media_item"


class PostPlate(Record):
    """One plate at a post (挂牌上岗、亮明身份) with the pledge of the member who keeps it."""

    post = Text("岗位", required=True, width=14)
    member = Member("党员", required=True)
    org = Org("党支部", required=True)
    pledge = LongText("承诺", required=True, width=26)
    up_on = FullDate("挂牌日期", required=True)
    down_on = FullDate("摘牌日期", not_before="up_on")
    reviewed_on = FullDate("复核日期")
    review = Choice("复核", PlateReview, tones={"保留": "good", "摘牌": "warn"})
    remark = LongText("备注")

    class Meta:
        table_name = "post_plate"
