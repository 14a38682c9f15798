"""The fixed words of visits, appeals, 慰问, surveys and tasks (domain.md §7). What is stored is the Chinese word itself."""

from enum import StrEnum


class VisitKind(StrEnum):
    """类型 of a visit."""

    CREW = "班组"
    HOME = "家庭户"
    HARDSHIP = "困难党员慰问"
    STUDY = "老党员送学"
    SWEEP = "稳定排查"


HOME_KINDS = (VisitKind.HOME, VisitKind.HARDSHIP, VisitKind.STUDY, VisitKind.SWEEP)


class Mode(StrEnum):
    """方式."""

    DOOR = "上门"
    PHONE = "电话"
    MEETING = "座谈"


class Outcome(StrEnum):
    """结果; only 见到 counts as covered."""

    MET = "见到"
    OUT = "未遇"
    DECLINED = "婉拒"


class Topic(StrEnum):
    """宣讲内容."""

    SITUATION = "油田形势"
    LAW = "法制"
    SAFETY = "安全"
    ENVIRONMENT = "环保"
    PETITION = "信访"


class AppealKind(StrEnum):
    """诉求类别."""

    REPAIR = "物业维修"
    UTILITIES = "供水供暖"
    SANITATION = "环境卫生"
    SECURITY = "治安"
    PARKING = "停车"
    ELDERLY = "养老助老"
    POLICY = "政策咨询"
    OTHER = "其他"


class Urgency(StrEnum):
    """紧急程度."""

    USUAL = "一般"
    URGENT = "紧急"


class AppealState(StrEnum):
    """办理进度."""

    OPEN = "办理中"
    DONE = "待回访"
    TOLD = "已回访"


class Satisfaction(StrEnum):
    """满意度."""

    GOOD = "满意"
    FAIR = "基本满意"
    BAD = "不满意"


class Hardship(StrEnum):
    """困难类型."""

    ILLNESS = "重大疾病"
    DISABLED = "丧失劳动能力"
    EMERGENCY = "突发事件"
    NO_INCOME = "无经济来源"
    FRAIL = "年老体弱"


class Fund(StrEnum):
    """资金来源."""

    DUES = "党费"
    UNION = "工会"
    OFFICE = "行政"


class Manner(StrEnum):
    """调研方式."""

    MEETING = "座谈"
    FORM = "问卷"
    TALK = "谈心"
    VISIT = "走访"


class Shift(StrEnum):
    """班次."""

    DAY = "白班"
    NIGHT = "夜班"
    WHOLE = "全天"
