"""The study ledger's other records: collections with scores, dossiers, 民主评议, 谈心谈话, 阵地 (domain.md §3)."""

from desktop_app.features.study.words import Award, Grade, PlaceKind, Platform, Retention, TalkPair, WorkKind
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, PartialDate, Text
from desktop_app.storage.numbers import Hours, Number
from desktop_app.storage.record import Record


class Collection(Record):
    """A 征集活动. `criteria`: 内容60 语言20 书写20 (weights sum to 100); `quotas`: 一等奖3 二等奖6 …."""

    name = Text("名称", required=True, width=26)
    kind = Choice("类型", WorkKind, required=True)
    open_on = FullDate("开始", required=True)
    close_on = FullDate("截止", required=True)
    criteria = Text("评分项", width=24, hint="例如：内容60 语言20 书写20，合计 100")
    quotas = Text("名额", width=24, hint="例如：一等奖3 二等奖6 三等奖10")
    remark = LongText("备注")

    class Meta:
        table_name = "collection"


class Submission(Record):
    """A work handed in, with the author's branch of that day; `mean` (tenths) and `place` follow from the scores."""

    collection = Reference("征集活动", Collection, column_name="collection_id", required=True, width=22)
    seq = Number("编号")
    title = Text("题目", required=True, width=24)
    author = Member("作者", column_name="author_id", required=True)
    org = Org("作者支部")
    size = Number("字数或页数", width=9)
    received_on = FullDate("收件日期", required=True, past=True)
    is_original = Flag("原创")
    mean = Hours("平均分")
    place = Number("名次")
    grade = Choice("等次", Award)
    remark = LongText("备注")

    class Meta:
        table_name = "submission"


class Score(Record):
    """One judge's score of one work: points by criterion (55 18 17) and their sum in tenths. A judge never scores the own branch."""

    submission = Reference("作品", Submission, column_name="submission_id", shown_by="title", required=True)
    judge = Text("评委", required=True)
    judge_org = Org("评委支部", column_name="judge_org_id")
    parts = Text("分项得分", required=True, width=14, hint="按评分项的次序，空格隔开：55 18 17")
    total = Hours("总分", required=True, default=0)

    class Meta:
        table_name = "score"


class Dossier(Record):
    """A 卷宗."""

    year = Number("年度", required=True)
    no = Text("卷号", required=True, width=8)
    title = Text("卷名", required=True, width=24)
    keeper = Text("责任人")
    retention = Choice("保管期限", Retention)
    place = Text("存放位置", width=14)
    remark = LongText("备注")

    class Meta:
        table_name = "dossier"


class DossierItem(Record):
    """A numbered piece of a dossier. What record it is of, a link says; its scan is its attachment."""

    dossier = Reference("卷宗", Dossier, column_name="dossier_id", shown_by="title", required=True)
    seq = Number("件号", required=True)
    title = Text("题名", required=True, width=26)
    doc_no = Text("文号")
    author = Text("责任者")
    dated = PartialDate("日期")
    pages = Number("页数")
    remark = LongText("备注")

    class Meta:
        table_name = "dossier_item"


class Appraisal(Record):
    """民主评议 of one member in one year."""

    year = Number("年度", required=True)
    member = Member("姓名", required=True)
    org = Org("党支部", required=True)
    self_grade = Choice("自评", Grade)
    v_excellent = Number("优秀票")
    v_good = Number("合格票")
    v_basic = Number("基本合格票", width=9)
    v_bad = Number("不合格票", width=8)
    opinion = LongText("支部意见")
    grade = Choice(
        "等次",
        Grade,
        required=True,
        tones={Grade.EXCELLENT: "good", Grade.BASIC: "warn", Grade.BAD: "bad"},
    )
    fed_back_on = FullDate("反馈日期", past=True)

    class Meta:
        table_name = "appraisal"


class Talk(Record):
    """A 谈心谈话 between two."""

    on_day = FullDate("日期", required=True)
    a = Member("一方", column_name="a_id", required=True)
    b = Member("另一方", column_name="b_id", required=True)
    org = Org("党支部")
    pair = Choice("类别", TalkPair, required=True, width=12)
    notes = LongText("要点")

    class Meta:
        table_name = "talk"


class StudyPlace(Record):
    """A 阵地 with wall boards and visitors."""

    name = Text("名称", required=True, width=18)
    kind = Choice("类型", PlaceKind, required=True)
    org = Org("党组织")
    address = Text("位置", width=18)
    keeper = Text("负责人")
    opened_on = FullDate("启用日期", past=True)
    seats = Number("座位")
    remark = LongText("备注")

    class Meta:
        table_name = "study_place"


class WallBoard(Record):
    """A board on the wall: its text as it hangs, by version."""

    study_place = Reference("阵地", StudyPlace, column_name="place_id", required=True)
    title = Text("版面", required=True, width=16)
    version = Number("版次", required=True, default=1)
    up_on = FullDate("上墙日期")
    down_on = FullDate("撤下日期", not_before="up_on")
    body = LongText("文字", required=True)

    class Meta:
        table_name = "wall_board"


class PlaceVisit(Record):
    """Who came to see a place; `is_estimate` marks 约."""

    study_place = Reference("阵地", StudyPlace, column_name="place_id", required=True)
    on_day = FullDate("日期", required=True, past=True)
    visitors = Text("来访单位或人员", required=True, width=20)
    heads = Number("人数")
    is_estimate = Flag("约数")
    purpose = Text("事由", width=16)

    class Meta:
        table_name = "place_visit"


class StudyGroup(Record):
    """A branch's study group on some platform; what is said in it and its account number have no field (S20)."""

    name = Text("群名", required=True, width=16)
    org = Org("党组织", required=True)
    platform = Choice("平台", Platform, required=True)
    keeper = Member("管理员", column_name="keeper_id")
    size = Number("人数")
    checked_on = FullDate("最近检查", past=True)
    remark = LongText("备注")

    class Meta:
        table_name = "study_group"
