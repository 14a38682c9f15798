"""Search everywhere (Ctrl+K): one field, hits of every ledger as you type, Enter opens the record."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.ledger.everywhere import Hit
from desktop_app.widgets import theme
from desktop_app.widgets.form.finders import matches
from desktop_app.widgets.plain_list import PlainList

_HIT = Qt.ItemDataRole.UserRole
_COMMAND = _HIT + 1
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchEverywhere(QDialog):
    """`find(text)` gives the hits; `chosen(ledger_key, record_id)` says which one the clerk opened.

    `commands`: what can be done, by its name; what is chosen is done after the dialog is away.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        find: Callable[[str], Sequence[Hit]],
        parent: QWidget | None = None,
        commands: Mapping[str, Callable[[], object]] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._commands = commands
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("搜索全部")
        self.resize(theme.scaled(560), theme.scaled(420))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        self.field = QLineEdit()
        self.field.setObjectName("searchEverywhere")
        self.field.setPlaceholderText("姓名、拼音首字母、证号后几位、电话…")
        self.field.setClearButtonEnabled(True)
        self.hits = PlainList()
        self.hits.setUniformItemSizes(True)
        self._words = QLabel("输入几个字，所有台账一起找。↑↓ 选择，回车打开。")
        self._words.setObjectName("hint")
        for part in (self.field, self.hits, self._words):
            layout.addWidget(part)
        self.field.textEdited.connect(self._search)
        self.field.installEventFilter(self)
        self.hits.itemActivated.connect(self._open)

    @Slot(str)
    def _search(self, typed: str) -> None:
        self.hits.clear()
        text = typed.strip()
        found = self._find(text) if text else ()
        for hit in found:
            item = QListWidgetItem(f"{hit.title}　{hit.detail}　— {hit.ledger_title}")
            item.setData(_HIT, hit)
            self.hits.addItem(item)
        count = len(found) + self._list_commands(text)
        if count:
            self.hits.setCurrentRow(0)
        self._words.setText(self._outcome(text, count))

    def _list_commands(self, text: str) -> int:
        """What can be done, by its name or its sound, after what was found."""
        named = [words for words in self._commands if text and matches(words, text)]
        for words in named:
            item = QListWidgetItem(f"{words}　— 命令")
            item.setData(_COMMAND, words)
            self.hits.addItem(item)
        return len(named)

    def _outcome(self, text: str, count: int) -> str:
        if not text:
            return "输入几个字，所有台账一起找。↑↓ 选择，回车打开。"
        return f"找到 {count} 条" if count else "没有找到。换几个字、拼音首字母或证号后四位试试。"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the hand stays in the field; Enter opens."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _UP_AND_DOWN:
                self.hits.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.hits.currentItem())
                return True
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None and (words := item.data(_COMMAND)):
            self.accept()
            self._commands[words]()
        elif item is not None:
            hit: Hit = item.data(_HIT)
            self.accept()
            self.chosen.emit(hit.ledger_key, hit.record_id)
