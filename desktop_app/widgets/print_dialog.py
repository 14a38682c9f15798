"""Printing what is on the screen: the page as it will come out, beside it the few things to choose (X9, X11).

Every choice writes the PDF anew on the worker and shows it; nothing is drawn twice in two ways.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.cells import is_sensitive
from desktop_app.ledger.declaration import Column
from desktop_app.ledger.paper_words import FOOT_FIELDS, branch_shown, paper_foot, paper_title, remember_paper_foot
from desktop_app.ledger.query import LedgerQuery
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.handing_out import HandingOut
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.pdf_preview import PdfPane, save_pdf, say_printed, tool
from desktop_app.widgets.plain_list import PlainList
from desktop_app.widgets.running import Running

_SIZES = (("A4 横向", "A4", True), ("A4 纵向", "A4", False), ("A3 横向", "A3", True), ("A3 纵向", "A3", False))
_AGAIN_AFTER_MS = 350
_SIDE = 280


class PrintDialog(QDialog):
    """The listed rows as an official table. What is chosen is remembered for the ledger, the names at its foot for the office."""

    def __init__(
        self, desk: Desk, query: LedgerQuery, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印 {query.ledger.title}")
        self.resize(theme.scaled(1180), theme.scaled(760))
        self._desk, self._query, self._columns = desk, query, list(columns)
        self._kept = desk.office.settings.get(self._key, {})
        self._stale = False
        self.pane = PdfPane()
        self.pane.printed.connect(self._printed)
        self.strip = MessageStrip()
        self.running = Running(desk.jobs)
        self.running.busy_changed.connect(self._busy)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_AFTER_MS)
        self._again.timeout.connect(self.make)
        self._build()
        self.make()

    @property
    def _usual_title(self) -> str:
        """The branch that is chosen is named; the clerk's own title of the whole list isn't put over one branch."""
        usual, own = paper_title(self._query), self._kept.get("title")
        return own if own and not branch_shown(self._query) else usual

    @property
    def _key(self) -> str:
        return f"print.{self._query.ledger.key}"

    # ---- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        row.addWidget(self._build_side())
        column.addLayout(row, 1)

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        self.print_button = tool("printer", "打印", self.pane.ask_printer, words_shown=True, keys="Ctrl+P")
        self.save_button = tool("device-floppy", "存为 PDF…", self._save, words_shown=True, keys="Ctrl+S")
        for button in (self.print_button, self.save_button):
            row.addWidget(button)
        row.addWidget(self.running, 1)
        row.addWidget(self.pane.words)
        for button in self.pane.buttons():
            row.addWidget(button)
        return bar

    def _build_side(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("paneBody")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._build_page())
        self.handing = HandingOut(is_sensitive(self._query.ledger, self._columns))
        self.handing.changed.connect(self._again.start)
        column.addWidget(self.handing)
        column.addWidget(_heading("哪些列"))
        column.addWidget(self._build_columns(), 1)
        column.addWidget(_heading("表末"))
        column.addLayout(self._build_foot())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFixedWidth(theme.scaled(_SIDE))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _build_page(self) -> QFormLayout:
        form = QFormLayout()
        self.title = QLineEdit(self._usual_title)
        self.title.textEdited.connect(self._again.start)
        self.sheet = QComboBox()
        for words, size, lying in _SIZES:
            self.sheet.addItem(words, (size, lying))
        self.sheet.setCurrentIndex(max(0, self.sheet.findText(self._kept.get("size", ""))))
        self.sheet.currentIndexChanged.connect(self._again.start)
        self.by_org = QCheckBox("按支部分段")
        self.by_org.setChecked(bool(self._kept.get("by_org")))
        self.by_org.setVisible(bool(self._query.ledger.org_field))
        self.by_org.toggled.connect(self._again.start)
        form.addRow("标题", self.title)
        form.addRow("纸张", self.sheet)
        form.addRow("", self.by_org)
        return form

    def _build_columns(self) -> PlainList:
        self.listed = PlainList()
        self.listed.setMinimumHeight(theme.scaled(140))
        left_out = set(self._kept.get("left_out", ()))
        for column in self._columns:
            item = QListWidgetItem(self._query.ledger.heading(column), self.listed)
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if column.name in left_out else Qt.CheckState.Checked)
        self.listed.itemChanged.connect(self._again.start)
        return self.listed

    def _build_foot(self) -> QFormLayout:
        form = QFormLayout()
        words = paper_foot(self._desk.office)
        self.foot: dict[str, QLineEdit] = {}
        for key, label in FOOT_FIELDS:
            line = self.foot[key] = QLineEdit(words[key])
            line.textEdited.connect(self._again.start)
            form.addRow(label, line)
        return form

    # ---- choosing

    def chosen_columns(self) -> list[Column]:
        """The columns ticked, in the table's order."""
        items = (self.listed.item(at) for at in range(self.listed.count()))
        names = {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked}
        return [column for column in self._columns if column.name in names]

    def _left_out(self) -> list[str]:
        chosen = {column.name for column in self.chosen_columns()}
        return [column.name for column in self._columns if column.name not in chosen]

    # ---- making

    @Slot()
    def make(self) -> None:
        """Write the paper anew as it is chosen now; a choice made meanwhile starts again."""
        self._again.stop()
        if self.running.busy:
            self._stale = True
            self.running.cancel()
            return
        columns = self.chosen_columns()
        if not columns:
            self.strip.say("至少要留一列。", "note")
            return
        self._stale = False
        try:
            unmasking = self.handing.begin(self._desk.office)
        except OfficeError as refusal:
            self.strip.fail(refusal)
            return
        words = {key: line.text().strip() for key, line in self.foot.items()}
        size, lying = self.sheet.currentData()
        query, title, by_org = self._query, self.title.text().strip(), self.by_org.isChecked()

        def write(progress: Progress) -> bytes:
            from desktop_app.ledger.table_paper import print_table

            remember_paper_foot(query.office, words)
            # Read back and gone at once: what it shows must not lie about in a temporary folder.
            with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
                path = Path(folder) / f"{query.ledger.title}.pdf"
                print_table(
                    query, columns, path, title=title, unmasking=unmasking, size=size, landscape=lying, by_org=by_org,
                    progress=progress,
                )  # fmt: skip
                return path.read_bytes()

        self.running.run("排版", write, self._made, self._refused, self._cancelled)

    def _made(self, pdf: bytes) -> None:
        self.pane.show_pdf(pdf)
        if self._stale:
            self.make()

    def _refused(self, refusal: OfficeError) -> None:
        self.strip.fail(refusal)

    def _cancelled(self) -> None:
        if self._stale:
            self.make()

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(not busy and self.pane.page_count > 0)
        if not busy:
            QTimer.singleShot(0, self, self._allow)

    def _allow(self) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(not self.running.busy and self.pane.page_count > 0)

    # ---- handing out

    @Slot()
    def _save(self) -> None:
        target = where.ask_target(self, "PDF 存到哪里", self.title.text() or self._usual_title, where.PDF)
        if target is not None:
            save_pdf(self.pane.pdf, target, self.strip)

    @Slot(bool)
    def _printed(self, whole: bool) -> None:
        say_printed(whole, self.strip)

    def done(self, result: int) -> None:
        self._again.stop()
        self.running.cancel()
        title = self.title.text().strip()
        own = "" if title == self._query.ledger.title else title
        kept: dict[str, Any] = {
            "title": self._kept.get("title", "") if branch_shown(self._query) else own,
            "size": self.sheet.currentText(),
            "by_org": self.by_org.isChecked(),
            "left_out": self._left_out(),
        }
        settings, key = self._desk.office.settings, self._key
        self._desk.save(lambda: settings.put(key, kept))
        self.pane.close_document()
        super().done(result)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("sectionTitle")
    return label
