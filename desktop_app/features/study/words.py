"""The fixed words of the study ledger (domain.md §3). What is stored is the Chinese word itself."""

from enum import StrEnum


class Duty(StrEnum):
    """What of 三会一课 and its kin a kind of session counts for; a kind may count for none."""

    ASSEMBLY = "支部党员大会"
    COMMITTEE = "支委会"
    GROUP = "党小组会"
    CLASS = "党课"
    PARTY_DAY = "主题党日"
    LIFE_MEETING = "组织生活会"
    APPRAISAL = "民主评议"


class Audience(StrEnum):
    """Who is due at a session of a kind, on its day."""

    ALL = "全体党员"
    BOARD = "班子成员"
    LEADERS = "支部班子成员"
    NAMED = "另行确定"


class SessionState(StrEnum):
    """Where the minutes stand; archived ones are read only."""

    DRAFT = "草稿"
    ARCHIVED = "已归档"
    RETURNED = "已退回"


class LeaderLevel(StrEnum):
    """讲课领导职级."""

    CENTER = "中心班子成员"
    SECRETARY = "支部书记"
    LECTURER = "讲师团"
    MEMBER = "普通党员"


class Status(StrEnum):
    """How somebody due stood to a session. 送学 is a visit with the matter in hand: it gives hours and is no absence."""

    PRESENT = "出席"
    LEAVE = "请假"
    ABSENT = "缺席"
    ON_DUTY = "公差"
    DELIVERED = "送学"


AWAY = (Status.LEAVE, Status.ABSENT, Status.ON_DUTY)
"""Those who have the session to make up for."""


class MakeupHow(StrEnum):
    """补课方式."""

    TOGETHER = "集中"
    DELIVERED = "送学"
    ALONE = "自学"
    VIDEO = "视频"


class Origin(StrEnum):
    """来源 of a lecturer."""

    OFFICE = "机关"
    GRASSROOTS = "基层"


class WorkKind(StrEnum):
    """类型 of a collection."""

    HAND_COPY = "手抄党章"
    ESSAY = "征文"
    COURSEWARE = "党课课件"
    LESSON_PLAN = "党课教案"
    CREATIVE = "创意党课设计"
    REFLECTION = "学习心得"


class Award(StrEnum):
    """等次 of a submission."""

    FIRST = "一等奖"
    SECOND = "二等奖"
    THIRD = "三等奖"
    MERIT = "优秀奖"


class Retention(StrEnum):
    """保管期限."""

    FOREVER = "永久"
    THIRTY = "30年"
    TEN = "10年"


class Grade(StrEnum):
    """等次 of 民主评议; 预备党员 take part and get none."""

    EXCELLENT = "优秀"
    GOOD = "合格"
    BASIC = "基本合格"
    BAD = "不合格"
    UNDECIDED = "不定等次"


class TalkPair(StrEnum):
    """Between whom a 谈心谈话 was held."""

    BOARD_BOARD = "委员与委员"
    BOARD_MEMBER = "委员与党员"
    MEMBER_MEMBER = "党员与党员"


class PlaceKind(StrEnum):
    """类型 of a 阵地."""

    STUDY_ROOM = "学习教育室"
    CORNER = "党建园地"
    WALL = "文化墙"


class Platform(StrEnum):
    """平台 of a study group."""

    WECHAT = "微信群"
    QQ = "QQ群"
    SMS = "短信"
    OTHER = "其他"
