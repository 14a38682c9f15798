"""The figures of a span in folding chapters and sections: searched, walked by keyboard, each opening its rows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop_app.features.summary.chapters import Chapter, by_chapter, chapter_of, numbered
from desktop_app.features.summary.reckoning import Line, Number, spans_of, word_for_previous, word_for_span
from desktop_app.support.spans import Span
from desktop_app.widgets import theme
from desktop_app.widgets.whole_text import WholeText

_LINE, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_NUMBERS = 5


class FiguresTable(QTreeWidget):
    """`line_asked(Line, span)` on Enter or double click, the span that of the number in question; `line_chosen(Line)` when she
    goes to another; at a heading it is the first below it."""

    line_asked = Signal(object, object)
    line_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        WholeText(self)
        self.setColumnCount(_NUMBERS + 1)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAccessibleName("汇总数字")
        self.setToolTip("双击或回车看每个数由哪些行得出")
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        self.itemActivated.connect(self._ask)
        self.currentItemChanged.connect(self._choose)
        self._folded: set[tuple[str, str]] = set()
        self._words = ""
        self._only_said = False

    def show_lines(self, told: Sequence[Line], span: Span) -> None:
        """Show these; what was folded stays folded, the current line stays current."""
        current, place = self.current_line(), self._current_place()
        self._spans = _spans_by_column(span)
        now, before = word_for_span(span), word_for_previous(span)
        self.setHeaderLabels(("项目", now, "本年累计", before, f"比{before}", "去年同期"))
        for column in range(1, _NUMBERS + 1):
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._remember_folds()
        self.blockSignals(True)
        self.clear()
        for number, (chapter, sections) in enumerate(by_chapter(told).items(), 1):
            self._add_chapter(number, chapter, sections)
        self._make_current(current.code if current else "", place)
        self._fold_again()
        self.blockSignals(False)
        metrics = self.fontMetrics()
        for column in range(1, _NUMBERS + 1):
            self.setColumnWidth(column, metrics.horizontalAdvance("8,888,888人次"))
        self._filter()

    def _fold_again(self) -> None:
        """Last of all: making a line current unfolds what it stands in."""
        for item in self._headings():
            item.setExpanded(item.data(0, _PLACE) not in self._folded)

    def _add_chapter(self, number: int, chapter: Chapter, sections: Mapping[str, Sequence[Line]]) -> None:
        top = self._add_heading(self, numbered(number, chapter.heading), (chapter.key, ""))
        for title, told in sections.items():
            alone = len(sections) == 1
            place = top if alone else self._add_heading(top, title or "其他", (chapter.key, title))
            for line in told:
                place.addChild(_item(line))

    def _add_heading(
        self, parent: "QTreeWidget | QTreeWidgetItem", words: str, place: tuple[str, str]
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words])
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, bold)
        item.setData(0, _PLACE, place)
        item.setFirstColumnSpanned(True)
        return item

    def _remember_folds(self) -> None:
        for item in self._headings():
            place = item.data(0, _PLACE)
            if item.isExpanded():
                self._folded.discard(place)
            else:
                self._folded.add(place)

    def _headings(self) -> list[QTreeWidgetItem]:
        return [item for item in self._items() if item.data(0, _PLACE)]

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        root = self.invisibleRootItem()
        waiting = [root.child(at) for at in range(root.childCount())]
        while waiting:
            item = waiting.pop(0)
            found.append(item)
            waiting[:0] = [item.child(at) for at in range(item.childCount())]
        return found

    # Finding.

    @Slot(str)
    def search(self, words: str) -> None:
        """Show only lines and sections that hold the words; all again for none."""
        self._words = words.strip()
        self._filter()

    @Slot(bool)
    def show_only_said(self, only: bool) -> None:
        """Leave out lines that are nought throughout."""
        self._only_said = only
        self._filter()

    def _filter(self) -> None:
        for item in reversed(self._items()):
            line: Line | None = item.data(0, _LINE)
            if line is not None:
                item.setHidden(not self._fits(line))
            else:
                item.setHidden(all(item.child(at).isHidden() for at in range(item.childCount())))
                if self._words:
                    item.setExpanded(True)

    def _fits(self, line: Line) -> bool:
        if self._only_said and not any((line.value, line.cumulative, line.previous, line.last_year)):
            return False
        return self._words in f"{line.figure.section} {line.label}" if self._words else True

    def go_to(self, chapter: str, section: str = "") -> None:
        """Bring a chapter, or a section of it, to the top of the view."""
        found = [
            item for item in self._headings() if item.data(0, _PLACE) == (chapter, section) and not item.isHidden()
        ]
        for item in found:
            item.setExpanded(True)
            self.setCurrentItem(item)
            self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtTop)

    def current_line(self) -> Line | None:
        """The figure under the cursor."""
        item = self.currentItem()
        return item.data(0, _LINE) if item else None

    def current_chapter(self) -> str:
        """The chapter under the cursor, '' for none."""
        item = self.currentItem()
        if item is None:
            return ""
        line: Line | None = item.data(0, _LINE)
        return chapter_of(line.figure.section).key if line else item.data(0, _PLACE)[0]

    def fold_all(self, folded: bool) -> None:
        """Fold or unfold every chapter."""
        for item in self._headings():
            item.setExpanded(not folded)

    def _current_place(self) -> tuple[str, str] | None:
        item = self.currentItem()
        return item.data(0, _PLACE) if item else None

    def _make_current(self, code: str, place: tuple[str, str] | None) -> None:
        """The line of this figure, or the heading she was at; else the first line."""
        items = [item for item in self._items() if item.data(0, _LINE) and not item.isHidden()]
        at_heading = [item for item in self._headings() if place and item.data(0, _PLACE) == place]
        chosen = next((item for item in items if item.data(0, _LINE).code == code), None)
        for item in (chosen, *at_heading, *items):
            if item is not None:
                self.setCurrentItem(item)
                return

    @Slot(QTreeWidgetItem, int)
    def _ask(self, item: QTreeWidgetItem, column: int) -> None:
        if (line := item.data(0, _LINE)) is not None:
            self.line_asked.emit(line, self._spans[column])

    @Slot(QTreeWidgetItem)
    def _choose(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if item is not None and (line := _first_line(item)) is not None:
            self.line_chosen.emit(line)


def _first_line(item: QTreeWidgetItem) -> Line | None:
    """The figure of this item; of a heading the first below it."""
    while item.data(0, _LINE) is None and item.childCount():
        item = item.child(0)
    return item.data(0, _LINE)


def _spans_by_column(span: Span) -> tuple[Span, ...]:
    """Of which span the rows are that a column opens; the name and the change open those of the span itself."""
    value, cumulative, previous, last_year = spans_of(span)
    return span, value, cumulative, previous, span, last_year


def _item(line: Line) -> QTreeWidgetItem:
    change = f"{line.change:+,}" if line.change else "—"
    numbers = [line.value, line.cumulative, line.previous, change, line.last_year]
    changed = "" if line.now is None else f"　▲ 现为 {line.now:,}"
    item = QTreeWidgetItem([f"{line.label}（{line.unit}）{changed}", *map(_shown, numbers)])
    item.setData(0, _LINE, line)
    if changed:
        item.setForeground(0, QBrush(theme.colour("warn")))
        item.setToolTip(0, "定稿以后记录有改动：表里是定稿时的数。接收以后的改动，下期月报里写成更正。")
    for column in range(1, _NUMBERS + 1):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if not line.value:
        item.setForeground(1, QBrush(theme.colour("muted")))
    return item


def _shown(number: Number | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"
