"""What came back, beside what was sent and what is here: counts that filter, the list, the answers, by hand or keyboard."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.rounds.plan import KEEP, WORDS, CollectPlan, Item, Unreturned, Why
from desktop_app.storage.kind import Tone
from desktop_app.storage.office import Office
from desktop_app.widgets.chips import ChipDelegate
from desktop_app.widgets.import_preview.preview_page import PreviewPage
from desktop_app.widgets.rounds.answer_bar import AnswerBar
from desktop_app.widgets.rounds.lines import LinesModel, lines_table

ASKED, CHANGES, NEW, MISSING = "asked", "changes", "new", "missing"
_HEADINGS = ("姓名", "支部交回的表", "项目", "为什么", "下发时", "支部填的", "台账现在", "决定")
_WIDTHS = (88, 150, 104, 112, 130, 130, 130)
_WHY = 3
_TONES: dict[str, Tone] = {
    WORDS[Why.CHANGE]: "note",
    WORDS[Why.UNREADABLE]: "bad",
    **{WORDS[why]: "warn" for why in Why if why not in (Why.CHANGE, Why.UNREADABLE)},
}
_MISSING_HEADINGS = ("支部", "联系人", "电话")
_MOST_NOTES = 6


class CollectPage(QWidget):
    """`decided` follows every answer."""

    decided = Signal()

    def __init__(self, office: Office, plan: CollectPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.filters: dict[str, QPushButton] = {}
        self.model = LinesModel(_HEADINGS, self._words, self)
        self.table = lines_table(self.model, _WIDTHS, "K")
        self.table.setItemDelegateForColumn(_WHY, ChipDelegate(_TONES, self.table))
        self.bar = AnswerBar(plan)
        self.missing = LinesModel(_MISSING_HEADINGS, _missing_words, self)
        self.missing.show(plan.missing)
        self.missing_table = lines_table(self.missing, (220, 120))
        self.new = None if plan.new is None else _preview(office, plan)
        self.which = CHANGES
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_notes())
        column.addLayout(self._build_filters())
        column.addWidget(self._build_lists(), 1)
        self._connect()
        self._count()
        self._begin()

    # ---- building

    def _build_notes(self) -> QLabel:
        plan = self.plan
        told = [f"没有收：{sentence}" for _, sentence in plan.refused]
        told += [f"{file.file}：{note}" for file in plan.files for note in file.notes]
        more = [f"……还有 {len(told) - _MOST_NOTES} 条"] if len(told) > _MOST_NOTES else []
        n = plan.counts()
        first = (
            f"收回 {n['files']:,} 份、{n['rows']:,} {plan.ledger.unit}，其中 {n['same']:,} {plan.ledger.unit}没有要动的；"
            f"只在这里改过的 {n['kept_here']:,} 处保留，两边改得一样的 {n['agreed']:,} 处。"
        )
        self.notes = QLabel("\n".join([first, *told[:_MOST_NOTES], *more]))
        self.notes.setObjectName("hint")
        self.notes.setWordWrap(True)
        return self.notes

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        for which in (ASKED, CHANGES, NEW, MISSING):
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName("countFilter")
            button.setProperty("which", which)
            self._group.addButton(button)
            self.filters[which] = button
            row.addWidget(button)
        row.addStretch()
        return row

    def _build_lists(self) -> QStackedWidget:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.bar)
        split.setStretchFactor(0, 1)
        self.lists = QStackedWidget()
        self.lists.addWidget(split)
        self.lists.addWidget(self.missing_table)
        if self.new is not None:
            self.lists.addWidget(self.new)
        return self.lists

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._show_line)
        self.table.key_answered.connect(self._answer_by_key)
        self.bar.answered.connect(self.answer)
        if self.new is not None:
            self.new.decided.connect(self._after_decision)

    def _begin(self) -> None:
        """Begin with what needs the clerk; then what changed, what is new, who is missing."""
        n = self.plan.counts()
        order = (
            (ASKED, n["open"]),
            (NEW, n["new_asked"]),
            (CHANGES, n["changes"]),
            (NEW, n["new"]),
            (MISSING, n["missing"]),
        )
        self.show_only(next((which for which, count in order if count), CHANGES))

    # ---- showing

    def show_only(self, which: str) -> None:
        """List the items of one count."""
        self.which = which
        self.filters[which].setChecked(True)
        if which == MISSING:
            self.lists.setCurrentWidget(self.missing_table)
        elif which == NEW and self.new is not None:
            self.lists.setCurrentWidget(self.new)
        else:
            self.lists.setCurrentIndex(0)
            self.model.show(self.plan.asked if which == ASKED else self.plan.changes)
            self.bar.show_item(None)
            if self.model.lines:
                self.table.setCurrentIndex(self.model.index(0, 0))

    def _count(self) -> None:
        n = self.plan.counts()
        added = sum(n[name] for name in ("new", "new_asked", "new_refused"))
        words = {
            ASKED: f"要您确定 {n['open']:,} / {n['asked']:,}",
            CHANGES: f"支部改了 {n['changes']:,}",
            NEW: f"新增 {added:,}",
            MISSING: f"没交回 {n['missing']:,}",
        }
        some = {ASKED: n["asked"], CHANGES: n["changes"], NEW: added if self.new else 0, MISSING: n["missing"]}
        for which, button in self.filters.items():
            button.setText(words[which])
            button.setEnabled(bool(some[which]) or which == self.which)

    def _words(self, item: Item) -> tuple[str, ...]:
        returned = " ／ ".join(item.shown(said) or "（空）" for said in item.returned)
        files = "、".join(dict.fromkeys(said.file for said in item.returned))
        heading = item.column.heading if item.column else "整行"
        here = item.shown(item.here)
        return (item.name, files, heading, WORDS[item.why], item.shown(item.sent), returned, here, _decision(item))

    @Slot(object)
    def _filter(self, button: QPushButton) -> None:
        self.show_only(button.property("which"))
        self.table.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _show_line(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.bar.show_item(self.model.line(index))

    # ---- deciding

    @Slot(str, bool)
    def _answer_by_key(self, key: str, for_all: bool) -> None:
        item = self.bar.item
        answer = KEEP if key == "K" else int(key) - 1
        if item is not None and answer in item.answers:
            self.answer(answer, for_all)

    @Slot(object, bool)
    def answer(self, answer: int | str, for_all: bool) -> None:
        """Settle the item that is chosen, or it and all open ones like it; then go to the next open one."""
        item = self.bar.item
        if item is None:
            return
        if for_all:
            self.plan.answer_alike(item, answer)
        else:
            self.plan.answer(item, answer)
        self._after_decision()
        self._go_on(item)

    @Slot()
    def _after_decision(self) -> None:
        self.model.repaint()
        self._count()
        self.decided.emit()

    def _go_on(self, item: Item) -> None:
        start = self.table.currentIndex().row() + 1
        for at in [*range(start, len(self.model.lines)), *range(start)]:
            if self.model.lines[at].answer is None:
                self.table.setCurrentIndex(self.model.index(at, 0))
                return
        self.bar.show_item(item)


def _decision(item: Item) -> str:
    if item.answer is None:
        return "还没定"
    said = item.takes
    if said is None:
        return "不改"
    return "删除" if item.why == Why.DELETED else f"改为 {item.shown(said) or '空'}"


def _missing_words(each: Unreturned) -> tuple[str, ...]:
    return (each.name, each.contact or "没有登记联系人", each.phone)


def _preview(office: Office, plan: CollectPlan) -> PreviewPage:
    """The import's own page for the added rows; how known people are filled in is not asked here, each of them is."""
    assert plan.new is not None
    page = PreviewPage(office, plan.new)
    for part in (
        page.mode,
        page.create_orgs,
        *(label for label in page.findChildren(QLabel) if label.buddy() is page.mode),
    ):
        part.hide()
    return page
