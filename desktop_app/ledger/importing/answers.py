"""Answers given ahead in a JSON file, for imports that nobody watches: the same answers that the preview takes.

    {"cells": {"所在党支部": {"离退休三支部": "离退休第三党支部"}, "出生日期": {"1958.1": "1958-10"}, "学历": {"大本": "大学本科"}},
     "proposed": ["身份证号"],
     "rows": [{"file": "名册.xlsx", "sheet": "Sheet1", "row": 7, "answer": "new"}]}

`cells`: field (by any heading it answers to) → what stands in the cell → what it means, written as in a form; "" leaves the field
empty. `proposed`: fields whose questions take the one value proposed (a spoiled identity number, its whole one); with several
proposals they stay open. `rows`: `answer` is "new", "skip", or the key (证号) of the record it is; `file` and `sheet` may be left out
where one of each was given.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.ledger.importing.finding import finder_for
from desktop_app.ledger.importing.headings import KnownHeadings
from desktop_app.ledger.importing.plan import NEW, SKIP, Plan, PlanRow, Verdict
from desktop_app.ledger.importing.questions import Question
from desktop_app.people.fields import Reference
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_SHAPE = '请按说明写：{"cells": {项目: {原文: 意思}}, "proposed": [项目], "rows": [{"row": 行号, "answer": …}]}。'


@dataclass(frozen=True)
class AnswersAhead:
    """What the file says; see the module docstring."""

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proposed: Sequence[str] = ()
    rows: Sequence[Mapping[str, Any]] = ()


def read_answers(path: Path) -> AnswersAhead:
    """OfficeError for a file that is missing, no JSON, or of another shape."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        answers = AnswersAhead(**told)
        sound = all(isinstance(meant, str) for said in answers.cells.values() for meant in said.values())
        sound = sound and all(isinstance(row["row"], int) and isinstance(row["answer"], str) for row in answers.rows)
    except OSError as error:
        raise OfficeError(f"读不到答案文件“{path.name}”（{error.strerror}）。", "请检查路径。") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OfficeError(f"答案文件“{path.name}”的写法不对。", _SHAPE) from error
    if not sound:
        raise OfficeError(f"答案文件“{path.name}”的写法不对。", _SHAPE)
    return answers


def give_answers(office: Office, plan: Plan, answers: AnswersAhead) -> list[str]:
    """Answer what is asked; sentences about answers that nothing asked for or that could not be taken."""
    unused = _about_cells(office, plan, answers)
    rows: dict[int, list[PlanRow]] = {}
    for row in plan.rows:
        rows.setdefault(row.row, []).append(row)
    for told in answers.rows:
        meant = [row for row in rows.get(told["row"], ()) if _is_meant(row, told)]
        if why := _about_row(plan, meant, told["answer"]):
            unused.append(f"第 {told['row']} 行的答案没有用上：{why}")
    return unused


def _about_cells(office: Office, plan: Plan, answers: AnswersAhead) -> list[str]:
    known = KnownHeadings(plan.ledger)
    names = {label: known.field_of(label) for label in (*answers.cells, *answers.proposed)}
    for label, name in names.items():
        if name not in plan.ledger.fields:
            raise OfficeError(
                f"答案文件里的“{label}”不是{plan.ledger.title}的项目。", "请写项目的名称，例如 身份证号、所在党支部。"
            )
    unused = []
    for label, meanings in answers.cells.items():
        for said, meant in meanings.items():
            asked = [each for each in plan.questions if (each.field, each.said) == (names[label], said)]
            for question in asked:
                plan.settle(question, _value(office, plan, question, meant))
            unused += [] if asked else [f"{label}“{said}”的答案没有用上：没有这一问"]
    proposed = {names[label] for label in answers.proposed}
    for question in plan.questions:
        if question.is_open and question.field in proposed and len(question.choices) == 1:
            plan.settle(question, question.choices[0])
    return unused


def _value(office: Office, plan: Plan, question: Question, meant: str) -> Any:
    kind = plan.ledger.fields[question.field]
    if not meant.strip():
        return None
    try:
        return finder_for(office, kind, plan.orgs).find(meant) if isinstance(kind, Reference) else kind.parse(meant)
    except ValueError as refusal:
        raise OfficeError(
            f"答案文件里{kind.label}“{question.said}”的答案用不了：{refusal}。", "请改好答案文件再导入。"
        ) from refusal


def _is_meant(row: PlanRow, told: Mapping[str, Any]) -> bool:
    return all(told.get(name) in (None, value) for name, value in (("file", row.file), ("sheet", row.sheet)))


def _about_row(plan: Plan, meant: Sequence[PlanRow], answer: str) -> str:
    """'' or why the answer could not be taken."""
    if len(meant) != 1:
        return "没有这一行" if not meant else "不止一个文件有这一行，请写明 file 和 sheet"
    (row,) = meant
    if row.verdict != Verdict.ASK:
        return "这一行没有问题要答"
    if answer in (NEW, SKIP):
        return plan.answer(row, answer)
    candidate = plan.candidate_of(row, answer)
    return plan.answer(row, candidate) if candidate is not None else "可能的记录里没有这个证号"
