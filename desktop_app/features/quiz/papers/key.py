"""The key of every version: answer in letters and in words, points, source. It goes to the markers only."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.features.quiz.answers import shown_answer
from desktop_app.features.quiz.words import QuestionKind
from desktop_app.features.quiz.written import ExamPaper, exam_papers
from desktop_app.paper.long_table import PaperColumn, TablePaper, part
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.paper.table import Row


def write_key(office: Office, path: Path, stage: int, progress: Progress = SILENT) -> None:
    """One table: each version under its name, on pages of its own."""
    papers = exam_papers(office, stage)
    columns = [
        PaperColumn("题号"), PaperColumn("题型"), PaperColumn("答案"), PaperColumn("答案内容", align="left"), PaperColumn("分值"),
        PaperColumn("出处", align="left"),
    ]  # fmt: skip
    TablePaper(
        f"{papers[0].title}{papers[0].stage}答案与评分标准",
        columns,
        list(_rows(papers)),
        unit_left="阅卷用，启封前保密",
        date_right=chinese_day(office.clock.today()),
        notes=[f"多选题：{papers[0].multi_rule}。"],
        landscape=False,
    ).write(path, progress)


def _rows(papers: list[ExamPaper]) -> Iterator["Row"]:
    for paper in papers:
        several = f"第 {paper.paper_no} 卷　" if paper.papers > 1 else ""
        yield part(f"{several}{paper.version}（共 {paper.points} 分）")
        for each in paper.parts:
            for item in each.items:
                brief = (
                    item.answer if item.kind in (QuestionKind.SINGLE, QuestionKind.MULTI, QuestionKind.JUDGE) else ""
                )
                words = shown_answer(item.kind, item.options, item.answer)
                yield (str(item.number), item.kind, brief, words, str(item.points), item.source)
