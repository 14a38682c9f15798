"""The form of one part of a record, in a window over it: whose part it is is known and not asked. A stored one has files and ties."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Part
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.writes import record_title
from desktop_app.widgets import theme
from desktop_app.widgets.belongings.files import FilesView, dropped_files
from desktop_app.widgets.belongings.ties import TiesView
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.form.section import PaneSection

_FILES_AND_TIES = {"record_file", "link"}
_FORM_SHARE, _BELOW_SHARE = 5, 3


class PartDialog(QDialog):
    """The whole form of the part's ledger; half-typed ones are kept as drafts like any form. Files may be dropped onto a stored one."""

    def __init__(self, desk: Desk, part: Part, owner: int, owner_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{part.title} — {owner_title}")
        self.resize(theme.scaled(620), theme.scaled(460))
        self.form = FormPage(desk, part.ledger, self, fixed={part.field: owner}, called=part.title)
        self.form.left.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form, _FORM_SHARE)
        self._below = QWidget()
        sections = QVBoxLayout(self._below)
        sections.setContentsMargins(16, 4, 12, 12)
        sections.setSpacing(4)
        files, ties = PaneSection("附件", sections), PaneSection("关联", sections)
        self.files, self.ties = FilesView(desk, part.ledger, files), TiesView(desk, part.ledger, ties)
        files.add(self.files)
        ties.add(self.ties)
        sections.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._below)
        column.addWidget(self._area, _BELOW_SHARE)
        self._area.hide()
        desk.changed.connect(self._changed)
        desk.record_asked.connect(self.reject)

    def show_record(self, row_id: int | None) -> bool:
        """The form of this row, or an empty one; False when the row is gone."""
        if row_id is None:
            self.form.open_new()
            return True
        if self.form.open_record(row_id):
            self._show_below()
            return True
        self.deleteLater()
        return False

    # ---- files and ties of a stored row

    def _show_below(self) -> None:
        self._area.show()
        self._area.setMinimumHeight(theme.scaled(170))
        self.resize(self.width(), theme.scaled(720))
        self.setAcceptDrops(True)
        self._read_below()

    def _read_below(self) -> None:
        row: LedgerRow | None = self.form.row
        if row is not None:
            for each in (self.files, self.ties):
                each.read(row, record_title(self.form.ledger, row))

    @Slot(object)
    def _changed(self, changed: Any) -> None:
        if changed.records.keys() & _FILES_AND_TIES:
            self._read_below()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.add(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    @Slot()
    def reject(self) -> None:
        """Away without saving, as with the form's own 取消."""
        self.form.leave()
