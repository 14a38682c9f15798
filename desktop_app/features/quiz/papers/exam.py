"""The exam paper: A4 with the 密封线 at the left, a box for the marks, questions that never break over a page."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.papers.seal_line import FIELDS, draw_seal_line
from desktop_app.features.quiz.words import QuestionKind
from desktop_app.features.quiz.written import ExamPaper, Item, Part, exam_papers
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.flow import Flow, Piece, gap
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, WUHAO, XIAOSI, baseline, sheet
from desktop_app.paper.table_drawing import balanced
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

LEFT, RIGHT, TOP, BOTTOM = 40 * MM, 15 * MM, 20 * MM, 18 * MM
LINE = 21.0
_NUMBERS = "一二三四五六七八九十"
_TITLE_PITCH = 32.0
_BOX = 22.0
_ESSAY_LINES = 7
_GAP = re.compile("[_＿﹍]{2,}")


def write_exam(office: Office, path: Path, stage: int, progress: Progress = SILENT) -> None:
    """Every version of every paper of a stage, one after the other, each from a page of its own."""
    papers = exam_papers(office, stage)
    canvas = Canvas(sheet("A4", landscape=False), title=f"{papers[0].title}试卷")
    for number, paper in enumerate(papers):
        progress.report(number, len(papers), "排试卷")
        _Sheet(canvas, paper).draw()
    canvas.save(path)


class _Sheet:
    """One version while its pages are drawn."""

    def __init__(self, canvas: Canvas, paper: ExamPaper) -> None:
        self._canvas = canvas
        self._paper = paper
        self._page_width, self._page_height = canvas.size
        self._width = self._page_width - LEFT - RIGHT
        self._pen = canvas.pen(Role.SONG, XIAOSI)

    def draw(self) -> None:
        """All pages of the version."""
        pages = Flow(self._page_height - TOP - BOTTOM, LINE).pages(list(self._pieces()))
        for number, page in enumerate(pages, 1):
            draw_seal_line(self._canvas, fields=FIELDS if number == 1 else ())
            for piece, offset in page:
                piece.draw(self._page_height - TOP - offset)
            told = f"{self._name}　第 {number} 页　共 {len(pages)} 页"
            middle = LEFT + self._width / 2
            self._canvas.text(middle, 10 * MM, told, Role.SONG, WUHAO, align="center")
            self._canvas.end_page()

    @property
    def _name(self) -> str:
        several = f"（第 {self._paper.paper_no} 卷）" if self._paper.papers > 1 else ""
        return f"{self._paper.stage}试卷{several}　{self._paper.version}"

    def _pieces(self) -> Iterator[Piece]:
        for line in balanced(self._canvas.pen(Role.TITLE, ERHAO), self._paper.title, self._width):
            yield Piece(
                _TITLE_PITCH, partial(self._centred, line, Role.TITLE, ERHAO, _TITLE_PITCH), keeps=True, on_grid=False
            )
        yield Piece(LINE * 1.5, partial(self._centred, self._name, Role.HEI, 16, LINE * 1.5), keeps=True, on_grid=False)
        minutes = f"　　时间 {self._paper.minutes} 分钟" if self._paper.minutes else ""
        told = f"满分 {self._paper.points} 分{minutes}"
        yield Piece(LINE, partial(self._centred, told, Role.SONG, XIAOSI, LINE), keeps=True, on_grid=False)
        yield Piece(_BOX * 2 + 12, self._draw_marks, on_grid=False)
        for at, part in enumerate(self._paper.parts):
            yield from self._part(_NUMBERS[at], part)

    def _centred(self, text: str, role: Role, size: float, height: float, top: float) -> None:
        middle = LEFT + self._width / 2
        self._canvas.text(middle, baseline(top, height, size), text, role, size, align="center")

    def _draw_marks(self, top: float) -> None:
        """The box in which the marks of each part are written."""
        heads = ["题　号", *(_NUMBERS[at] for at in range(len(self._paper.parts))), "总　分", "阅卷人"]
        width = self._width / len(heads)
        for at, head in enumerate(heads):
            x = LEFT + at * width
            for row, text in enumerate((head, "得　分" if at == 0 else "")):
                self._canvas.box(x, top - 6 - _BOX * (row + 1), width, _BOX)
                y = baseline(top - 6 - _BOX * row, _BOX, XIAOSI)
                self._canvas.text(x + width / 2, y, text, Role.HEI if row == 0 else Role.SONG, XIAOSI, align="center")

    def _part(self, number: str, part: Part) -> Iterator[Piece]:
        each = {item.points for item in part.items}
        worth = f"每题 {each.pop()} 分，共 {part.points} 分" if len(each) == 1 else f"共 {part.points} 分"
        how = f"；{self._paper.multi_rule}" if part.kind == QuestionKind.MULTI else ""
        words = {"判断": "对的打√，错的打×；", "多选": "每题有两个或两个以上正确答案；"}.get(part.kind, "")
        yield gap(LINE / 2, keeps=True)
        told = f"{number}、{part.kind}题（{words}{worth}{how}）"
        for line in self._canvas.pen(Role.HEI, XIAOSI).wrap(told, self._width):
            yield Piece(LINE, partial(self._line, LEFT, line, Role.HEI), keeps=True)
        for item in part.items:
            yield from self._question(item)

    def _line(self, x: float, text: str, role: Role, top: float) -> None:
        self._canvas.text(x, baseline(top, LINE, XIAOSI), text, role, XIAOSI)

    def _question(self, item: Item) -> Iterator[Piece]:
        mark = "（　　）" if item.kind == QuestionKind.JUDGE else ""
        # A gap is written into: as long as about six characters, whatever the bank has.
        stem = _GAP.sub("_" * 12, item.stem) if item.kind == QuestionKind.BLANK else item.stem
        lines = self._pen.wrap(f"{item.number}. {stem}{mark}", self._width)
        rows = list(self._option_rows(item.options))
        tail = _ESSAY_LINES if item.kind == QuestionKind.ESSAY else 0
        total = len(lines) + len(rows) + tail
        for at, line in enumerate(lines):
            yield Piece(LINE, partial(self._line, LEFT, line, Role.SONG), keeps=at < total - 1)
        for at, row in enumerate(rows):
            yield Piece(LINE, partial(self._draw_row, row), keeps=at < len(rows) - 1)
        if tail:
            yield Piece(LINE * tail, lambda _top: None)

    def _option_rows(self, options: Sequence[str]) -> Iterator[list[tuple[float, str]]]:
        """Options four, two or one a line, as they fit; a long one over several lines."""
        told = [f"{letter}. {option}" for letter, option in zip(LETTERS, options, strict=False)]
        widest = max((self._pen.width(text) for text in told), default=0)
        room = self._width - 2 * XIAOSI
        across = next((count for count in (4, 2) if widest <= room / count - XIAOSI), 1)
        if across == 1:
            for text in told:
                for line in self._pen.wrap(text, room):
                    yield [(LEFT + 2 * XIAOSI, line)]
            return
        for start in range(0, len(told), across):
            some = told[start : start + across]
            yield [(LEFT + 2 * XIAOSI + at * room / across, text) for at, text in enumerate(some)]

    def _draw_row(self, row: Sequence[tuple[float, str]], top: float) -> None:
        for x, text in row:
            self._line(x, text, Role.SONG, top)
