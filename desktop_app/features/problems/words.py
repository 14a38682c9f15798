"""The fixed words of problem lists, inspections and rectification (domain.md §6). What is stored is the Chinese word itself."""

from collections.abc import Mapping
from enum import StrEnum

from desktop_app.storage.kind import Tone


class ListKind(StrEnum):
    """类型 of a list."""

    ORG = "党组织"
    MEMBER = "党员个人"


class ListState(StrEnum):
    """状态 of a list."""

    DRAFT = "草稿"
    SUBMITTED = "已提交"
    REVIEWED = "已审核"
    PUBLISHED = "已公示"


class Aspect(StrEnum):
    """对应方面: 五个着力解决 for a member's list, the five fields of work for an organisation's."""

    IDEALS = "理想信念模糊动摇"
    CONSCIOUSNESS = "党的意识淡化"
    PURPOSE = "宗旨观念淡薄"
    SPIRIT = "精神不振"
    MORALS = "道德行为不端"
    COMMITTEE = "班子"
    ORG_LIFE = "组织生活"
    MANAGEMENT = "党员管理"
    SYSTEM = "制度"
    ROLE = "作用发挥"


MEMBER_ASPECTS = (Aspect.IDEALS, Aspect.CONSCIOUSNESS, Aspect.PURPOSE, Aspect.SPIRIT, Aspect.MORALS)
ORG_ASPECTS = (Aspect.COMMITTEE, Aspect.ORG_LIFE, Aspect.MANAGEMENT, Aspect.SYSTEM, Aspect.ROLE)


class Domain(StrEnum):
    """领域."""

    PETITION = "信访"
    SAFETY = "安全"
    ENVIRONMENT = "环保"
    TEAM = "队伍"
    STYLE = "作风"
    SERVICE = "服务"
    MANAGEMENT = "管理"
    OTHER = "其他"


class Source(StrEnum):
    """来源."""

    SELF = "自查"
    PEOPLE = "群众反映"
    INSPECTION = "督导检查"
    VISIT = "走访"
    SUPERIOR = "上级反馈"
    MEETING = "民主生活会"


class FixType(StrEnum):
    """整改类型."""

    AT_ONCE = "立行立改"
    IN_TIME = "限期整改"
    LASTING = "长期坚持"


class ItemState(StrEnum):
    """状态 of an item."""

    OPEN = "待整改"
    WORKING = "整改中"
    TO_VERIFY = "待验收"
    CLOSED = "已销号"


class PublicView(StrEnum):
    """群众评价."""

    GOOD = "满意"
    FAIR = "基本满意"
    BAD = "不满意"


class LookBack(StrEnum):
    """回头看结果."""

    HELD = "巩固"
    RELAPSED = "反弹"


class InspectionKind(StrEnum):
    """督查类别: 四位一体 and set times downward, inspections received from above."""

    FOURFOLD = "四位一体督查"
    REGULAR = "定期督导"
    RECEIVED = "上级检查"


class InspectionState(StrEnum):
    """进度 of an inspection."""

    PLANNED = "计划"
    DONE = "已督查"
    FED_BACK = "已反馈"


class Mark(StrEnum):
    """四项评分."""

    GOOD = "好"
    FAIR = "较好"
    PLAIN = "一般"
    POOR = "差"


class RectifyState(StrEnum):
    """整顿进度."""

    RUNNING = "整顿中"
    TO_ACCEPT = "待验收"
    CLOSED = "已销号"


ITEM_TONES: Mapping[str, Tone] = {
    ItemState.OPEN: "note",
    ItemState.WORKING: "warn",
    ItemState.TO_VERIFY: "note",
    ItemState.CLOSED: "good",
}
LIST_TONES: Mapping[str, Tone] = {
    ListState.DRAFT: "note",
    ListState.SUBMITTED: "warn",
    ListState.REVIEWED: "good",
    ListState.PUBLISHED: "good",
}
MARK_TONES: Mapping[str, Tone] = {Mark.GOOD: "good", Mark.FAIR: "good", Mark.PLAIN: "warn", Mark.POOR: "bad"}
RECTIFY_TONES: Mapping[str, Tone] = {
    RectifyState.RUNNING: "warn",
    RectifyState.TO_ACCEPT: "note",
    RectifyState.CLOSED: "good",
}
INSPECTION_TONES: Mapping[str, Tone] = {
    InspectionState.PLANNED: "note",
    InspectionState.DONE: "warn",
    InspectionState.FED_BACK: "good",
}
