"""A question as read from a text, and drafts as the workbook that the import preview shows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.words import QuestionKind
from desktop_app.workbook.cells import BadCell, Cell, Sheet, Workbook

_HEADINGS = (
    "题型", "题干", *(f"选项{letter}" for letter in LETTERS), "正确答案", "分值", "难度", "知识点", "出处", "条款", "解析", "备注",
)  # fmt: skip


@dataclass
class Draft:
    """One question as its text says it. `fault` says why it can't be taken ('' when it can), `note` what of it was left out."""

    line: int
    kind: QuestionKind | None = None
    stem: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    points: str = ""
    level: str = ""
    topic: str = ""
    source: str = ""
    article: str = ""
    analysis: str = ""
    fault: str = ""
    note: str = ""

    def row(self) -> list[Cell]:
        """The draft under the headings of the Excel template."""
        options = [*self.options[: len(LETTERS)], *[""] * (len(LETTERS) - len(self.options))]
        if len(self.options) > len(LETTERS) and not self.fault:
            self.fault = f"有 {len(self.options)} 个选项，最多 {len(LETTERS)} 个"
        answer: Cell = (
            BadCell(self.answer, f"{self.fault}（原文第 {self.line} 行）") if self.fault else self.answer or None
        )
        told = [str(self.kind) if self.kind else "", self.stem, *options]
        rest = [self.points, self.level, self.topic, self.source, self.article, self.analysis, self.note]
        return [*(each or None for each in told), answer, *(each or None for each in rest)]


def as_workbook(drafts: Sequence[Draft], name: str, text: str) -> Workbook:
    """The drafts as a workbook for the import preview; `name` is what the preview calls the file."""
    rows: list[list[Cell]] = [list(_HEADINGS), *(draft.row() for draft in drafts)]
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Workbook(Path(name), "text", sha256, [Sheet("题目", rows=rows)])
