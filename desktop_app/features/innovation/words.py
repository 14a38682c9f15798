"""The fixed words of the innovation ledger (domain.md §5). What is stored is the Chinese word itself."""

from collections.abc import Mapping
from enum import StrEnum

from desktop_app.storage.kind import Tone


class ProjectState(StrEnum):
    """状态 of a project, in the order of its life; those it may fall out to last."""

    DRAFT = "草稿"
    APPLIED = "已申报"
    RETURNED = "退回"
    REVIEWED = "已初审"
    APPROVED = "已立项"
    RUNNING = "攻关中"
    ACCEPTED = "已验收"
    IN_USE = "已投用"
    ROLLED_OUT = "已推广"
    FAILED = "未通过"
    PAUSED = "暂停"
    STOPPED = "终止"


STATE_TONES: Mapping[str, Tone] = {
    ProjectState.DRAFT: "note",
    ProjectState.APPLIED: "note",
    ProjectState.REVIEWED: "note",
    ProjectState.APPROVED: "note",
    ProjectState.RETURNED: "warn",
    ProjectState.RUNNING: "note",
    ProjectState.ACCEPTED: "note",
    ProjectState.IN_USE: "good",
    ProjectState.ROLLED_OUT: "good",
    ProjectState.FAILED: "bad",
    ProjectState.PAUSED: "warn",
    ProjectState.STOPPED: "bad",
}


class Origin(StrEnum):
    """来源 of a project."""

    COLLECTED = "难题征集"
    OWN = "岗位自选"
    SUPERIOR = "上级下达"
    SUGGESTED = "合理化建议"


class Direction(StrEnum):
    """研究方向."""

    GARDENING = "园林绿化设备性能"
    PROPERTY = "物业机械化水平"
    LABOUR = "劳动生产率"
    SERVICE = "综合服务能力"
    SECURITY = "安保"
    MANAGEMENT = "管理"
    OTHER = "其他"


class TeamRole(StrEnum):
    """角色 in a team."""

    LEADER = "带头人"
    MEMBER = "成员"


class Verdict(StrEnum):
    """验收结论."""

    PASSED = "通过"
    PASSED_LATER = "整改后通过"
    FAILED = "不通过"


class Formula(StrEnum):
    """效益公式."""

    HOURS = "工时"
    MATERIAL = "材料"
    OUTSOURCED = "外委替代"
    OTHER = "其他"


class RightKind(StrEnum):
    """知识产权 by kind."""

    INVENTION = "发明"
    UTILITY = "实用新型"
    DESIGN = "外观"
    SOFTWARE = "软著"


class RightState(StrEnum):
    """How far a right has come."""

    APPLIED = "已申请"
    GRANTED = "已授权"
    REFUSED = "驳回"
    LAPSED = "失效"


RIGHT_TONES: Mapping[str, Tone] = {RightState.GRANTED: "good", RightState.REFUSED: "bad", RightState.LAPSED: "warn"}


class IdeaKind(StrEnum):
    """五小, and the words the office itself uses."""

    INVENTION = "小发明"
    CREATION = "小创造"
    RENEWAL = "小革新"
    DESIGN = "小设计"
    SUGGESTION = "小建议"
    ALTERATION = "小改造"
    INNOVATION = "小创新"


class CoachingKind(StrEnum):
    """How somebody is taught in the studio."""

    TRAINING = "培训"
    PAIRED = "师带徒"


class SupportKind(StrEnum):
    """How the studio helps a project into use."""

    GUIDANCE = "技术指导"
    TRIAL = "试制试验"
    APPLICATION = "成果应用"
    RIGHTS = "申报专利"
