"""征集: collections with the works handed in, and the judges' scores (S11)."""

from desktop_app.features.study import acts, entry
from desktop_app.features.study.model_more import Collection, Score, Submission
from desktop_app.features.study.papers import COLLECTION_PAPERS
from desktop_app.features.study.slice import SLICE
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Part, Section, View

SCORES = Ledger(
    key="scores",
    title="评分",
    unit="份",
    record=Score,
    slice=SLICE,
    columns=tuple(Column(name) for name in ("judge", "judge_org", "parts", "total", "submission")),
    searched=("judge",),
    form=(Section("评分", ("submission", "judge", "judge_org", "parts", "total"), read_only=frozenset(("total",))),),
    creates=entry.create_score,
    validate=entry.check_score,
    order=(("judge", False),),
    icon="checklist",
    empty="还没有评分。评分表打印后由评委填写，再录入这里。",
)

SUBMISSIONS = Ledger(
    key="submissions",
    title="作品",
    unit="件",
    record=Submission,
    slice=SLICE,
    columns=tuple(
        Column(name)
        for name in (
            "seq",
            "title",
            "author",
            "org",
            "collection",
            "received_on",
            "size",
            "mean",
            "place",
            "grade",
            "remark",
        )
    ),
    searched=("title",),
    form=(
        Section(
            "作品", ("collection", "seq", "title", "author", "org", "size", "received_on", "is_original", "remark")
        ),
        Section("评比", ("mean", "place", "grade"), read_only=frozenset(("mean", "place"))),
    ),
    views=(
        View("获奖作品", (Condition("grade", "不为空"),)),
        View("还没有评分", (Condition("mean", "为空"),)),
    ),
    order=(("collection", False), ("seq", False)),
    org_field="org",
    creates=entry.create_submission,
    imports=ImportSpec(
        keys=(),
        required=("collection", "title", "author", "received_on"),
        synonyms={
            "title": ("题目", "作品名称", "标题"),
            "author": ("作者", "姓名"),
            "received_on": ("收件日期", "日期"),
        },
    ),
    parts=(Part("评分", SCORES, "submission"),),
    icon="file-text",
    empty="还没有作品。先在“征集”里建一次活动，再收作品。",
)

COLLECTIONS = Ledger(
    key="collections",
    title="征集",
    unit="次",
    record=Collection,
    slice=SLICE,
    columns=tuple(Column(name) for name in ("name", "kind", "open_on", "close_on", "criteria", "quotas", "remark")),
    searched=("name",),
    form=(Section("征集活动", ("name", "kind", "open_on", "close_on", "criteria", "quotas", "remark")),),
    order=(("open_on", True),),
    creates=entry.create_collection,
    validate=entry.check_collection,
    actions=(acts.AWARD, acts.RESULT_BOOK),
    parts=(Part("作品", SUBMISSIONS, "collection"),),
    offers=Offers(record_papers=COLLECTION_PAPERS),
    icon="pencil",
    empty="手抄党章、征文、课件、教案、创意党课的征集活动记在这里。",
)
