"""登记奖项: the form of an award with the project it is of, known and not asked."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage


class AwardDialog(QDialog):
    """The award's own form; winner, leader and organisation are proposed."""

    def __init__(self, desk: Desk, project: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ((name, leader, org),) = desk.office.database.rows(
            "SELECT name, leader_id, org_id FROM project WHERE id = ?", (project,)
        )
        self.setWindowTitle(f"登记奖项 — {name}")
        self.resize(theme.scaled(620), theme.scaled(520))
        fixed = {"subject_table": "project", "subject_id": project}
        self.form = FormPage(desk, desk.ledger("awards"), self, fixed=fixed, called="奖项")
        self.form.left.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.form.open_new({"winner": name, "member": leader, "org": org})

    @Slot()
    def reject(self) -> None:
        """Away without saving, as with the form's own 取消."""
        self.form.leave()


def award_project(tab: Any, project: int) -> None:
    """Show the form over the tab."""
    AwardDialog(tab.desk, project, tab.window()).open()
