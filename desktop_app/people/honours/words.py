"""The fixed words of honours, awards and plates. What is stored is the Chinese word itself."""

from enum import StrEnum


class HonourKind(StrEnum):
    """荣誉类型."""

    BENCHMARK = "时代标杆"
    ROLE_MODEL = "身边榜样"
    PACESETTER = "创新创效标兵"
    MEMBER = "优秀共产党员"
    BRANCH = "先进党支部"
    PIONEER_POST = "先锋岗"
    MODEL_POST = "示范岗"


OF_ORGS = (HonourKind.BRANCH,)
OF_POSTS = (HonourKind.PIONEER_POST, HonourKind.MODEL_POST)


class Tag(StrEnum):
    """四讲四有."""

    FAITH = "讲政治有信念"
    DISCIPLINE = "讲规矩有纪律"
    MORALS = "讲道德有品行"
    SERVICE = "讲奉献有作为"


class AwardLevel(StrEnum):
    """奖项级别."""

    BRANCH = "支部"
    CENTRE = "中心"
    OILFIELD = "油田"
    GROUP = "集团"
    PROVINCE = "省部"
    NATION = "国家"


class AwardGrade(StrEnum):
    """等次."""

    FIRST = "一等"
    SECOND = "二等"
    THIRD = "三等"
    MERIT = "优秀"
    NONE = "无"


class PlateReview(StrEnum):
    """挂牌复核."""

    KEPT = "保留"
    TAKEN = "摘牌"
