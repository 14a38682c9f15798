"""The contest's records (domain.md §4); each field says its Chinese name once. Tables are schema.py's."""

from desktop_app.features.quiz.fields import Answer, Score
from desktop_app.features.quiz.words import (
    ContestState,
    Early,
    Form,
    Late,
    Level,
    Mode,
    MultiRule,
    Order,
    QuestionKind,
    QuestionState,
    RoundKind,
    StageName,
    Use,
    Version,
    Wrong,
)
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, Moment, Text
from desktop_app.storage.numbers import Hours, Number
from desktop_app.storage.record import Record

_KINDS = {
    "单选题": "单选", "单项选择": "单选", "单项选择题": "单选", "选择题": "单选", "多选题": "多选", "多项选择": "多选",
    "多项选择题": "多选", "不定项选择题": "多选", "判断题": "判断", "是非题": "判断", "对错题": "判断", "填空题": "填空",
    "简答题": "简答", "问答题": "简答", "论述题": "简答", "案例分析题": "简答",
}  # fmt: skip
_LEVELS = {
    "容易": "易", "简单": "易", "低": "易", "1": "易", "一般": "中", "中等": "中", "适中": "中", "2": "中", "困难": "难",
    "较难": "难", "高": "难", "3": "难",
}  # fmt: skip


class Source(Record):
    """A text that questions are drawn from, in one edition: 中国共产党章程（2022）. `valid_to` is its last day."""

    name = Text("文件（版本）", required=True, width=34, hint="同一文件的不同版本分开记，例如 中国共产党章程（2022）")
    valid_from = FullDate("施行日期")
    valid_to = FullDate("停止施行日期", width=12, not_before="valid_from")
    successor = Text("由何文件替代", width=34)
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_source"


class Question(Record):
    """One question of the bank. 已审 ones are drawn while they and their source are valid."""

    qtype = Choice("题型", QuestionKind, required=True, width=6, synonyms=_KINDS)
    stem = LongText("题干", required=True, width=40)
    opt_a = Text("选项A", width=16)
    opt_b = Text("选项B", width=16)
    opt_c = Text("选项C", width=16)
    opt_d = Text("选项D", width=16)
    opt_e = Text("选项E", width=16)
    opt_f = Text("选项F", width=16)
    answer = Answer(
        "正确答案", required=True, hint="选择题写字母；判断题写对或错；填空题各空用分号隔开，一空几种写法用竖线隔开"
    )
    score = Number("分值", required=True, default=1)
    level = Choice("难度", Level, required=True, default=Level.MIDDLE, width=6, synonyms=_LEVELS)
    topic = Text("知识点", width=10)
    source = Text("出处", width=32)
    article = Text("条款", width=10)
    valid_from = FullDate("有效期起")
    valid_to = FullDate("有效期止", not_before="valid_from")
    analysis = LongText("解析")
    use = Choice("用途", Use, required=True, default=Use.ANY, width=8)
    state = Choice(
        "状态",
        QuestionState,
        required=True,
        default=QuestionState.DRAFT,
        tones={"已审": "good", "草稿": "note", "停用": "warn"},
        synonyms={"审核通过": "已审", "已审核": "已审", "启用": "已审", "作废": "停用", "停止使用": "停用"},
    )
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_question"


class Contest(Record):
    """One contest, from the 初赛 to the certificates. `seed` settles every drawing of questions."""

    name = Text("竞赛名称", required=True, width=26)
    mode = Choice("赛制", Mode, required=True, default=Mode.TEAMS)
    base_score = Number("基础分", required=True, default=100)
    host = Text("主办单位", width=18)
    held_from = FullDate("开始日期")
    held_to = FullDate("结束日期", not_before="held_from")
    seed = Number("抽题种子", required=True, default=1, hint="同一种子抽出同样的题，便于复核")
    hours = Hours("计入学时", hint="每名参赛者记入学习台账的学时")
    state = Choice(
        "状态",
        ContestState,
        required=True,
        default=ContestState.PREPARING,
        tones={
            "筹备": "note", "已抽题": "note", "初赛": "warn", "复赛": "warn", "决赛": "warn", "进行中": "warn", "已结束": "good",
        },
    )  # fmt: skip
    credited_on = FullDate("学时记入日期")
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_contest"


class Stage(Record):
    """初赛, 复赛 or 决赛: written by papers or live by rounds. With several `heats` (场次) the quota counts for each."""

    contest = Reference("竞赛", Contest, column_name="contest_id", shown_by="name", required=True)
    stage = Choice("阶段", StageName, required=True)
    form = Choice("形式", Form, required=True, default=Form.WRITTEN)
    title = Text("名称", required=True, width=22)
    on = FullDate("日期", column_name="on_day")
    place = Text("地点", width=14)
    heats = Number("场次", required=True, default=1)
    promote_n = Number("晋级名额", required=True, default=1, hint="分几场时，每场晋级的名额")
    tie_rule = Text("并列规则", width=20, hint="依次写，例如 一号选手、加试、抽签")
    paper_plan = LongText("笔试题量", hint="例如 单选40×1；多选20×2；判断10×1；填空5×2")
    minutes = Number("考试分钟")
    papers = Number("试卷份数", required=True, default=1, hint="几份卷子成绩相加")
    multi_rule = Choice("多选计分", MultiRule, required=True, default=MultiRule.ALL)
    topics = Text("只用知识点", width=16, hint="几个用顿号隔开，空着不限")
    mix = Text("难度比例", width=16, hint="例如 易5中3难2，空着不限")
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_stage"


class Round(Record):
    """One round of a live stage and its rules."""

    stage = Reference("阶段", Stage, column_name="stage_id", shown_by="title", required=True)
    seq = Number("序号", required=True, default=1, width=5)
    kind = Choice("环节", RoundKind, required=True)
    title = Text("环节名称", width=14)
    questions = Number("题数", required=True, default=1, hint="必答、风险是每方几题；抢答、加试、观众题是共几题")
    points = Text("分值", required=True, default="10", hint="一种写 10，几种写 10/20/30")
    seconds = Text("限时（秒）", required=True, default="30", hint="一种写 30，随分值不同写 30/60/90")
    wrong = Choice("答错", Wrong, required=True, default=Wrong.NOTHING)
    wrong_points = Number("定扣分", required=True, default=0)
    late = Choice("超时", Late, required=True, default=Late.NOTHING)
    partial = Flag("可部分得分")
    fouls = Text("犯规扣分", width=14, hint="依次写第一、二、三次：10/20/出局")
    early = Choice("抢跑以后", Early, required=True, default=Early.OTHERS)
    start_within = Number("几秒内开始答")
    order_by = Choice("次序", Order, required=True, default=Order.SEAT)
    topics = Text("只用知识点", width=16)
    qtypes = Text("只用题型", width=12, hint="例如 单选、判断；空着按环节的惯例")

    class Meta:
        table_name = "quiz_round"


class Entrant(Record):
    """A team of up to three, or one person. Contestants who leave the roster stay here: members are never deleted."""

    contest = Reference("竞赛", Contest, column_name="contest_id", shown_by="name", required=True)
    name = Text("参赛方", required=True, width=18)
    org = Org("所在组织")
    p1 = Member("一号选手", column_name="p1_id")
    p2 = Member("二号选手", column_name="p2_id")
    p3 = Member("三号选手", column_name="p3_id")
    leader = Text("领队", width=9)
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_entrant"


class Outcome(Record):
    """An entrant in a stage: seat and heat before it, total, place and promotion after it. The total is computed, never typed."""

    stage = Reference("阶段", Stage, column_name="stage_id", shown_by="title", required=True)
    entrant = Reference("参赛方", Entrant, column_name="entrant_id", shown_by="name", required=True)
    heat = Number("场次", required=True, default=1, width=5)
    seat = Number("台号", width=5)
    total = Score("总分")
    rank = Number("名次", width=5)
    playoff = Number("加试得分")
    promoted = Flag("晋级")
    how = Text("并列裁定", width=12)

    class Meta:
        table_name = "quiz_result"


class Mark(Record):
    """One written paper's mark. `ticket` (考号) names it on the answer sheet and in an imported mark list."""

    stage = Reference("阶段", Stage, column_name="stage_id", shown_by="title", required=True)
    entrant = Reference("参赛方", Entrant, column_name="entrant_id", shown_by="name", required=True)
    player = Number("选手号", required=True, default=1, width=6)
    paper_no = Number("第几卷", required=True, default=1, width=6)
    ticket = Text("考号", required=True, width=12)
    member = Member("姓名")
    version = Choice("卷别", Version, required=True, default=Version.A)
    score = Score("得分")
    absent = Flag("缺考")
    marker = Text("阅卷人", width=9)

    class Meta:
        table_name = "quiz_mark"


class LoggedEvent(Record):
    """One line of a live contest's log; final, see live/events.py."""

    stage = Reference("阶段", Stage, column_name="stage_id", shown_by="title", required=True)
    heat = Number("场次", required=True, default=1, width=5)
    what = Text("事项", required=True)
    round = Reference("环节", Round, column_name="round_id", shown_by="title")
    entrant = Reference("参赛方", Entrant, column_name="entrant_id", shown_by="name")
    player = Number("选手号", width=6)
    drawn_id = Number("抽题号", width=6)
    value = Number("分值")
    result = Text("结果", width=6)
    ref_id = Number("所指事项", width=8)
    reason = Text("理由", width=18)
    judge = Text("裁判", width=9)
    data = Text("附注", width=14)
    at = Moment("时间", required=True)

    class Meta:
        table_name = "quiz_event"


class Award(Record):
    """A prize of a contest: what a certificate says. `name` is whom it goes to, as it is printed."""

    contest = Reference("竞赛", Contest, column_name="contest_id", shown_by="name", required=True)
    name = Text("获奖者", required=True, width=18)
    award = Text("奖项", required=True, width=14)
    entrant = Reference("参赛方", Entrant, column_name="entrant_id", shown_by="name")
    member = Member("党员")
    org = Org("所在组织")
    on = FullDate("颁奖日期", column_name="awarded_on", past=True)
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_award"


class After(Record):
    """学后竞答: three to ten questions asked aloud after a study session, to which it is tied by a link."""

    title = Text("名称", required=True, width=24)
    on = FullDate("日期", required=True, column_name="on_day", past=True)
    org = Org("党组织")
    host = Text("提问人", width=9)
    remark = LongText("备注")

    class Meta:
        table_name = "quiz_after"


class AfterAnswer(Record):
    """One person's answer to one question of a 学后竞答."""

    after = Reference("学后竞答", After, column_name="after_id", shown_by="title", required=True)
    member = Member("党员", required=True)
    question = Reference("题目", Question, column_name="question_id", shown_by="stem", required=True)
    correct = Flag("答对")

    class Meta:
        table_name = "quiz_after_answer"
