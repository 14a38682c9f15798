"""Making one of a ledger's own papers: of a day (党员花名册, masked or whole) or of a period, for an organisation; then its preview."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.cells import PURPOSES, Unmasking
from desktop_app.ledger.declaration import Ledger, Paper
from desktop_app.support import dates
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span, parse_span
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.growing import Growing

_ORGS = (
    "SELECT o.id, o.short_name, ifnull(p.depth, 0) FROM party_org o LEFT JOIN org_place p ON p.org_id = o.id"
    " WHERE o.level <> '党小组' ORDER BY p.place, o.id"
)


class PaperDialog(QDialog):
    """Asks what the paper needs, writes it on the worker and shows the very file."""

    def __init__(
        self, desk: Desk, ledger: Ledger, paper: Paper, org: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(paper.title)
        self.setMinimumWidth(theme.scaled(420))
        self._desk, self._ledger, self._paper = desk, ledger, paper
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addLayout(self._build_form(org))
        self._fault = QLabel()
        self._fault.setObjectName("fieldError")
        self._fault.setWordWrap(True)
        layout.addWidget(self._fault)
        layout.addWidget(self._build_buttons())
        self._show_purpose(False)
        Growing(self)

    def _build_form(self, org: int | None) -> QFormLayout:
        form = QFormLayout()
        today = self._desk.clock.today()
        self.day = QLineEdit(today.isoformat() if self._paper.as_of else f"{today:%Y}")
        self.day.setToolTip(
            "可以填过去的任何一天：名册和组织都按那一天的样子"
            if self._paper.as_of
            else "2016-12、2016Q4、2016H2、2016，或 2016-12-01..2016-12-15"
        )
        self.org = QComboBox()
        self.org.setMaxVisibleItems(24)
        for each, name, depth in self._desk.office.database.rows(_ORGS):
            self.org.addItem("　" * depth + name, each)
        self.org.setCurrentIndex(max(0, self.org.findData(org)))
        self.whole = QCheckBox("证号、电话、住址写全（记入查阅记录）")
        self.whole.toggled.connect(self._show_purpose)
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(list(PURPOSES))
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText("交给谁，例如：油田党委组织部")
        form.addRow("截至日期" if self._paper.as_of else "期间", self.day)
        form.addRow("党组织", self.org)
        form.addRow("", self.whole)
        form.addRow("用途", self.purpose)
        form.addRow("接收单位", self.recipient)
        form.setRowVisible(self.whole, self._paper.as_of)
        self._form = form
        return form

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = QPushButton("生成 PDF…")
        make.setObjectName("primary")
        buttons.addButton(make, QDialogButtonBox.ButtonRole.AcceptRole)
        make.setDefault(True)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot(bool)
    def _show_purpose(self, shown: bool) -> None:
        for field in (self.purpose, self.recipient):
            self._form.setRowVisible(field, shown)

    @Slot()
    def _make(self) -> None:
        try:
            span, unmasking = self._span(), self._begin()
        except (ValueError, OfficeError) as refusal:
            self._fault.setText(str(refusal))
            return
        target = where.ask_target(
            self,
            f"{self._paper.title}存到哪里",
            f"{self._paper.title}{span.end.isoformat() if self._paper.as_of else span.title()}",
            where.PDF,
        )
        if target is None:
            return
        self._desk.jobs.run(self._paper.title, self._writer(target, span, unmasking), self._show_paper)
        self.accept()

    def _begin(self) -> Unmasking | None:
        if not self.whole.isChecked():
            return None
        return Unmasking(self._desk.office).hand_out(self.purpose.currentText(), self.recipient.text())

    def _span(self) -> Span:
        """The period that was typed; of a paper as of a day the month up to it."""
        if not self._paper.as_of:
            return parse_span(self.day.text())
        text = dates.parse(self.day.text())
        if len(text) < 10:
            raise ValueError("截至日期要到日，例如 2016-12-31")
        day = dates.first_day(text)
        if day > self._desk.clock.today():
            raise ValueError("截至日期在今天之后。请填今天或过去的一天。")
        return Span(day.replace(day=1), day)

    def _writer(self, target: Path, span: Span, unmasking: Unmasking | None) -> Any:
        office, paper, org = self._desk.office, self._paper, self.org.currentData()

        def write(progress: Progress) -> tuple[Path, Desk, QWidget | None]:
            more = {"unmasking": unmasking} if paper.as_of else {}
            paper.write(office, target, span, org, progress, **more)
            return target, desk, window

        desk, window = self._desk, self.parentWidget()
        return write

    @staticmethod
    def _show_paper(made: tuple[Path, Desk, QWidget | None]) -> None:
        from desktop_app.widgets.pdf_preview import PdfPreview

        target, desk, window = made
        PdfPreview(target, target.stem, desk, window).show()
