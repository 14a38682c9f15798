"""Honours, publicity and 亮身份: the ledgers beside the roster (domain.md §8, §2.5). Their records are the kernel's (people/honours)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import Node

from desktop_app.features.roster.honours import told
from desktop_app.features.roster.honours.figures import figures
from desktop_app.features.roster.honours.papers import HONOUR_PAPERS, PLATE_PAPERS
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Section, View
from desktop_app.ledger.writes import insert_records
from desktop_app.people.honours import SLICE, rules
from desktop_app.people.honours.model import Award, Honour, MediaItem, PostPlate
from desktop_app.people.honours.words import AwardLevel, HonourKind
from desktop_app.storage.office import Office


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.roster.honours.demo import demo

    return demo(office, seed)


Values = Mapping[str, Any]


def _validate_honour(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    return rules.honour_faults(values, office.clock.today())


def _named(office: Office, values: Values) -> str:
    if values.get("honouree"):
        return values["honouree"]
    if values.get("member"):
        return office.database.one("SELECT name FROM member WHERE id = ?", (values["member"],))
    return office.database.one("SELECT short_name FROM party_org WHERE id = ?", (values["org"],))


def _create_honour(values: Values, office: Office) -> int:
    return insert_records(office, Honour, [{**values, "honouree": _named(office, values)}])[0]


def _insert_honours(office: Office, rows: Sequence[Values]) -> list[int]:
    return insert_records(office, Honour, [{**row, "honouree": _named(office, row)} for row in rows])


def _validate_award(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    if values["awarded_on"] > office.clock.today().isoformat():
        return {"awarded_on": "获奖日期在今天之后"}
    given = values.get("member") or values.get("org") or values.get("winner") or values.get("subject_id")
    return {} if given else {"winner": "要写获奖的党员、党组织或对象"}


def _validate_plate(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    return rules.plate_faults(values, office.clock.today())


def _validate_media(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    return {"on": "刊发日期在今天之后"} if values["on"] > office.clock.today().isoformat() else {}


def _hangs() -> Node:
    return PostPlate.down_on.is_null()


def _plates_to_review(today: date) -> Node:
    return _hangs() & PostPlate.id.in_(told.plates_to_review_sql(today))


HONOURS = Ledger(
    key="honours",
    title="荣誉",
    unit="个",
    record=Honour,
    slice=SLICE,
    columns=(
        Column("honouree"),
        Column("kind"),
        Column("org"),
        Column("batch"),
        Column("tag"),
        Column("approved_on"),
        Column("doc_no", hidden=True),
        Column("notice_from", hidden=True),
        Column("notice_to", hidden=True),
        Column("story", hidden=True),
        Column("member", hidden=True),
    ),
    searched=("honouree", "batch", "doc_no"),
    form=(
        Section("荣誉", ("kind", "member", "honouree", "org", "batch", "tag", "story")),
        Section("审批", ("notice_from", "notice_to", "approved_on", "doc_no", "remark")),
    ),
    views=tuple(View(str(kind), (Condition("kind", "是", (kind,)),)) for kind in HonourKind)
    + (View("公示还没审批", (Condition("approved_on", "为空"),)),),
    order=(("approved_on", True), ("kind", False)),
    org_field="org",
    imports=ImportSpec(keys=(), required=("kind", "org", "batch"), inserts=_insert_honours),
    creates=_create_honour,
    validate=_validate_honour,
    fills={"member": {"honouree": "name", "org": "org"}},
    needs=lambda values, _office: rules.honour_needs(values),
    offers=Offers(
        figures=figures, dues=told.dues, about=told.about, checks=told.checks, demo=_demo, record_papers=HONOUR_PAPERS
    ),
    icon="flag",
    empty="这里还没有荣誉。新增标杆、榜样、标兵、优秀党员、先进支部。",
)

AWARDS = Ledger(
    key="awards",
    title="奖项",
    unit="项",
    record=Award,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("level"),
        Column("grade"),
        Column("klass"),
        Column("winner"),
        Column("member"),
        Column("org"),
        Column("issuer", hidden=True),
        Column("awarded_on"),
        Column("remark", hidden=True),
    ),
    searched=("title", "winner", "issuer"),
    form=(
        Section(
            "奖项", ("title", "level", "klass", "grade", "winner", "member", "org", "issuer", "awarded_on", "remark")
        ),
    ),
    views=tuple(View(f"{level}级", (Condition("level", "是", (level,)),)) for level in AwardLevel),
    order=(("awarded_on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("title", "awarded_on")),
    validate=_validate_award,
    fills={"member": {"winner": "name"}},
    needs=lambda values, _office: rules.award_needs(values),
    icon="bookmark",
    empty="这里还没有奖项。",
)

MEDIA = Ledger(
    key="media",
    title="宣传报道",
    unit="篇",
    record=MediaItem,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("outlet"),
        Column("on"),
        Column("page"),
        Column("headline"),
        Column("author"),
        Column("member"),
        Column("words", hidden=True),
        Column("org", hidden=True),
        Column("others", hidden=True),
    ),
    searched=("title", "outlet", "author"),
    form=(
        Section(
            "报道",
            ("title", "outlet", "on", "page", "headline", "author", "words", "member", "others", "org", "remark"),
        ),
    ),
    views=(View("头条", (Condition("headline", "是", (True,)),)),),
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("title", "outlet", "on")),
    validate=_validate_media,
    fills={"member": {"org": "org"}},
    icon="report",
    empty="这里还没有报道。把剪报拖到记录栏的附件里。",
)

PLATES = Ledger(
    key="plates",
    title="亮身份",
    unit="块",
    record=PostPlate,
    slice=SLICE,
    columns=(
        Column("post"),
        Column("member"),
        Column("org"),
        Column("pledge"),
        Column("up_on"),
        Column("reviewed_on"),
        Column("review"),
        Column("down_on", hidden=True),
    ),
    searched=("post", "member"),
    form=(Section("挂牌", ("post", "member", "org", "pledge", "up_on", "reviewed_on", "review", "down_on", "remark")),),
    views=(
        View("该复核的", where=_plates_to_review, hint="挂牌或上次复核满一年"),
        View("已摘牌", (Condition("down_on", "不为空"),), everything=True),
    ),
    base=_hangs,
    order=(("org", False), ("up_on", True)),
    org_field="org",
    imports=ImportSpec(keys=(), required=("post", "member", "org", "pledge", "up_on")),
    validate=_validate_plate,
    fills={"member": {"org": "org"}},
    offers=Offers(record_papers=PLATE_PAPERS),
    icon="shield-check",
    empty="这里还没有挂牌。登记岗位、党员和承诺。",
)
