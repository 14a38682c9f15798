"""The answer sheet: one for all versions, with a box for the version, letters to be blackened, lines to be written on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.papers.seal_line import FIELDS, draw_seal_line
from desktop_app.features.quiz.words import QuestionKind
from desktop_app.features.quiz.written import ExamPaper, Item, Part, exam_papers
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.flow import Flow, Piece, gap
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import MM, WUHAO, XIAOSI, baseline, sheet
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

_LEFT, _RIGHT, _TOP, _BOTTOM = 40 * MM, 15 * MM, 20 * MM, 18 * MM
_ROW = 22.0
_ACROSS = 4
_CELL = 14.0
_ESSAY = 110.0
_NUMBERS = "一二三四五六七八九十"


def write_answer_sheet(office: Office, path: Path, stage: int, progress: Progress = SILENT) -> None:
    """One sheet for each paper of the stage (its versions have the same numbers)."""
    papers = [paper for paper in exam_papers(office, stage) if paper.version == "A卷"]
    canvas = Canvas(sheet("A4", landscape=False), title=f"{papers[0].title}答题卡")
    for number, paper in enumerate(papers):
        progress.report(number, len(papers), "排答题卡")
        _Sheet(canvas, paper).draw()
    canvas.save(path)


class _Sheet:
    def __init__(self, canvas: Canvas, paper: ExamPaper) -> None:
        self._canvas = canvas
        self._paper = paper
        self._height = canvas.size[1]
        self._width = canvas.size[0] - _LEFT - _RIGHT

    def draw(self) -> None:
        for number, page in enumerate(Flow(self._height - _TOP - _BOTTOM, 1).pages(list(self._pieces())), 1):
            draw_seal_line(self._canvas, FIELDS if number == 1 else ())
            for piece, offset in page:
                piece.draw(self._height - _TOP - offset)
            self._canvas.end_page()

    def _pieces(self) -> Iterator[Piece]:
        yield Piece(34, partial(self._centred, f"{self._paper.title}", Role.TITLE, 18), keeps=True)
        several = f"（第 {self._paper.paper_no} 卷）" if self._paper.papers > 1 else ""
        yield Piece(30, partial(self._centred, f"{self._paper.stage}答题卡{several}", Role.HEI, 16), keeps=True)
        told = "卷别：□ A卷　□ B卷　　请在所选字母的方框内涂黑或打√；判断题对的选√，错的选×。"
        yield Piece(26, partial(self._text, told), keeps=True)
        for at, part in enumerate(self._paper.parts):
            yield from self._part(_NUMBERS[at], part)

    def _centred(self, text: str, role: Role, size: float, top: float) -> None:
        self._canvas.text(_LEFT + self._width / 2, baseline(top, 28, size), text, role, size, align="center")

    def _text(self, text: str, top: float) -> None:
        self._canvas.text(_LEFT, baseline(top, 22, WUHAO), text, Role.SONG, WUHAO)

    def _part(self, number: str, part: Part) -> Iterator[Piece]:
        yield gap(6, keeps=True)
        told = f"{number}、{part.kind}题（共 {part.points} 分）"
        yield Piece(24, partial(self._heading, told), keeps=True)
        if part.kind == QuestionKind.ESSAY:
            for item in part.items:
                yield Piece(_ESSAY, partial(self._essay, item))
            return
        across = 2 if part.kind == QuestionKind.BLANK or _widest(part) > len("ABCD") else _ACROSS
        for start in range(0, len(part.items), across):
            yield Piece(_ROW, partial(self._row, part.items[start : start + across], across))

    def _heading(self, text: str, top: float) -> None:
        self._canvas.text(_LEFT, baseline(top, 24, XIAOSI), text, Role.HEI, XIAOSI)

    def _row(self, items: tuple[Item, ...], across: int, top: float) -> None:
        step = self._width / across
        for at, item in enumerate(items):
            x = _LEFT + at * step
            y = baseline(top, _ROW, XIAOSI)
            self._canvas.text(x + 18, y, f"{item.number}.", Role.SONG, XIAOSI, align="right")
            if item.kind == QuestionKind.BLANK:
                self._canvas.lines([(x + 24, y - 3, x + step - 12, y - 3)])
            else:
                self._cells(item, x + 24, top)

    def _cells(self, item: Item, x: float, top: float) -> None:
        marks = "√×" if item.kind == QuestionKind.JUDGE else LETTERS[: len(item.options)]
        for at, mark in enumerate(marks):
            left = x + at * (_CELL + 6)
            self._canvas.box(left, top - 4 - _CELL, _CELL, _CELL)
            y = baseline(top - 4, _CELL, WUHAO)
            self._canvas.text(left + _CELL / 2, y, mark, Role.SONG, WUHAO, align="center", grey=0.45)

    def _essay(self, item: Item, top: float) -> None:
        self._canvas.text(_LEFT + 18, baseline(top, 20, XIAOSI), f"{item.number}.", Role.SONG, XIAOSI, align="right")
        self._canvas.box(_LEFT + 24, top - _ESSAY + 8, self._width - 24, _ESSAY - 12)


def _widest(part: Part) -> int:
    return max(len(item.options) for item in part.items)
