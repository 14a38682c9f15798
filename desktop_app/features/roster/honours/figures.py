"""The numbers of honours and publicity for the summary (domain.md §9, section 8), each with its rows. An honouree counts once a batch."""

from collections.abc import Iterator

from desktop_app.ledger.counted import counted
from desktop_app.ledger.figures import Figure
from desktop_app.people.honours.words import AwardLevel, HonourKind

SECTION = "典型与宣传"
_IN_SPAN = "BETWEEN :start AND :end"
_KINDS: tuple[tuple[str, HonourKind, str], ...] = (
    ("honour.benchmarks", HonourKind.BENCHMARK, "个"),
    ("honour.role_models", HonourKind.ROLE_MODEL, "人"),
    ("honour.pacesetters", HonourKind.PACESETTER, "人"),
    ("honour.members", HonourKind.MEMBER, "人"),
    ("honour.branches", HonourKind.BRANCH, "个"),
    ("honour.pioneer_posts", HonourKind.PIONEER_POST, "个"),
    ("honour.model_posts", HonourKind.MODEL_POST, "个"),
)


def figures() -> tuple[Figure, ...]:
    """Every figure of honours and publicity, in the order of the paper."""
    return (*_honours(), *_awards(), *_media(), *_plates())


def _honours() -> Iterator[Figure]:
    for code, kind, unit in _KINDS:
        yield counted(
            code,
            str(kind),
            unit,
            "flow",
            section=SECTION,
            table="honour",
            headings=("审批日期", "党组织", "荣誉对象", "批次"),
            sql="SELECT h.id, h.org_id, h.approved_on, o.short_name, h.honouree, h.batch"
            f" FROM honour h JOIN party_org o ON o.id = h.org_id WHERE h.kind = '{kind}' AND h.approved_on {_IN_SPAN}"
            " ORDER BY h.approved_on, h.id",
        )


def _awards() -> Iterator[Figure]:
    for level, code in zip(AwardLevel, ("branch", "centre", "oilfield", "group", "province", "nation"), strict=True):
        yield counted(
            f"award.{code}",
            f"获{level}级奖",
            "项",
            "flow",
            section=SECTION,
            table="award",
            headings=("获奖日期", "奖项", "等次", "获奖对象"),
            sql="SELECT a.id, ifnull(a.org_id, m.org_id) AS org_id, a.awarded_on, a.title, a.grade,"
            " ifnull(ifnull(a.winner, m.name), o.short_name) FROM award a LEFT JOIN member m ON m.id = a.member_id"
            f" LEFT JOIN party_org o ON o.id = a.org_id WHERE a.level = '{level}' AND a.awarded_on {_IN_SPAN}"
            " ORDER BY a.awarded_on, a.id",
        )


def _media() -> Iterator[Figure]:
    for code, label, where in (("media.items", "宣传报道", "1"), ("media.headlines", "其中：头条", "i.headline")):
        yield counted(
            code,
            label,
            "篇",
            "flow",
            section=SECTION,
            table="media_item",
            headings=("刊发日期", "标题", "媒体", "版面"),
            sql="SELECT i.id, ifnull(i.org_id, m.org_id) AS org_id, i.on_day, i.title, i.outlet, ifnull(i.page, '')"
            f" FROM media_item i LEFT JOIN member m ON m.id = i.member_id WHERE {where} AND i.on_day {_IN_SPAN}"
            " ORDER BY i.on_day, i.id",
        )


def _plates() -> Iterator[Figure]:
    yield counted(
        "plate.hanging",
        "挂牌亮身份",
        "块",
        "stock",
        section=SECTION,
        table="post_plate",
        headings=("党支部", "岗位", "党员", "挂牌日期"),
        sql="SELECT p.id, p.org_id, o.short_name, p.post, m.name, p.up_on FROM post_plate p"
        " JOIN party_org o ON o.id = p.org_id JOIN member m ON m.id = p.member_id"
        " WHERE p.up_on <= :end AND (p.down_on IS NULL OR p.down_on > :end) ORDER BY p.up_on, p.id",
    )
