"""The dialog: a field and a value, then the review, then the change."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from desktop_app.ledger import bulk
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.writes import NotAccepted, read_only_fields
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.bulk_edit.review_table import ReviewModel
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for
from desktop_app.widgets.form.finders import Offered, matches
from desktop_app.widgets.form.picker import PickerEdit
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.whole_text import WholeText


class BulkEditDialog(QDialog):
    """Give one field of the selected records a value; `written(count)` follows. An empty value empties the field."""

    written = Signal(int)

    def __init__(self, desk: Desk, ledger: Ledger, ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"批量修改 {len(ids):,} {ledger.unit}")
        self.resize(theme.scaled(640), theme.scaled(520))
        self._desk, self._ledger, self._ids = desk, ledger, list(ids)
        self.editor: FieldEditor | None = None
        self.model: ReviewModel | None = None
        self._build()

    def _build(self) -> None:
        self.field = PickerEdit(self._find_field)
        self.field.setPlaceholderText("改哪一项，可打拼音首字母")
        self.field.chosen.connect(self._field_chosen)
        self.field.done.connect(self._to_value)
        self._value_label = QLabel("改为")
        self._place = QVBoxLayout()
        self.strip = MessageStrip()
        self._counts = QLabel("选好项目和内容后，先看一遍每一条会怎样改。")
        self._counts.setObjectName("hint")
        self._counts.setWordWrap(True)
        self.table = QTableView()
        WholeText(self.table)
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.look = self._buttons.addButton("核对", QDialogButtonBox.ButtonRole.ActionRole)
        self.write = self._buttons.addButton("修改", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.write)
        self.write.setEnabled(False)
        self.look.setEnabled(False)
        self.look.clicked.connect(self._review)
        self._buttons.accepted.connect(self._write)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for part in (QLabel("项目"), self.field, self._value_label):
            column.addWidget(part)
        column.addLayout(self._place)
        for part in (self.strip, self._counts):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)

    def _find_field(self, typed: str) -> list[Offered]:
        locked = read_only_fields(self._ledger)
        names = [name for section in self._ledger.form for name in section.fields if name not in locked]
        labels = [Offered(name, self._ledger.fields[name].label) for name in dict.fromkeys(names)]
        return [each for each in labels if matches(each.text, typed)]

    # ---- what is to be written

    @Slot(object)
    def _field_chosen(self, chosen: Offered | None) -> None:
        self._forget_review()
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None
        self.look.setEnabled(chosen is not None)
        if chosen is not None:
            self.editor = editor_for(self._desk, self._ledger.fields[chosen.value], self)
            self.editor.edited.connect(self._forget_review)
            self.editor.done.connect(self._review)
            self._place.addWidget(self.editor)
            self.editor.show()  # at once: the Tab that chose the field is still on its way and passes by what is hidden
            # Made after the buttons it would come after them: Tab from 项目 goes to the value, and from there to 核对.
            self.setTabOrder(self.field, self.editor.input)
            self.setTabOrder(self.editor.input, self.look)

    @Slot()
    def _to_value(self) -> None:
        if self.editor is not None:
            self.editor.setFocus()

    @Slot()
    def _forget_review(self) -> None:
        self.model = None
        self.table.setModel(None)
        self.write.setEnabled(False)
        self.strip.hide()

    # ---- review

    @Slot()
    def _review(self) -> None:
        if self.editor is None or self.field.choice is None:
            return
        self.editor.settle()
        office, ledger, ids = self._desk.office, self._ledger, self._ids
        typed = {self.field.choice.value: self.editor.typed()}
        self.look.setEnabled(False)
        self._desk.jobs.run(
            "核对", lambda _progress: bulk.review(office, ledger, ids, typed), self._show, self._refused
        )

    def _show(self, reviewed: bulk.BulkReview) -> None:
        self.look.setEnabled(True)
        will, cannot = len(reviewed.accepted), len(reviewed.lines) - len(reviewed.accepted)
        unit = self._ledger.unit
        told = [f"会改 {will:,} {unit}", f"已经是这样的 {reviewed.same:,} {unit}"]
        told += [f"不能改的 {cannot:,} {unit}（原因在下面）"] if cannot else []
        self._counts.setText("，".join(told) + "。")
        self.model = ReviewModel(self._desk.office, self._ledger, reviewed, self)
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setColumnHidden(self.model.columnCount() - 1, not cannot)
        empties = self.editor is not None and self.editor.typed() in (None, "")
        self.write.setText(f"{'清空' if empties else '修改'} {will:,} {unit}")
        self.write.setEnabled(will > 0)
        if will and not empties:
            self.write.setFocus()  # emptying many is not one Enter away

    def _refused(self, refusal: OfficeError) -> None:
        self.look.setEnabled(True)
        self.write.setEnabled(self.model is not None)
        chosen = self.field.choice
        if isinstance(refusal, NotAccepted) and self.editor is not None and chosen is not None:
            self.editor.tell(refusal.faults.get(chosen.value, refusal.sentence))
        else:
            self.strip.fail(refusal)

    # ---- writing

    @Slot()
    def _write(self) -> None:
        if self.model is None:
            return
        office, ledger, reviewed = self._desk.office, self._ledger, self.model.reviewed
        self.write.setEnabled(False)
        self._desk.save(lambda: bulk.apply_review(office, ledger, reviewed), self._written, self._refused)

    def _written(self, count: Any) -> None:
        self.written.emit(count)
        self._desk.message(f"已修改 {count:,} {self._ledger.unit}。按 Ctrl+Z 可以一次撤销。")
        self.accept()
