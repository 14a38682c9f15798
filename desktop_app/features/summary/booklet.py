"""内部分析册: the same report for the office's own desk: cover, contents, the chapters' texts, charts of the last months, tables.

It carries the seal's head, so that a reader can tell from which state of the office it was printed; what goes upward does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.features.summary.chapters import (
    BASICS,
    HONOURS,
    INNOVATION,
    LIFE,
    PROBLEMS,
    STUDY,
    VISITS,
    WORKS,
    Chapter,
    numbered,
)
from desktop_app.features.summary.forms import ANALYSIS
from desktop_app.features.summary.papers import annexes
from desktop_app.features.summary.reckoning import center
from desktop_app.features.summary.report import Report, report
from desktop_app.features.summary.trends import trend_chart
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.forms import form_of
from desktop_app.paper import gb9704
from desktop_app.paper import official_blocks as parts
from desktop_app.paper.annex import AnnexPages
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.chart import Chart, Series
from desktop_app.paper.flow import Flow, Piece
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, SANHAO, SIHAO
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress

CHARTS: Final[dict[Chapter, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    BASICS: (("党员总数", ("member.total",)), ("党员增减", ("member.in", "member.out"))),
    LIFE: (
        ("开展会议和学习", ("study.sessions",)),
        ("到会率", ("study.rate",)),
        ("缺开的项数", ("study.gaps",)),
    ),
    STUDY: (("讲课", ("study.leader_classes", "study.team_classes", "study.mutual_classes")),),
    WORKS: (("征文", ("study.essays",)),),
    INNOVATION: (("立项攻关", ("innovation.projects_new",)),),
    PROBLEMS: (
        ("问题新增与销号", ("problem.items_new", "problem.items_closed")),
        ("未销号问题", ("problem.items_open",)),
    ),
    VISITS: (("走访", ("visit.visits",)), ("诉求新增与办结", ("appeal.new", "appeal.done"))),
    HONOURS: (("宣传报道", ("media.items",)),),
}
"""Which figures are drawn in a chapter, by title; those that nobody offers are left out."""
_PYRAMID = tuple(f"age.{number:02d}" for number in range(1, 11))
_DOTS = "…"


@dataclass(frozen=True)
class _Entry:
    """A line of the contents: what, and on which page of the booklet."""

    words: str
    page: int


def write_booklet(
    office: Office, figures: Sequence[Figure], span: Span, path: Path, progress: Progress = SILENT
) -> int:
    """Write the booklet of a span; the number of pages."""
    return Booklet(office, figures, report(office, figures, span, progress), progress).write(path)


class Booklet:
    """Drawn twice: once to learn on which page everything stands, once for good."""

    def __init__(self, office: Office, figures: Sequence[Figure], told: Report, progress: Progress) -> None:
        self._office = office
        self._figures = {figure.code: figure for figure in figures}
        self._told = told
        self._title = form_of(office, ANALYSIS).title_of(told.span)
        self._annexes = annexes(office, figures, told, progress)
        self._charts = {
            chapter: list(self._charts_of(chapter)) for chapter in progress.over(CHARTS, len(CHARTS), "画走势图")
        }
        self._progress = progress

    def write(self, path: Path) -> int:
        """The number of pages; the PDF lies whole at `path`, or not at all."""
        trial = Canvas(gb9704.SHEET, title=self._title)
        self._cover(trial)
        self._contents(trial, ())
        entries = self._draw(trial)
        canvas = Canvas(gb9704.SHEET, title=self._title)
        self._cover(canvas)
        self._contents(canvas, entries)
        self._draw(canvas)
        self._progress.check()
        canvas.save(path)
        return canvas.pages

    # Cover and contents.

    def _cover(self, canvas: Canvas) -> None:
        width, height = canvas.size
        chart = load_history(self._office.database).on(self._told.span.end)
        middle = width / 2
        canvas.text(
            middle,
            height - 95 * MM,
            self._title,
            Role.TITLE,
            _fit(canvas, self._title, width - 50 * MM),
            align="center",
        )
        canvas.lines([(middle - 30 * MM, height - 103 * MM, middle + 30 * MM, height - 103 * MM)])
        canvas.text(middle, height - 114 * MM, "内部分析册", Role.HEI, SANHAO, align="center")
        canvas.text(middle, 70 * MM, center(chart) or self._office.name, Role.BODY, SANHAO, align="center")
        canvas.text(middle, 60 * MM, chinese_day(self._office.clock.today()), Role.BODY, SANHAO, align="center")
        head = self._office.seal_head()
        if head:
            canvas.text(
                middle, 20 * MM, f"数据版本 {head[:16]}　仅供本单位内部使用", Role.SANS, 9, align="center", grey=0.35
            )
        canvas.end_page()

    def _contents(self, canvas: Canvas, entries: Sequence[_Entry]) -> None:
        width, height = canvas.size
        canvas.text(width / 2, height - 50 * MM, "目　录", Role.TITLE, ERHAO, align="center")
        pen = canvas.pen(Role.BODY, SIHAO)
        left, right, y = gb9704.LEFT, gb9704.RIGHT_EDGE, height - 66 * MM
        for entry in entries:
            number = f"{entry.page}"
            room = right - left - pen.width(entry.words) - pen.width(number) - 8
            dots = _DOTS * max(0, int(room / pen.width(_DOTS)))
            canvas.text(left, y, entry.words, Role.BODY, SIHAO)
            canvas.text(right - pen.width(number) - 4, y, dots, Role.BODY, SIHAO, align="right", grey=0.5)
            canvas.text(right, y, number, Role.BODY, SIHAO, align="right")
            y -= 26
        canvas.end_page()

    # Chapters.

    def _draw(self, canvas: Canvas) -> list[_Entry]:
        """Everything after the contents; its entries."""
        entries: list[_Entry] = []
        said = [text for text in self._told.texts if text.paragraphs or self._charts.get(text.chapter)]
        starts: list[tuple[str, Piece]] = []
        pieces: list[Piece] = []
        for number, text in enumerate(said, 1):
            words = numbered(number, text.chapter.heading)
            heading = list(parts.heading(canvas, words, 1))
            starts.append((words, heading[0]))
            pieces += heading
            for paragraph in text.paragraphs:
                pieces += parts.paragraph(canvas, paragraph, "")
            for chart in self._charts.get(text.chapter, ()):
                pieces += parts.figure(canvas, chart, "")
        for page in Flow(gb9704.HEIGHT, gb9704.LINE).pages(pieces):
            at = canvas.pages + 1
            there = {id(piece) for piece, _ in page}
            entries += [_Entry(words, at) for words, first in starts if id(first) in there]
            for piece, offset in page:
                piece.draw(gb9704.TOP_EDGE - offset)
            gb9704.draw_page_number(canvas, at)
            canvas.end_page()
        for number, annex in enumerate(self._annexes, 1):
            entries.append(_Entry(f"附表{number}　{annex.title}", canvas.pages + 1))
            AnnexPages(canvas, annex, f"附表{number}").draw(self._progress)
        return entries

    def _charts_of(self, chapter: Chapter) -> Iterator[Chart]:
        for title, codes in CHARTS[chapter]:
            offered = [self._figures[code] for code in codes if code in self._figures]
            if offered:
                chart = trend_chart(self._office, offered, self._told.span, title=title)
                if any(value for series in chart.series for value in series.values):
                    yield chart
        if chapter is BASICS:
            yield from self._ages()

    def _ages(self) -> Iterator[Chart]:
        lines = {line.code: line for line in self._told.lines}
        there = [lines[code] for code in _PYRAMID if code in lines]
        if any(line.value for line in there):
            values = [line.value for line in there]
            yield Chart("rows", [line.label for line in there], [Series("党员", values)], title="年龄", unit="人")


def _fit(canvas: Canvas, words: str, room: float) -> float:
    """The size of the cover's title: 二号 and a half, smaller where it is long."""
    return min(30.0, 30.0 * room / max(1.0, canvas.pen(Role.TITLE, 30.0).width(words)))
