"""The fixed words of the chronicle. What is stored is the Chinese word itself."""

from enum import StrEnum


class EventKind(StrEnum):
    """类型 of an event."""

    VISIT = "观摩"
    ACTIVITY = "活动"
    MEETING = "会议"
    INSPECTION = "检查"
    OTHER = "其他"
