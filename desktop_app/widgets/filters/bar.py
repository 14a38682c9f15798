"""The bar itself: chips that go with a click, the button that adds one, save as a view, and the search box that lists as you type."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop_app.ledger.declaration import Condition, Ledger
from desktop_app.storage.fields import IdNumber
from desktop_app.storage.office import Office
from desktop_app.widgets import theme
from desktop_app.widgets.filters.words import in_words
from desktop_app.widgets.form.hinted_line import HintedLine

# Between key presses a fast hand takes about this long: the list follows the word, not each letter of it.
_TYPING_MS = 60
_INTO_ROWS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _found_by(ledger: Ledger) -> str:
    """What this ledger is searched by; whatever is written in characters is found by its pinyin too."""
    kinds = [ledger.fields[name] for name in ledger.searched]
    named = dict.fromkeys("证号" if isinstance(kind, IdNumber) else kind.label for kind in kinds)
    return f"搜索{'、'.join((*named, '拼音'))}" if named else "搜索"


class FilterBar(QWidget):
    """`changed()` whenever words or conditions are others than before; `save_asked(name)` for 存为视图.

    `view_left()`: the chip of the view in force was clicked away. `down_asked()`: the hand goes from the words to the rows.
    """

    changed = Signal()
    view_left = Signal()
    down_asked = Signal()
    save_asked = Signal(str)

    def __init__(self, office: Office, ledger: Ledger) -> None:
        super().__init__()
        self._office = office
        self._ledger = ledger
        self.conditions: tuple[Condition, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        self.add = QToolButton()
        self.add.setText("筛选")
        self.add.setIcon(theme.icon("filter"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setToolTip("添加筛选条件")
        self.add.clicked.connect(self.open_editor)
        row.addWidget(self.add)
        self.view_chip = QPushButton()
        self.view_chip.setObjectName("filterChip")
        self.view_chip.clicked.connect(self.view_left)
        self.view_chip.hide()
        row.addWidget(self.view_chip)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        row.addLayout(self._chips)
        self.keep = self._tool(row, "存为视图", self._ask_name)
        self.clear = self._tool(row, "清除", self.clear_all)
        row.addStretch()
        self.title = QLabel()
        self.title.setObjectName("hint")
        row.addWidget(self.title)
        self.search = HintedLine()
        self.search.hint(_found_by(ledger))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.scaled(100))
        self.search.setMaximumWidth(theme.scaled(260))
        self.search.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        row.addWidget(self.search, 8)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(self._typing.start)
        self._show_chips()

    def _tool(self, row: QHBoxLayout, words: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.clicked.connect(slot)
        row.addWidget(button)
        return button

    def show_view(self, name: str) -> None:
        """Say which view is in force, with the way out of it; '' for none."""
        self.view_chip.setText(f"{name}  ×")
        self.view_chip.setToolTip(f"点一下离开“{name}”，回到平常的名单")
        self.view_chip.setVisible(bool(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter lists what is typed without waiting; Down and Enter go on into the list."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.search and pressed and event.key() in _INTO_ROWS:  # type: ignore[attr-defined]
            if self._typing.isActive():
                self._typing.stop()
                self.changed.emit()
            self.down_asked.emit()
            return True
        return super().eventFilter(watched, event)

    @property
    def words(self) -> str:
        """What stands in the search box."""
        return self.search.text()

    def set_conditions(self, conditions: Sequence[Condition], *, tell: bool = True) -> None:
        """Show these conditions and no others."""
        self.conditions = tuple(conditions)
        self._show_chips()
        if tell:
            self.changed.emit()

    @Slot()
    def open_editor(self) -> None:
        """Ask for one more condition."""
        from desktop_app.widgets.filters.editor import ConditionEditor

        editor = ConditionEditor(self._office, self._ledger, self.window())
        editor.entered.connect(self._add)
        editor.open()

    @Slot(object)
    def _add(self, condition: Condition) -> None:
        self.set_conditions((*self.conditions, condition))

    @Slot()
    def clear_all(self) -> None:
        """No condition and no words."""
        self.search.clear()
        self.set_conditions(())

    def _show_chips(self) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, condition in enumerate(self.conditions):
            words = in_words(self._office, self._ledger, condition)
            chip = QPushButton(f"{words}  ×")
            chip.setObjectName("filterChip")
            chip.setToolTip(f"点一下去掉：{words}")
            chip.setProperty("number", number)
            chip.clicked.connect(self._remove)
            self._chips.addWidget(chip)
        self.keep.setVisible(bool(self.conditions))
        self.clear.setVisible(bool(self.conditions))

    @Slot()
    def _remove(self) -> None:
        number = self.sender().property("number")
        self.set_conditions([c for at, c in enumerate(self.conditions) if at != number])

    @Slot()
    def _ask_name(self) -> None:
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("存为视图")
        dialog.setLabelText("视图名称（列在左边，随时可点）")
        dialog.textValueSelected.connect(self.save_asked)
        dialog.open()
