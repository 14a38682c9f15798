"""The fixed words of organisations and members (domain.md §1, §2). What is stored is the Chinese word itself."""

from enum import StrEnum


class OrgLevel(StrEnum):
    """组织类别, from the highest down."""

    COMMITTEE = "党委"
    GENERAL_BRANCH = "党总支"
    BRANCH = "党支部"
    JOINT_BRANCH = "联合党支部"
    TEMPORARY_BRANCH = "临时党支部"
    GROUP = "党小组"


class Line(StrEnum):
    """条线."""

    OFFICE = "机关"
    GRASSROOTS = "基层"


class MemberKind(StrEnum):
    """人员类型 of an organisation."""

    WORKING = "在职"
    RETIRED = "离退休"
    MIXED = "混合"


class UnitRelation(StrEnum):
    """所在单位情况."""

    SAME_AS_SUPERIOR = "与上级党组织相同"
    LEGAL_ENTITY = "法人单位"
    JOINT = "联合党支部"


class Category(StrEnum):
    """人员类别."""

    FULL = "正式党员"
    PROBATIONARY = "预备党员"


class Standing(StrEnum):
    """党籍状态."""

    NORMAL = "正常"
    SUSPENDED = "停止党籍"


class Employment(StrEnum):
    """在职情况."""

    WORKING = "在职"
    VETERAN_RETIRED = "离休"
    RETIRED = "退休"
    INNER_RETIRED = "退养"


class Frailty(StrEnum):
    """年老体弱类别; no diagnoses (domain.md §10)."""

    VERY_OLD = "高龄"
    HARD_TO_MOVE = "行动不便"
    BEDRIDDEN = "长期卧床"
    NEEDS_CARE = "生活不能自理"


class Delivery(StrEnum):
    """送学方式."""

    HOME = "上门"
    PHONE = "电话"
    MATERIAL = "材料"
    ONLINE = "线上"


class Hardship(StrEnum):
    """困难类型."""

    ILLNESS = "重大疾病"
    UNABLE_TO_WORK = "丧失劳动能力"
    ACCIDENT = "突发事件"
    NO_INCOME = "无经济来源"
    OLD_AND_FRAIL = "年老体弱"


class EventKind(StrEnum):
    """What can happen to a membership. The official comparison counts by these (domain.md, corrections)."""

    OPENING = "期初在册"
    ADMITTED = "发展党员"
    RESTORED = "恢复党籍"
    TRANSFERRED_IN = "转入组织关系"
    EXPELLED = "出党"
    SUSPENDED = "停止党籍"
    DIED = "死亡"
    TRANSFERRED_OUT = "转出组织关系"
    MOVED = "支部间调整"


IN_KINDS = (EventKind.ADMITTED, EventKind.RESTORED, EventKind.TRANSFERRED_IN)
OUT_KINDS = (EventKind.EXPELLED, EventKind.SUSPENDED, EventKind.DIED, EventKind.TRANSFERRED_OUT)


class ExpelledHow(StrEnum):
    """出党方式."""

    QUIT = "退党"
    PERSUADED = "劝退"
    REMOVED = "除名"
    LEFT_BY_SELF = "自行脱党"
    EXPELLED = "开除党籍"
    PROBATION_CANCELLED = "取消预备资格"
