"""月度汇总 on the screen: choose a span and an organisation, read the figures, open the rows behind each, hand the paper on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.summary.reckoning import Line, by_section, lines
from desktop_app.features.summary.ui.span_chooser import SpanChooser
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip

_LINE = Qt.ItemDataRole.UserRole
_ORGS = (
    "SELECT o.id, o.short_name, ifnull(p.depth, 0) FROM party_org o LEFT JOIN org_place p ON p.org_id = o.id"
    " WHERE o.level <> '党小组' ORDER BY p.place, o.id"
)


class SummaryPage(QWidget):
    """Figures are reckoned on the worker; double click or Enter on a line opens its rows."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: Sequence[Line] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        self.message = MessageStrip()
        layout.addWidget(self.message)
        self.table = self._build_table()
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        desk.changed.connect(self._changed)
        self.reckon()

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.span = SpanChooser(self._desk.clock.today())
        self.span.chosen.connect(self._chosen)
        row.addWidget(self.span)
        row.addWidget(QLabel("党组织"))
        self.org = QComboBox()
        self.org.setMinimumWidth(theme.scaled(200))
        self.org.setMaxVisibleItems(24)
        self._fill_orgs()
        self.org.currentIndexChanged.connect(self._chosen)
        row.addWidget(self.org)
        row.addStretch()
        for words, picture, slot in (
            ("上报件", "file-type-pdf", self.make_paper),
            ("Excel", "file-spreadsheet", self.make_workbook),
        ):
            button = QPushButton(words)
            button.setIcon(theme.icon(picture))
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def _fill_orgs(self) -> None:
        self.org.addItem("全中心", None)
        for org, name, depth in self._desk.office.database.rows(_ORGS):
            if depth:
                self.org.addItem("　" * (depth - 1) + name, org)

    def _build_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setColumnCount(6)
        table.setUniformRowHeights(True)
        table.setAlternatingRowColors(True)
        table.setRootIsDecorated(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAccessibleName("汇总数字")
        header = table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        table.itemActivated.connect(self._open_rows)
        table.setToolTip("双击或回车看每个数由哪些行得出")
        return table

    # Reckoning.

    @Slot()
    def _chosen(self, _index: object = None) -> None:
        self.reckon()

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        if self.isVisible():
            self.reckon()

    def reckon(self) -> None:
        """Ask for the figures of what is chosen now; an older question's answer is let go."""
        office, figures, span, org = self._desk.office, self._desk.figures, self.span.span(), self.org.currentData()
        self._desk.reader.ask(self, lambda: (span, lines(office, figures, span, org)), self._show)

    def _show(self, answer: tuple[Span, Sequence[Line]]) -> None:
        span, self._lines = answer
        word = {1: "月", 3: "季", 6: "半年", 12: "年"}.get(span.months(), "期")
        self.table.setHeaderLabels(("项目", f"本{word}", "本年累计", f"上{word}", f"比上{word}", "去年同期"))
        self.table.clear()
        for section, told in by_section(self._lines).items():
            self._add_section(section, told)
        metrics = self.table.fontMetrics()
        for column in range(1, 6):
            self.table.setColumnWidth(column, metrics.horizontalAdvance("汉" * 9))
        self.status_changed.emit(self.status_text())

    def _add_section(self, section: str, told: Sequence[Line]) -> None:
        top = QTreeWidgetItem(self.table, [section or "其他"])
        bold = QFont(self.table.font())
        bold.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, bold)
        top.setFirstColumnSpanned(True)
        for line in told:
            change = f"{line.change:+,}" if line.change else "—"
            texts = [
                f"{line.label}（{line.unit}）",
                f"{line.value:,}",
                f"{line.cumulative:,}",
                f"{line.previous:,}",
                change,
            ]
            item = QTreeWidgetItem(top, [*texts, f"{line.last_year:,}"])
            item.setData(0, _LINE, line)
            for column in range(1, 6):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not line.value:
                item.setForeground(1, QBrush(theme.colour("muted")))
        top.setExpanded(True)

    def status_text(self) -> str:
        """What the status bar says."""
        return f"{self.span.span().title()} · {len(self._lines)} 个数字"

    @Slot(QTreeWidgetItem)
    def _open_rows(self, item: QTreeWidgetItem) -> None:
        line: Line | None = item.data(0, _LINE)
        if line is None:
            return
        span = self.span.span()
        rows = line.figure.rows(self._desk.office, span, self.org.currentData())
        self._desk.open_figure(line.figure, rows, span)

    # Papers.

    @Slot()
    def make_paper(self) -> None:
        """The paper that goes upward, looked at before it is printed."""
        target = where.ask_target(self, "上报件存到哪里", f"{self.span.span().title()}党员队伍变动情况", where.PDF)
        if target is not None:
            self._desk.jobs.run("上报件", self._writer(target), self._paper_done, self.message.fail)

    @Slot()
    def make_workbook(self) -> None:
        """The same numbers as a workbook, each beside a formula that recounts it."""
        target = where.ask_target(self, "汇总表存到哪里", f"{self.span.span().title()}汇总", where.EXCEL)
        if target is not None:
            self._desk.jobs.run("汇总表", self._writer(target), self._workbook_done, self.message.fail)

    def _writer(self, target: Path) -> Any:
        office, figures, span = self._desk.office, self._desk.figures, self.span.span()

        def write(progress: Progress) -> Path:
            # Here, because reportlab and openpyxl must not be paid for before they are asked for.
            if target.suffix == ".pdf":
                from desktop_app.features.summary.papers import write_pdf as write_to
            else:
                from desktop_app.features.summary.excel import write_excel as write_to
            write_to(office, figures, span, target, progress)
            return target

        return write

    def _paper_done(self, target: Path) -> None:
        from desktop_app.widgets.pdf_preview import PdfPreview

        PdfPreview(target, f"{self.span.span().title()}党员队伍变动情况", self._desk, self.window()).show()

    def _workbook_done(self, target: Path) -> None:
        self.message.say(f"已存为 {target.name}", "good", "打开所在文件夹", lambda: where.open_folder(target))
