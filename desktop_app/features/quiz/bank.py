"""题库: the ledger of questions, what may be typed and imported, and what can be done with it (Q1, Q2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL, Node

from desktop_app.features.quiz import answers, near
from desktop_app.features.quiz.model import Question
from desktop_app.features.quiz.slice import SLICE
from desktop_app.ledger.declaration import Action, Column, Condition, ImportSpec, Ledger, Offers, Section, View
from desktop_app.ledger.offered import Contradiction
from desktop_app.ledger.steps import Step, Steps
from desktop_app.ledger.writes import default_values, insert_rows
from desktop_app.storage.office import Office

_ALMOST_SAME = 0.85


def _validate(values: Mapping[str, Any], office: Office, row_id: int | None) -> Mapping[str, str]:
    found = answers.faults(values)
    if values.get("stem") and "stem" not in found:
        same = office.database.one(
            "SELECT id FROM quiz_question WHERE stem = ? AND id <> ?", (values["stem"], row_id or 0)
        )
        if same:
            found["stem"] = "题库里已经有题干完全相同的题"
    return found


def _check(values: Mapping[str, Any], office: Office) -> list[str]:
    alike = near.like(office, values["stem"])
    return [
        f"与题库里的题很像（{share:.0%}），请看清是不是同一题：{stem}"
        for _, stem, share in alike[:2]
        if stem != values["stem"]
    ]


def contradictions(office: Office) -> list[Contradiction]:
    """Nearly equal questions of one kind, from one source, with different answers: one of them may be wrong."""
    found = []
    for one, other, share in near.pairs(office):
        rows = {
            at: (answer, kind, source, stem, options)
            for at, answer, kind, source, stem, *options in office.database.rows(
                f"SELECT id, answer, qtype, source, stem, {', '.join(answers.OPTION_FIELDS)} FROM quiz_question"
                " WHERE id IN (?, ?)",
                (one, other),
            )
        }
        left, right = rows[one], rows[other]
        if share >= _ALMOST_SAME and left[1:3] == right[1:3] and _said(left) != _said(right):
            sentence = f"两题几乎一样，答案却不同：{left[3]}（{left[0]}）；{right[3]}（{right[0]}）"
            places = (("quiz_question", one), ("quiz_question", other))
            found.append(Contradiction("近似题答案不同", f"quiz.near.{one}.{other}", sentence, places))
    return found


def _said(row: tuple[Any, ...]) -> frozenset[str]:
    """The answer in words, so that the same options in another order agree."""
    answer, kind, _source, _stem, options = row
    shown = answers.shown_answer(kind, [option or "" for option in options], answer)
    return frozenset(part.split("　")[-1] for part in shown.split("；"))


def _with_dead_source(today: date) -> Node:
    return SQL(
        "EXISTS (SELECT 1 FROM quiz_source s WHERE s.name = t1.source AND s.valid_to < ?) AND t1.state <> '停用'",
        (today.isoformat(),),
    )


def _read_text(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.reading import TextImportDialog

    TextImportDialog(tab).open()


def _shipped(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.shipped import open_shipped

    open_shipped(tab)


def _export_gift(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.gift_export import export_gift

    export_gift(tab, ids)


def _show_near(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.near_pairs import show_near

    show_near(tab)


COLUMNS = (
    Column("qtype"),
    Column("stem"),
    Column("answer"),
    Column("level"),
    Column("topic"),
    Column("source"),
    Column("article"),
    Column("use"),
    Column("state"),
    Column("score", hidden=True),
    *(Column(name, hidden=True) for name in answers.OPTION_FIELDS),
    Column("valid_from", hidden=True),
    Column("valid_to", hidden=True),
    Column("analysis", hidden=True),
    Column("remark", hidden=True),
)
STEPS = Steps(
    "state",
    (
        Step("审核通过", ("草稿",), "已审"),
        Step("退回修改", ("已审",), "草稿"),
        Step("停用", ("草稿", "已审"), "停用"),
        Step("重新启用", ("停用",), "草稿"),
    ),
)


def _create(values: Mapping[str, Any], office: Office) -> int:
    return insert_rows(office, LEDGER, [default_values(LEDGER) | dict(values)])[0]


LEDGER = Ledger(
    key="quiz_question",
    title="题库",
    unit="题",
    record=Question,
    slice=SLICE,
    columns=COLUMNS,
    searched=("stem", "article", "topic"),
    form=(
        Section("题目", ("qtype", "stem", *answers.OPTION_FIELDS, "answer")),
        Section("出处", ("source", "article", "valid_from", "valid_to", "analysis")),
        Section("使用", ("score", "level", "topic", "use", "state", "remark"), read_only=frozenset(("state",))),
    ),
    views=(
        View("待审", (Condition("state", "是", ("草稿",)),), hint="审核通过才会被抽到"),
        View("可用", (Condition("state", "是", ("已审",)),)),
        *(View(kind, (Condition("qtype", "是", (kind,)),)) for kind in ("单选", "多选", "判断", "填空", "简答")),
        View("出处已废止", where=_with_dead_source, hint="出处文件已经停止施行，题目还没有停用"),
        View("没有出处", (Condition("article", "为空"), Condition("state", "不是", ("停用",)))),
        View("停用", (Condition("state", "是", ("停用",)),)),
    ),
    creates=_create,
    order=(("source", False), ("article", False)),
    imports=ImportSpec(
        keys=("stem",),
        required=("qtype", "stem", "answer"),
        synonyms={
            "qtype": ("类型", "试题类型", "题目类型"),
            "stem": ("题目", "试题", "题目内容", "试题内容", "问题", "题干内容"),
            **{f"opt_{a.lower()}": (a, f"选项 {a}", f"备选{a}", f"答案{a}", f"{a}选项") for a in "ABCDEF"},
            "answer": ("答案", "标准答案", "参考答案", "正确选项"),
            "score": ("分数", "分"),
            "level": ("难度系数", "难易程度", "难易度"),
            "topic": ("考点", "知识点（出处）", "分类", "章节", "类别"),
            "source": ("来源", "依据", "出处文件", "文件"),
            "article": ("条文", "条目", "章节条款"),
            "analysis": ("答案解析", "试题解析", "说明"),
        },
        check=_check,
    ),
    validate=_validate,
    needs=lambda values, _office: answers.needs(values),
    steps=STEPS,
    actions=(
        Action("导入文字或 GIFT", _read_text, selection="none", icon="file-text"),
        Action("自带题库", _shipped, selection="none", icon="book"),
        Action("查近似题", _show_near, selection="none", icon="copy"),
        Action("导出 GIFT", _export_gift, selection="many", icon="file-export"),
    ),
    offers=Offers(checks=contradictions),
    icon="help",
    empty="题库还空着。从 Excel 导入，粘贴 Word 里的题，或装入自带题库（党章、党内法规，每题注明条款）。",
)
