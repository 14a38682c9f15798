"""迎检自查 on the screen: contradictions by rule; Enter opens the records, 认定属实 puts one aside with a reason."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QBrush, QFont, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.selfcheck import LEDGER
from desktop_app.features.selfcheck.finding import Found, accept, checks_of, find, withdraw
from desktop_app.features.selfcheck.ui.reason import ReasonDialog
from desktop_app.ledger.offered import Contradiction
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.whole_text import WholeText

_ITEM = Qt.ItemDataRole.UserRole
_SHOWN_AT_ONCE = 300
"""Lines of one rule; a spoiled import may contradict itself thousands of times, and nobody reads more."""
_CLEAN = "没有发现相互矛盾的记录。"


class SelfCheckPage(QWidget):
    """Reckoned on the reading thread when the page is shown, and again after every change while it is."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.ledger = LEDGER
        self._desk = desk
        self._found: Sequence[Found] = ()
        self._stale = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        self.message = MessageStrip()
        layout.addWidget(self.message)
        self.tree = self._build_tree()
        layout.addWidget(self.tree, 1)
        self.nothing = QLabel(_CLEAN)
        self.nothing.setObjectName("emptyWords")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)
        self.nothing.hide()
        self.setFocusProxy(self.tree)
        desk.changed.connect(self._changed)
        self._name_buttons()

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.told = QLabel()
        self.told.setObjectName("sectionTitle")
        row.addWidget(self.told)
        row.addStretch()
        self.accepted_too = QCheckBox("显示已认定属实的")
        self.accepted_too.toggled.connect(self._show)
        row.addWidget(self.accepted_too)
        self.open_button = self._button(row, "打开记录", "external-link", "Ctrl+Return", self.open_current)
        self.accept_button = self._button(row, "认定属实…", "circle-check", "Ctrl+Shift+A", self.ask_reason)
        self.withdraw_button = self._button(row, "撤回认定", "arrow-back-up", "Ctrl+Shift+Z", self.withdraw_selected)
        self._button(row, "重新检查", "refresh", "F5", self.check)
        return row

    def _button(self, row: QHBoxLayout, words: str, picture: str, key: str, slot: Any) -> QPushButton:
        button = QPushButton(theme.icon(picture), words)
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        button.setToolTip(f"{words.rstrip('…')}（{key.replace('Return', 'Enter')}）")
        button.clicked.connect(slot)
        row.addWidget(button)
        return button

    def _build_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        WholeText(tree)
        tree.setHeaderLabels(("矛盾", "认定属实的理由"))
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setAccessibleName("相互矛盾的记录")
        tree.setToolTip("双击或回车打开记录")
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, theme.scaled(260))
        tree.itemActivated.connect(self._activated)
        tree.itemSelectionChanged.connect(self._name_buttons)
        return tree

    # ---- checking

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.check()

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        self._stale = True
        if self.isVisible():
            self.check()

    @Slot()
    def check(self) -> None:
        """Ask all ledgers again; the answer is shown when it comes."""
        self._stale = False
        office, checks = self._desk.office, checks_of(self._desk.ledgers)
        self.told.setText("正在检查…")
        self._desk.reader.ask(self, lambda: find(office, checks), self._answer)

    def _answer(self, found: Sequence[Found]) -> None:
        self._found = found
        self._show()

    @Slot()
    def _show(self, _too: object = None) -> None:
        shown = [each for each in self._found if self.accepted_too.isChecked() or not each.accepted]
        self.tree.clear()
        by_rule = sorted(shown, key=lambda each: each.contradiction.rule)
        for rule, lines in groupby(by_rule, key=lambda each: each.contradiction.rule):
            self._add_rule(rule, list(lines))
        self.withdraw_button.setVisible(self.accepted_too.isChecked())
        self.tree.setColumnHidden(1, not self.accepted_too.isChecked())
        self.tree.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.nothing.setText(_CLEAN if not self._found else "发现的矛盾都已认定属实。")
        self.told.setText(self.status_text())
        self.status_changed.emit(self.status_text())

    def _add_rule(self, rule: str, lines: Sequence[Found]) -> None:
        top = QTreeWidgetItem(self.tree, [f"{rule}（{len(lines):,}）"])
        bold = QFont(self.tree.font())
        bold.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, bold)
        top.setFirstColumnSpanned(True)
        for each in lines[:_SHOWN_AT_ONCE]:
            said = f"{each.reason}（{each.by} {each.on}）" if each.accepted else ""
            item = QTreeWidgetItem(top, [each.contradiction.sentence, said])
            item.setData(0, _ITEM, each)
            item.setToolTip(0, each.contradiction.sentence)
            item.setToolTip(1, said)
            if each.accepted:
                item.setForeground(0, QBrush(theme.colour("muted")))
                item.setForeground(1, QBrush(theme.colour("muted")))
            self._add_places(item, each.contradiction)
        if len(lines) > _SHOWN_AT_ONCE:
            QTreeWidgetItem(top, [f"还有 {len(lines) - _SHOWN_AT_ONCE:,} 条，改正前面的以后再显示"])
        top.setExpanded(True)

    def _add_places(self, item: QTreeWidgetItem, contradiction: Contradiction) -> None:
        """One line a record where they stand in different ledgers; records of one ledger are listed there together."""
        if len({ledger for ledger, _ in contradiction.places}) < 2:
            return
        titles = {ledger.key: ledger.title for ledger in self._desk.ledgers}
        for ledger, number in contradiction.places:
            line = QTreeWidgetItem(item, [f"打开{titles.get(ledger, ledger)}里的这一条"])
            line.setData(0, _ITEM, (ledger, number))

    def status_text(self) -> str:
        """What the status bar says."""
        accepted = sum(each.accepted for each in self._found)
        still = len(self._found) - accepted
        return f"矛盾 {still:,} 条" + (f" · 已认定属实 {accepted:,} 条" if accepted else "")

    # ---- acting

    @Slot()
    def _name_buttons(self) -> None:
        chosen = self._chosen()
        self.open_button.setEnabled(len(self.tree.selectedItems()) == 1)
        self.accept_button.setEnabled(any(not each.accepted for each in chosen))
        self.withdraw_button.setEnabled(any(each.accepted for each in chosen))

    def _chosen(self) -> list[Found]:
        data = [item.data(0, _ITEM) for item in self.tree.selectedItems()]
        return [each for each in data if isinstance(each, Found)]

    @Slot()
    def open_current(self) -> None:
        """Open what the current line speaks of."""
        item = self.tree.currentItem()
        if item is not None:
            self._activated(item)

    @Slot(QTreeWidgetItem)
    def _activated(self, item: QTreeWidgetItem) -> None:
        data = item.data(0, _ITEM)
        if isinstance(data, Found):
            self._open(item, data.contradiction)
        elif data:
            ledger, number = data
            self._desk.open_record(ledger, number)

    def _open(self, item: QTreeWidgetItem, contradiction: Contradiction) -> None:
        ledgers = {ledger for ledger, _ in contradiction.places}
        if len(contradiction.places) == 1:
            self._desk.open_record(*contradiction.places[0])
        elif len(ledgers) == 1:
            self._desk.open_rows(ledgers.pop(), [number for _, number in contradiction.places], contradiction.rule)
        else:
            item.setExpanded(True)
            self.tree.setCurrentItem(item.child(0))

    @Slot()
    def ask_reason(self) -> None:
        """Ask why the chosen ones are right as they are, and remember it."""
        chosen = [each.contradiction for each in self._chosen() if not each.accepted]
        if chosen:
            dialog = ReasonDialog(chosen, self.window())
            dialog.given.connect(self._accept)
            dialog.open()

    @Slot(object, str)
    def _accept(self, chosen: Sequence[Contradiction], reason: str) -> None:
        office = self._desk.office
        self._desk.save(lambda: accept(office, chosen, reason), None, self.message.fail)

    @Slot()
    def withdraw_selected(self) -> None:
        """The chosen ones are open again."""
        office, chosen = self._desk.office, [each.contradiction for each in self._chosen() if each.accepted]
        if chosen:
            self._desk.save(lambda: withdraw(office, chosen), None, self.message.fail)

    # ---- asked for from elsewhere: the records are what the clerk said of contradictions

    def show_record(self, _record_id: int) -> None:
        """Bring what was accepted into view."""
        self.accepted_too.setChecked(True)

    def show_rows(self, _which: Any, _title: str) -> None:
        """Bring what was accepted into view."""
        self.accepted_too.setChecked(True)
