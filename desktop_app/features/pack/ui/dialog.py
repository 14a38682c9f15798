"""生成资料包: the span, the edition, what may be shown whole and why; 缺件清单 beside it, before anything is made."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.pack.catalogue import catalogue
from desktop_app.features.pack.gaps import Gap, gaps
from desktop_app.features.pack.making import Order, Packed, make_pack
from desktop_app.ledger.cells import PURPOSES, Unmasking
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import month_of, parse_span
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.plain_list import PlainList

_TYPED_MS = 400
_SHOWN_GAPS = 500


class PackDialog(QDialog):
    """Makes the pack on the worker; a refusal is told in the window it was asked from."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("生成迎检资料包")
        self.resize(theme.scaled(620), theme.scaled(600))
        self._desk = desk
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.look)
        desk.closing.connect(self._typed.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(self._build_form())
        self._told = QLabel()
        self._told.setObjectName("sectionTitle")
        column.addWidget(self._told)
        self.gaps = PlainList()
        self.gaps.setAccessibleName("缺件清单")
        self.gaps.setWordWrap(True)
        column.addWidget(self.gaps, 1)
        self.fault = QLabel()
        self.fault.setObjectName("fieldError")
        self.fault.setWordWrap(True)
        self.fault.hide()
        column.addWidget(self.fault)
        column.addWidget(self._build_buttons())
        self._choose()
        self.look()

    def _build_form(self) -> QFormLayout:
        self._form = form = QFormLayout()
        today = self._desk.clock.today()
        self.span = QLineEdit(month_of(today).start.strftime("%Y-%m"))
        self.span.setToolTip("2016-12、2016Q4、2016H2、2016，或 2016-01-01..2016-06-30")
        self.span.textEdited.connect(self._typed.start)
        self.editions = QButtonGroup(self)
        self.outer, self.inner = QRadioButton("外发版：证号、电话、住址遮盖"), QRadioButton("内部版")
        self.outer.setChecked(True)
        self.whole = QCheckBox("证号、电话写全（记入查阅记录）")
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(list(PURPOSES))
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText("交给谁，例如：油田党委组织部")
        self.personal = QCheckBox("附党员个人清单（平时只列数量）")
        self.personal_reason = QLineEdit()
        self.personal_reason.setPlaceholderText("为什么要附，记入查阅记录")
        self.zipped = QCheckBox("另存一个压缩包")
        for number, button in enumerate((self.outer, self.inner)):
            self.editions.addButton(button, number)
        form.addRow("期间", self.span)
        form.addRow("版本", self.outer)
        form.addRow("", self.inner)
        form.addRow("", self.whole)
        form.addRow("用途", self.purpose)
        form.addRow("接收单位", self.recipient)
        form.addRow("", self.personal)
        form.addRow("理由", self.personal_reason)
        form.addRow("", self.zipped)
        self.editions.idToggled.connect(self._choose)
        self.whole.toggled.connect(self._choose)
        self.personal.toggled.connect(self._choose)
        return form

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = buttons.addButton("生成…", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(make)
        buttons.accepted.connect(self.make)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _choose(self, *_told: object) -> None:
        inner = self.inner.isChecked()
        whole = inner and self.whole.isChecked()
        for field, shown in (
            (self.whole, inner),
            (self.purpose, whole),
            (self.personal_reason, self.personal.isChecked()),
        ):
            self._form.setRowVisible(field, shown)

    # ---- what would be missing

    @Slot()
    def look(self) -> None:
        """Ask what the pack of this span would lack."""
        try:
            span = parse_span(self.span.text())
        except OfficeError as refusal:
            self._fail(refusal)
            return
        self.fault.hide()
        self._told.setText("正在看缺什么…")
        office, ledgers = self._desk.office, self._desk.ledgers
        self._desk.reader.ask(self, lambda: gaps(office, catalogue(office, ledgers), span), self._show)

    def _show(self, found: Sequence[Gap]) -> None:
        self.gaps.clear()
        self.gaps.addItems([f"{gap.folder}：{gap.sentence}" for gap in found[:_SHOWN_GAPS]])
        if len(found) > _SHOWN_GAPS:
            self.gaps.addItem(f"还有 {len(found) - _SHOWN_GAPS:,} 条")
        self._told.setText(f"缺件清单 {len(found):,} 条（只在这里看，不放进资料包）" if found else "没有缺件。")

    # ---- making

    @Slot()
    def make(self) -> None:
        """Ask where to, and make it on the worker."""
        try:
            order = self.order()
        except OfficeError as refusal:
            self._fail(refusal)
            return
        folder = where.ask_folder(self, "资料包放在哪个文件夹里")
        if folder is None:
            return
        edition = "外发版" if order.outer else "内部版"
        target = _free(folder / where.fit_name(f"迎检资料包 {order.span.title()} {edition}"))
        told = _Told(self._desk)
        self._desk.jobs.run("迎检资料包", self._maker(order, target), told, on_cancelled=told.cancelled)
        self.accept()

    def order(self) -> Order:
        """What was asked for. OfficeError where a reason is missing."""
        span, outer = parse_span(self.span.text()), self.outer.isChecked()
        whole = not outer and self.whole.isChecked()
        purpose, personal = self.purpose.currentText().strip(), self.personal_reason.text().strip()
        if whole:
            Unmasking(self._desk.office).hand_out(purpose, self.recipient.text())  # says now what would be refused then
        if self.personal.isChecked() and not personal:
            raise OfficeError("附党员个人清单要写明理由。", "请写明谁要、为什么要。")
        return Order(
            span,
            outer,
            purpose if whole else "",
            self.recipient.text().strip(),
            personal if self.personal.isChecked() else "",
            self.zipped.isChecked(),
        )

    def _maker(self, order: Order, target: Path) -> Any:
        office, ledgers = self._desk.office, self._desk.ledgers

        def make(progress: Progress) -> Packed:
            return make_pack(office, catalogue(office, ledgers), order, target, progress)

        return make

    def _fail(self, refusal: OfficeError) -> None:
        self.fault.setText(str(refusal))
        self.fault.show()


class _Told:
    """What is said when the pack is there; the dialog is gone by then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, made: Packed) -> None:
        self._desk.notice(
            f"资料包已生成，{made.files:,} 个文件：{_place(made)}", "打开文件夹", lambda: self._open(made)
        )
        if made.left_out:
            self._desk.error(OfficeError("资料包已生成，但这些没有放进去：\n" + "\n".join(made.left_out[:20])))

    def cancelled(self) -> None:
        """It was stopped; nothing lies there."""
        self._desk.message("已取消，没有生成资料包，也没有留下文件。")

    def _open(self, made: Packed) -> None:
        if not where.open_folder(made.folder / "目录.pdf"):
            self._desk.notice(f"这台电脑打不开文件夹，请在文件管理器里打开：{_place(made)}")


def _place(made: Packed) -> str:
    return f"{made.folder}（另有压缩包 {made.zip.name}）" if made.zip else str(made.folder)


def _free(folder: Path) -> Path:
    """The folder's name, numbered where there is one of that name."""
    path, number = folder, 2
    while path.exists():
        path, number = folder.with_name(f"{folder.name} ({number})"), number + 1
    return path
