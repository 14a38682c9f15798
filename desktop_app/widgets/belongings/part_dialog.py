"""The form of one part of a record, in a window over it: whose part it is is known and not asked."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Part
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage


class PartDialog(QDialog):
    """The whole form of the part's ledger; half-typed ones are kept as drafts like any form."""

    def __init__(self, desk: Desk, part: Part, owner: int, owner_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{part.title} — {owner_title}")
        self.resize(theme.scaled(620), theme.scaled(460))
        self.form = FormPage(desk, part.ledger, self, fixed={part.field: owner}, called=part.title)
        self.form.left.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def show_record(self, row_id: int | None) -> bool:
        """The form of this row, or an empty one; False when the row is gone."""
        if row_id is None:
            self.form.open_new()
            return True
        if self.form.open_record(row_id):
            return True
        self.deleteLater()
        return False

    @Slot()
    def reject(self) -> None:
        """Away without saving, as with the form's own 取消."""
        self.form.leave()
