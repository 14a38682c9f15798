"""月度汇总 on the screen: choose a span and an organisation, read the figures, open the rows behind each, hand the paper on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.summary.chapters import OTHERS, by_chapter, numbered
from desktop_app.features.summary.issued import issued_lines, issued_rows
from desktop_app.features.summary.issues_state import Standing, standing
from desktop_app.features.summary.model import IssueState
from desktop_app.features.summary.reckoning import Line, lines
from desktop_app.features.summary.report import Report, report
from desktop_app.features.summary.texts import typing_of
from desktop_app.features.summary.ui.chapter_text import ChapterText
from desktop_app.features.summary.ui.closing import Closing, lock
from desktop_app.features.summary.ui.figures_table import FiguresTable
from desktop_app.features.summary.ui.span_chooser import SpanChooser
from desktop_app.features.summary.ui.text_keeping import TextKeeping
from desktop_app.features.summary.ui.trend_view import TrendView
from desktop_app.features.summary.ui.writing import trend_pdf, write_booklet, write_paper, write_workbook
from desktop_app.ledger.figures import FigureRows
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.plain_list import PlainList

_ORGS = (
    "SELECT o.id, o.short_name, ifnull(p.depth, 0) FROM party_org o LEFT JOIN org_place p ON p.org_id = o.id"
    " WHERE o.level <> '党小组' ORDER BY p.place, o.id"
)
_HINTS = {
    "上报件": ("公文格式，正文和附件", "公文格式，正文和附件：定稿时存下的那一份"),
    "Excel": ("汇总表、明细和校核公式", "汇总表、明细和校核公式：定稿时存下的那一份"),
}
"""What the two papers are that an issue keeps: of a draft, and of what is closed."""


@dataclass(frozen=True)
class _Answer:
    """What the reading thread found: the whole report, the lines of the chosen organisation, how the span stands.

    `issue` is the one whose numbers the lines are; None where they are of the records as they are.
    """

    report: Report
    lines: list[Line]
    standing: Standing
    issue: int | None
    typed: Mapping[str, str]


class SummaryPage(QWidget):
    """Figures are reckoned on the reading thread; double click or Enter on a line opens its rows."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._answer: _Answer | None = None
        self._outdated = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_choice())
        layout.addLayout(self._build_actions())
        self.message = MessageStrip()
        self._closing = Closing(desk, self.message, self)
        layout.addWidget(self.message)
        layout.addWidget(self._build_body(), 1)
        self.setFocusProxy(self.table)
        desk.changed.connect(self._changed)
        desk.closing.connect(self.text.stop)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.reckon()

    def _build_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.span = SpanChooser(self._desk.clock.today())
        self.span.chosen.connect(self._chosen)
        row.addWidget(self.span)
        row.addWidget(QLabel("党组织"))
        self.org = QComboBox()
        self.org.setMinimumWidth(theme.scaled(180))
        self.org.setMaxVisibleItems(24)
        self.org.setAccessibleName("党组织")
        self._fill_orgs()
        self.org.currentIndexChanged.connect(self._chosen)
        row.addWidget(self.org)
        self.state = QLabel()
        self.state.setObjectName("hint")
        row.addWidget(self.state)
        row.addStretch()
        return row

    def _build_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText("找一个数（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.scaled(240))
        row.addWidget(self.search)
        self.only_said = QCheckBox("不列全为零的")
        row.addWidget(self.only_said)
        row.addStretch()
        self.buttons: dict[str, QPushButton] = {}
        for words, picture, slot, hint in (
            ("上报件", "file-type-pdf", self.make_paper, _HINTS["上报件"][0]),
            ("内部分析册", "report-analytics", self.make_booklet, "封面、目录、走势图和各表，留本单位用"),
            ("Excel", "file-spreadsheet", self.make_workbook, _HINTS["Excel"][0]),
            ("定稿", "lock", self.close_span, "把本期的数、明细、上报件和工作簿原样存下，并备份"),
            ("上报…", "circle-check", self.report_upward, "已经报给上级的，记下报往哪里、哪天报的"),
        ):
            button = QPushButton(words)
            button.setIcon(theme.icon(picture))
            button.setToolTip(hint)
            button.clicked.connect(slot)
            row.addWidget(button)
            self.buttons[words] = button
        self.closing_button, self.report_button = self.buttons["定稿"], self.buttons["上报…"]
        return row

    def _fill_orgs(self) -> None:
        self.org.addItem("全中心", None)
        for org, name, depth in self._desk.office.database.rows(_ORGS):
            if depth:
                self.org.addItem("　" * (depth - 1) + name, org)

    def _build_body(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        self.sections = PlainList()
        self.sections.setAccessibleName("章节")
        self.sections.itemClicked.connect(self._go_to_section)
        self.sections.itemActivated.connect(self._go_to_section)
        split.addWidget(self.sections)
        self.table = FiguresTable()
        self.table.line_asked.connect(self._open_rows)
        self.table.line_chosen.connect(self._line_chosen)
        self.search.textChanged.connect(self.table.search)
        self.only_said.toggled.connect(self.table.show_only_said)
        split.addWidget(self.table)
        split.addWidget(self._build_side())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.scaled(130), theme.scaled(640), theme.scaled(340)])
        return split

    def _build_side(self) -> QWidget:
        side = QSplitter(Qt.Orientation.Vertical)
        self.trend = TrendView()
        side.addWidget(self.trend)
        self.text = ChapterText()
        self._keeping = TextKeeping(self._desk, self.text, self.message)
        self._keeping.redrafted.connect(self.reckon)
        side.addWidget(self.text)
        side.setStretchFactor(1, 1)
        return side

    # Reckoning.

    @Slot()
    def _chosen(self, _index: object = None) -> None:
        self.text.keep()
        self.reckon()

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        if self.isVisible():
            self.reckon()
        else:
            self._outdated = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:  # a report was returned, records were changed, while another page was in front
            self.reckon()

    @Slot()
    def reckon(self) -> None:
        """Ask for the figures of what is chosen now; an older question's answer is let go."""
        self._outdated = False
        office, figures, span, org = self._desk.office, self._desk.figures, self.span.span(), self.org.currentData()

        def find() -> _Answer:
            now = standing(office, span)
            told, issue = (
                list(lines(office, figures, span, org)),
                now.issue if org is None and not now.is_draft else None,
            )
            if issue is not None:
                told = issued_lines(office, told, issue)
            return _Answer(report(office, figures, span), told, now, issue, typing_of(office, span))

        self._desk.reader.ask(self, find, self._show)

    def _show(self, answer: _Answer) -> None:
        other_span = self._answer is None or self._answer.report.span != answer.report.span
        self._answer = answer
        if other_span:
            self.message.hide()  # whatever it says is of the span that was shown
            self.text.editor.document().setModified(False)
        self.table.show_lines(answer.lines, answer.report.span)
        self._keeping.span = answer.report.span
        self.text.show_texts(list(answer.report.texts), lock(answer.standing), answer.typed)
        self._list_sections()
        if (line := self.table.current_line()) is not None:
            self._draw_course(line)
        self._show_standing(answer.standing, answer.issue is not None)
        self._closing.follow(answer.report.span, answer.standing)
        self.status_changed.emit(self.status_text())

    def _show_standing(self, now: Standing, as_issued: bool) -> None:
        self.state.setText(now.words() + ("，表里是定稿时的数" if as_issued else ""))
        self.closing_button.setEnabled(now.is_draft)
        self.report_button.setVisible(now.state == IssueState.CLOSED)
        for words, (live, kept) in _HINTS.items():
            self.buttons[words].setToolTip(live if now.is_draft else kept)

    def _list_sections(self) -> None:
        """Chapters and, where they have several, their sections; below them the chapters that are only written."""
        assert self._answer
        row = self.sections.currentRow()
        self.sections.clear()
        parts = by_chapter(self._answer.lines)
        for number, (chapter, sections) in enumerate(parts.items(), 1):
            self._add_place(numbered(number, chapter.heading), chapter.key, "")
            for title in sections if len(sections) > 1 else ():
                self._add_place(f"　{title}", chapter.key, title)
        for told in self._answer.report.texts:
            if told.chapter not in parts and not told.chapter.sections and (told.text or told.chapter is not OTHERS):
                self._add_place(told.chapter.heading, told.chapter.key, "")
        self.sections.setCurrentRow(min(row, self.sections.count() - 1))

    def _add_place(self, words: str, chapter: str, section: str) -> None:
        item = QListWidgetItem(words, self.sections)
        item.setData(Qt.ItemDataRole.UserRole, (chapter, section))

    @Slot(QListWidgetItem)
    def _go_to_section(self, item: QListWidgetItem) -> None:
        chapter, section = item.data(Qt.ItemDataRole.UserRole)
        self.table.go_to(chapter, section)
        self.text.go_to(chapter)

    def status_text(self) -> str:
        """What the status bar says."""
        return f"{self.span.span().title()} · {len(self._answer.lines) if self._answer else 0} 个数字"

    @Slot(object, object)
    def _open_rows(self, line: Line, span: Span) -> None:
        office, of, org = self._desk.office, self.span.span(), self.org.currentData()
        issue = self._answer.issue if self._answer else None

        def find() -> FigureRows:
            kept = issued_rows(office, issue, line.code) if issue is not None and span == of else None
            return kept or line.figure.rows(office, span, org)

        self._desk.reader.ask((self, "rows"), find, lambda rows: self._desk.open_figure(line.figure, rows, span))

    @Slot(object)
    def _line_chosen(self, line: Line) -> None:
        self.text.go_to(self.table.current_chapter())
        self._draw_course(line)

    def _draw_course(self, line: Line) -> None:
        office, span, org = self._desk.office, self.span.span(), self.org.currentData()
        self._desk.reader.ask((self, "trend"), lambda: trend_pdf(office, line, span, org), self.trend.show_pdf)

    # Papers.

    @Slot()
    def make_paper(self) -> None:
        """The paper that goes upward, looked at before it is printed."""
        self._make("上报件", f"{self.span.span().title()}党务工作情况", where.PDF, write_paper)

    @Slot()
    def make_booklet(self) -> None:
        """The office's own analysis: cover, contents, charts, tables."""
        self._make("内部分析册", f"{self.span.span().title()}党务工作分析", where.PDF, write_booklet)

    @Slot()
    def make_workbook(self) -> None:
        """The same numbers as a workbook, each beside a formula that recounts it."""
        self._make("汇总表", f"{self.span.span().title()}汇总", where.EXCEL, write_workbook)

    def _make(self, what: str, name: str, kind: str, write: Callable[..., None]) -> None:
        self.text.keep()
        target = where.ask_target(self, f"{what}存到哪里", name, kind)
        if target is None:
            return
        office, figures, span = self._desk.office, self._desk.figures, self.span.span()

        def work(progress: Progress) -> Path:
            write(office, figures, span, target, progress)
            return target

        done = self._paper_done if kind == where.PDF else self._workbook_done
        self._desk.jobs.run(what, work, done, self.message.fail)

    def _paper_done(self, target: Path) -> None:
        from desktop_app.widgets.pdf_preview import PdfPreview

        PdfPreview(target, target.stem, self._desk, self.window()).show()

    def _workbook_done(self, target: Path) -> None:
        away = not self.isVisible()  # she is at another tab: it waits for her
        open_it = partial(where.open_folder, target)
        self.message.say(f"已存为 {target.name}", "good", "打开所在文件夹", open_it, stays=away)

    # Closing.

    @Slot()
    def close_span(self) -> None:
        """定稿, once she says so: everything of the span is kept as it is then, what is being typed included."""
        self._closing.ask(self.span.span(), self.text.keep)

    @Slot()
    def report_upward(self) -> None:
        """Ask to whom and when the closed issue was reported."""
        if self._answer and self._answer.standing.issue:
            self._closing.report_upward(self._answer.standing.issue)
