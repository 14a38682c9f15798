"""表样: what papers and sheets are called, their columns and who signs below them, with the paper itself as preview (X12)."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.summary.forms import ANALYSIS, FORMS
from desktop_app.ledger.forms import Form, all_columns, forget_form, form_of, remember_form
from desktop_app.ledger.paper_words import SOURCES, remember_signatures, signatures
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span, month_of
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.pdf_preview import PdfPane
from desktop_app.widgets.plain_list import PlainList
from desktop_app.widgets.whole_text import WholeText

_KEY = Qt.ItemDataRole.UserRole
_SIGNATURES = "签名栏（各表共用）"
_SPARE = 3


class FormsPage(QWidget):
    """The list of forms at the left, one form's words in the middle, the paper as it prints at the right.

    What was changed and not saved is kept when she goes elsewhere: 恢复原样 takes it back at any time.
    """

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._in_view: bool | None = None
        self._at = 0
        self._is_changed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        self.message = MessageStrip()
        column.addWidget(self.message)
        split = QSplitter(Qt.Orientation.Horizontal)
        self.forms = PlainList()
        for name in (*(form.name for form in FORMS), _SIGNATURES):
            QListWidgetItem(name, self.forms)
        self.forms.setAccessibleName("表样")
        self.forms.currentRowChanged.connect(self._go_to)
        desk.closing.connect(self._keep_changed)
        split.addWidget(self.forms)
        split.addWidget(self._build_form())
        self.preview = PdfPane()
        split.addWidget(self.preview)
        split.setStretchFactor(2, 1)
        split.setSizes([theme.scaled(170), theme.scaled(380), theme.scaled(520)])
        column.addWidget(split, 1)
        self.setFocusProxy(self.forms)
        self.forms.setCurrentRow(0)

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 8, 0)
        form = QFormLayout()
        self.title = QLineEdit()
        self.title.textEdited.connect(self._changed)
        self.title_label = QLabel("标题")
        form.addRow(self.title_label, self.title)
        column.addLayout(form)
        self.hint = QLabel()
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        self.columns = QTableWidget(0, 2)
        WholeText(self.columns)
        self.columns.setAccessibleName("栏目")
        self.columns.itemChanged.connect(self._changed)
        self.columns.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.columns.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.columns.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column.addWidget(self.columns, 1)
        column.addStretch()  # a form without columns keeps its words at the top
        column.addLayout(self._build_buttons())
        return page

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, slot in (("上移", self.move_up), ("下移", self.move_down), ("恢复原样", self.reset)):
            button = QPushButton(words)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch()
        save = QPushButton("保存并预览")
        theme.make_primary(save)
        save.clicked.connect(self.save)
        row.addWidget(save)
        return row

    @property
    def _form(self) -> Form | None:
        """The chosen form; None for the signatures."""
        return FORMS[self._at] if 0 <= self._at < len(FORMS) else None

    @property
    def _is_booklet(self) -> bool:
        return self._form is ANALYSIS

    @Slot()
    def _changed(self, _what: object = None) -> None:
        self._is_changed = True

    @Slot(int)
    def _go_to(self, row: int) -> None:
        self._keep_changed()
        self._at = row
        self._show()

    def _show(self) -> None:
        self._print_if_other()
        self._fill()
        self._is_changed = False

    def _fill(self) -> None:
        form = self._form
        self.title.setVisible(form is not None)
        self.title_label.setVisible(form is not None)
        if form is None:
            self._show_signatures()
            return
        self.title.setText(form_of(self._desk.office, form).title)
        has = bool(form.columns)
        self.columns.setVisible(has)
        self.hint.setText(
            "标题里的 {期间} 印成 2016年12月。" + ("勾选的栏目才印；名称可改，次序用上移、下移。" if has else "")
        )
        self.columns.setHorizontalHeaderLabels(("栏目", "印成"))
        told = all_columns(self._desk.office, form)
        declared = {column.key: column.heading for column in form.columns}
        self.columns.setRowCount(len(told))
        for at, (column, shown) in enumerate(told):
            self._put(at, declared[column.key], column.key, shown, fixed=column.needed, words=column.heading)

    def _put(self, at: int, name: str, key: str, shown: bool, *, fixed: bool, words: str) -> None:
        item = QTableWidgetItem(name)
        item.setData(_KEY, key)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        if fixed:
            item.setToolTip("这一栏不能少")
        self.columns.setItem(at, 0, item)
        self.columns.setItem(at, 1, QTableWidgetItem(words))

    def _show_signatures(self) -> None:
        self.columns.setVisible(True)
        self.hint.setText("每张表末尾的签名栏，从左到右。名称留空的不印；填什么取自“设置 · 报表”。")
        self.columns.setHorizontalHeaderLabels(("名称", "填什么"))
        told = [*signatures(self._desk.office), *[("", "")] * _SPARE]
        self.columns.setRowCount(len(told))
        for at, (label, source) in enumerate(told):
            self.columns.setItem(at, 0, QTableWidgetItem(label))
            self.columns.setItem(at, 1, QTableWidgetItem())
            choice = QComboBox()
            for key, words in SOURCES.items():
                choice.addItem(words, key)
            choice.setCurrentIndex(max(0, choice.findData(source)))
            choice.activated.connect(self._changed)
            self.columns.setCellWidget(at, 1, choice)

    # Order.

    @Slot()
    def move_up(self) -> None:
        """Move the current column one up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the current column one down."""
        self._move(1)

    def _move(self, by: int) -> None:
        here = self.columns.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.columns.rowCount():
            return
        for column in (0, 1):
            one, other = self.columns.takeItem(here, column), self.columns.takeItem(there, column)
            self.columns.setItem(here, column, other)
            self.columns.setItem(there, column, one)
        if self._form is None:
            one, other = (self._choice(at).currentIndex() for at in (here, there))
            self._choice(here).setCurrentIndex(other)
            self._choice(there).setCurrentIndex(one)
        self.columns.setCurrentCell(there, self.columns.currentColumn())

    def _choice(self, at: int) -> QComboBox:
        widget = self.columns.cellWidget(at, 1)
        assert isinstance(widget, QComboBox)
        return widget

    def _words(self, at: int, column: int) -> str:
        item = self.columns.item(at, column)
        return item.text() if item else ""

    # Keeping.

    @Slot()
    def save(self) -> None:
        """Keep the form, and show how it prints."""
        self._keep_and_show(self._keep)

    @Slot()
    def reset(self) -> None:
        """As the program came."""
        self._keep_and_show(self._forget)
        self._show()

    def _keep_and_show(self, keep: Any) -> None:
        if self._is_kept(keep):
            self._print()

    @Slot()
    def _keep_changed(self) -> None:
        if self._is_changed:
            self._is_kept(self._keep)

    def _is_kept(self, keep: Any) -> bool:
        try:
            keep()
        except OfficeError as refusal:
            self.message.fail(refusal)
            return False
        self._is_changed = False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._print_if_other()

    def _print_if_other(self) -> None:
        """The chosen form's paper is in view from the beginning, before anything is changed."""
        if self.isVisible() and self._in_view != self._is_booklet:
            self._print()

    def _print(self) -> None:
        self._in_view = self._is_booklet
        self._desk.jobs.run("预览", self._writer(), self.preview.show_pdf, self.message.fail)

    def _keep(self) -> None:
        office, form = self._desk.office, self._form
        rows = range(self.columns.rowCount())
        if form is None:
            remember_signatures(office, [(self._words(at, 0), self._choice(at).currentData()) for at in rows])
            return
        told = [(self.columns.item(at, 0), self._words(at, 1)) for at in rows]
        columns = [
            (item.data(_KEY), words, item.checkState() == Qt.CheckState.Checked)
            for item, words in told
            if item is not None
        ]
        remember_form(office, form, self.title.text(), columns if form.columns else [])

    def _forget(self) -> None:
        if self._form is None:
            remember_signatures(self._desk.office, ())
        else:
            forget_form(self._desk.office, self._form)

    def _writer(self) -> Any:
        office, figures, span = self._desk.office, self._desk.figures, self._span()
        booklet = self._is_booklet

        def write(progress: Any) -> bytes:
            from desktop_app.features.summary.booklet import write_booklet
            from desktop_app.features.summary.papers import write_pdf

            with TemporaryDirectory() as folder:
                path = Path(folder) / "预览.pdf"
                (write_booklet if booklet else write_pdf)(office, figures, span, path, progress)
                return path.read_bytes()

        return write

    def _span(self) -> Span:
        return month_of(self._desk.clock.today())

    def status_text(self) -> str:
        """What the status bar says."""
        return f"{len(FORMS)} 种表样"
