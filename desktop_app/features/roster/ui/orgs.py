"""组织管理: the tree, and beside it every act on the chosen organisation. The order is changed by dragging or Ctrl+Up/Down."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.features.roster.ui.org_acts import (
    DissolveDialog,
    FoundDialog,
    MergeDialog,
    PlaceDialog,
    RenameDialog,
    SplitDialog,
)
from desktop_app.people import roll, tree
from desktop_app.people.chart import BRANCHES, Chart
from desktop_app.people.versions import load_history
from desktop_app.people.words import OrgLevel
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.tree import OrgTree

_LINES_ABOUT = 4
"""A name as on the seal, and the count."""


class OrgsDialog(QDialog):
    """`members` are the people selected in the table: 拆分 takes them."""

    def __init__(self, desk: Desk, members: Sequence[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("组织管理")
        self.resize(theme.scaled(680), theme.scaled(560))
        self._desk = desk
        self._members = list(members)
        self.act: QDialog | None = None
        self.strip = MessageStrip()
        self.tree = OrgTree(desk.office, takes_rows=False)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setMinimumHeight(_LINES_ABOUT * self.about.fontMetrics().lineSpacing())  # the buttons below stay put
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self.tree.chosen.connect(self._show)
        self.tree.org_dropped.connect(self._dropped)
        for keys, slot in (("Ctrl+Up", self.move_up), ("Ctrl+Down", self.move_down)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        desk.changed.connect(self._refill)
        self._refill()
        self.tree.setFocus()

    # ---- building

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(self.about)
        side.addSpacing(8)
        for words, slot in self._acts():
            button = self.buttons[words] = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            side.addWidget(button)
        side.addStretch()
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        side.addWidget(close)
        place = QWidget()
        place.setLayout(side)
        place.setFixedWidth(theme.scaled(230))
        side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.tree, 1)
        row.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.strip)
        column.addLayout(row, 1)

    def _acts(self) -> list[tuple[str, Callable[[], Any]]]:
        return [
            ("新建下级…", self.found),
            ("更名…", self.rename),
            ("调整上级…", self.place_under),
            ("合并…", self.merge),
            ("拆分…", self.split),
            ("撤销…", self.dissolve),
            ("上移（Ctrl+↑）", self.move_up),
            ("下移（Ctrl+↓）", self.move_down),
        ]

    # ---- showing

    @Slot(object)
    def _refill(self, _changed: object = None) -> None:
        office, today = self._desk.office, self._desk.clock.today()
        history = load_history(office.database)
        self.chart: Chart = history.on(today)
        self._heads = roll.rolled_up(history, today, roll.heads_on(office.database, today))
        self.tree.fill()
        self.tree.show_counts(self._heads)
        self._show(self.tree.current_org())

    @Slot(object)
    def _show(self, org: int | None) -> None:
        node = self.chart.nodes.get(org) if org is not None else None
        self.about.setText(
            f"{node.name}\n{node.level}，{self._heads.get(node.id, 0):,} 人" if node else "先在左边选一个党组织。"
        )
        is_branch = node is not None and node.level in BRANCHES
        has_parent = node is not None and node.parent_id is not None
        group = node is not None and node.level == OrgLevel.GROUP
        open_ = {
            "新建下级…": not group and (node is not None or not self.chart.children(None)),
            "更名…": node is not None,
            "调整上级…": has_parent,
            "合并…": has_parent and not group,
            "拆分…": is_branch,
            "撤销…": has_parent,
            "上移（Ctrl+↑）": has_parent,
            "下移（Ctrl+↓）": has_parent,
        }
        for words, enabled in open_.items():
            self.buttons[words].setEnabled(enabled)
        split = self.buttons["拆分…"]
        split.setText(f"拆分：选中的 {len(self._members):,} 人…" if self._members else "拆分…")
        split.setToolTip("" if self._members else "先在花名册里选中要分出去的党员")

    # ---- acting

    def _open(self, make: Callable[[int], QDialog]) -> None:
        org = self.tree.current_org()
        if org is not None:
            self.act = make(org)
            self.act.open()

    @Slot()
    def found(self) -> None:
        """A new one under the chosen; the first of all at the top."""
        self.act = FoundDialog(self._desk, self.tree.current_org(), self)
        self.act.open()

    @Slot()
    def rename(self) -> None:
        """Another name from a day on."""
        self._open(lambda org: RenameDialog(self._desk, org, self))

    @Slot()
    def place_under(self) -> None:
        """Another superior from a day on."""
        self._open(lambda org: PlaceDialog(self._desk, org, self))

    @Slot()
    def merge(self) -> None:
        """Into another."""
        self._open(lambda org: MergeDialog(self._desk, org, self))

    @Slot()
    def split(self) -> None:
        """The selected people into a new branch."""
        if not self._members:
            self.strip.say("先在花名册里选中要分出去的党员，再打开组织管理。")
            return
        self._open(lambda org: SplitDialog(self._desk, org, self._members, self))

    @Slot()
    def dissolve(self) -> None:
        """From a day on."""
        self._open(lambda org: DissolveDialog(self._desk, org, self))

    # ---- the order

    @Slot()
    def move_up(self) -> None:
        """Before the sibling above."""
        siblings, at = self._siblings()
        if at > 0:
            self._reorder(siblings[at], siblings[at - 1])

    @Slot()
    def move_down(self) -> None:
        """After the sibling below."""
        siblings, at = self._siblings()
        if 0 <= at < len(siblings) - 1:
            self._reorder(siblings[at], siblings[at + 2] if at + 2 < len(siblings) else None)

    def _siblings(self) -> tuple[list[int], int]:
        org = self.tree.current_org()
        node = self.chart.nodes.get(org) if org is not None else None
        if node is None:
            return [], -1
        siblings = self.chart.children(node.parent_id)
        return siblings, siblings.index(node.id) if node.id in siblings else -1

    @Slot(object, object)
    def _dropped(self, org: int, before: int | None) -> None:
        self._reorder(org, before)

    def _reorder(self, org: int, before: int | None) -> None:
        office, name = self._desk.office, self.chart.nodes[org].short_name

        def work() -> None:
            with office.change(f"调整次序 {name}"):
                tree.drag(office, org, before)

        self._desk.save(work, None, self._refused)

    def _refused(self, refusal: OfficeError) -> None:
        self.strip.fail(refusal)
