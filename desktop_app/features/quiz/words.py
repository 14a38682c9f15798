"""The fixed words of the contest (domain.md §4): what a record's Choice fields may hold."""

from enum import StrEnum


class QuestionKind(StrEnum):
    """题型."""

    SINGLE = "单选"
    MULTI = "多选"
    JUDGE = "判断"
    BLANK = "填空"
    ESSAY = "简答"


class Level(StrEnum):
    """难度."""

    EASY = "易"
    MIDDLE = "中"
    HARD = "难"


class QuestionState(StrEnum):
    """Only 已审 questions are drawn."""

    DRAFT = "草稿"
    REVIEWED = "已审"
    RETIRED = "停用"


class Use(StrEnum):
    """用途: where a question may be drawn; 通用 anywhere."""

    ANY = "通用"
    WRITTEN = "初赛"
    BUZZ = "抢答"
    RISK = "风险"
    AFTER = "学后竞答"


class Mode(StrEnum):
    """赛制."""

    ALONE = "个人"
    TEAMS = "团体"


class ContestState(StrEnum):
    """How far a contest is: follows what happens in it (progress.py). 进行中 is one that was opened again by hand."""

    PREPARING = "筹备"
    DRAWN = "已抽题"
    FIRST = "初赛"
    SECOND = "复赛"
    FINAL = "决赛"
    RUNNING = "进行中"
    FINISHED = "已结束"


class StageName(StrEnum):
    """阶段."""

    FIRST = "初赛"
    SECOND = "复赛"
    FINAL = "决赛"


class Form(StrEnum):
    """形式."""

    WRITTEN = "笔试"
    LIVE = "现场"


class RoundKind(StrEnum):
    """环节."""

    ALONE = "个人必答"
    TEAM = "团队必答"
    BUZZ = "抢答"
    CHAIN = "步步高"
    RISK = "风险"
    PLAYOFF = "加试"
    AUDIENCE = "观众题"


class Wrong(StrEnum):
    """What a wrong answer costs."""

    NOTHING = "不扣分"
    VALUE = "扣同分"
    FIXED = "扣定分"


class Late(StrEnum):
    """What running out of time means."""

    NOTHING = "不扣分"
    WRONG = "按答错"


class Early(StrEnum):
    """What becomes of the question after somebody pressed before 开始."""

    VOID = "作废换题"
    OTHERS = "其他队再抢"


class Order(StrEnum):
    """Whose turn comes first."""

    SEAT = "按台号"
    LOW_FIRST = "低分先答"


class MultiRule(StrEnum):
    """How a 多选 of a written paper is marked when not all is right."""

    ALL = "全对得分"
    PARTIAL = "少选得一半"


class Result(StrEnum):
    """结果 of an answer."""

    RIGHT = "对"
    WRONG = "错"
    LATE = "超时"
    GIVEN_UP = "弃权"
    PARTLY = "部分"


class Version(StrEnum):
    """卷别."""

    A = "A卷"
    B = "B卷"


class TieBreak(StrEnum):
    """并列规则, each tried in the order in which it is named."""

    PLAYER_1 = "一号选手"
    PLAYER_2 = "二号选手"
    PLAYER_3 = "三号选手"
    PLAYOFF = "加试"
    SECRETARY = "书记到场"
    LOTS = "抽签"
