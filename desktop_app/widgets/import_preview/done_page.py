"""Last page: what was written, how to take it back, and what to do with the rows that were not taken."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.apply import Applied
from desktop_app.ledger.importing.plan import Plan, Verdict
from desktop_app.widgets import theme


class DonePage(QWidget):
    """The result in a sentence; buttons 另存退回表 and 撤销这次导入 where there is something for them."""

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self.change_id: int | None = None
        self.picture, self._words, self._left = QLabel(), QLabel(), QLabel()
        self._words.setObjectName("pageTitle")
        self._left.setObjectName("hint")
        self._left.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bounce = QPushButton("另存退回表(&B)…")
        self.undo = QPushButton("撤销这次导入(&U)")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self.picture, self._words, self._left, self.bounce, self.undo):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for button in (self.bounce, self.undo):
            button.setAutoDefault(False)

    @property
    def sentence(self) -> str:
        """What was written."""
        return self._words.text()

    def show_result(self, plan: Plan, applied: Applied) -> None:
        """Say what an import did."""
        unit = self._ledger.unit
        self.change_id = applied.change_id
        parts = [f"新增 {len(applied.inserted):,} {unit}"] * bool(applied.inserted)
        parts += [f"修改 {len(applied.updated):,} {unit}"] * bool(applied.updated)
        parts += [f"新建 {len(applied.orgs):,} 个党组织"] * bool(applied.orgs)
        self.picture.setPixmap(theme.icon("circle-check", "good").pixmap(theme.scaled(44), theme.scaled(44)))
        self._words.setText(f"已导入：{'，'.join(parts)}。")
        left = len(plan.of(Verdict.REFUSED)) + len(plan.of(Verdict.ASK))
        said = f"还有 {left:,} 行没有导入。另存退回表，改好后再导入一次即可。\n" if left else ""
        self._left.setText(f"{said}整个导入是一步，随时可以在“改动记录”里撤销。")
        self.bounce.setVisible(bool(left))
        self.undo.setVisible(applied.change_id is not None)

    def say_undone(self) -> None:
        """Say that it was taken back."""
        self.picture.setPixmap(theme.icon("arrow-back-up", "muted").pixmap(theme.scaled(44), theme.scaled(44)))
        self._words.setText("导入已撤销。")
        self._left.setText("台账与导入前一样。")
        self.undo.hide()
