"""导入签到表 (S10): choose the file, see who was recognised and who is a stranger, then keep it as one step."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.features.study.sign_in import SignInPlan, apply_sign_in, plan_sign_in
from desktop_app.features.study.which import which
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.plain_list import PlainList


def import_sign_in(tab: Any, session: int) -> None:
    """Ask for the sheet and read it beside the window."""
    desk: Desk = tab.desk
    files = where.ask_files(tab.window(), "选择签到表")
    if files:
        read_sheet(desk, session, files[0], tab.window())


def read_sheet(desk: Desk, session: int, path: Path, parent: QWidget | None) -> None:
    """Read a sheet on the worker and show what it says."""

    def read(progress: Progress) -> SignInPlan:
        from desktop_app.workbook.worker import read_workbook_safely

        return plan_sign_in(desk.office, session, read_workbook_safely(path, progress))

    desk.jobs.run("签到表", read, lambda plan: SignInDialog(desk, plan, parent).open(), desk.error)


class SignInDialog(QDialog):
    """The numbers, and the names that could not be placed."""

    def __init__(self, desk: Desk, plan: SignInPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme.scaled(520), theme.scaled(360))
        self.desk = desk
        self.plan = plan
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        session = which(desk.office, plan.session)
        self.setWindowTitle(f"导入签到表：{session}")
        told = QLabel(f"{session}\n{plan.summary()}")
        told.setObjectName("sectionTitle")
        told.setWordWrap(True)
        self.strip = MessageStrip()
        self.names = PlainList()
        self.names.setAccessibleName("没有认出的人")
        self.names.addItems([f"{name}　不在应到名单里" for name in plan.strangers])
        self.names.addItems([f"{name}　支部里有重名，表上没有身份证号" for name in plan.several])
        for part in (
            told,
            self.strip,
            QLabel("没有认出的人（不会写入）：" if self.names.count() else "表上的人都认出来了。"),
        ):
            column.addWidget(part)
        column.addWidget(self.names, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = QPushButton("写入签到")
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.do)
        buttons.accepted.connect(self.act)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @Slot()
    def act(self) -> None:
        """Keep it as one change."""
        office, plan = self.desk.office, self.plan

        def change() -> int:
            with office.change(f"导入签到表 {len(plan.signed)} 人"):
                return apply_sign_in(office, plan)

        self.do.setEnabled(False)
        self.desk.save(change, self._done, self._refused)

    def _done(self, changed: int) -> None:
        self.desk.message(f"签到已写入（{changed:,} 人有变动）。按 Ctrl+Z 可以一步撤销。")
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.do.setEnabled(True)
        self.strip.fail(refusal)
