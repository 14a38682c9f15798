"""The columns of one sheet: heading, first values, and the field each goes into. Tab goes from one choice to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.headings import INTO_REMARK, RECORD_KEY, Header, KnownHeadings, shown_heading
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.storage.kind import Kind
from desktop_app.widgets import theme
from desktop_app.workbook.cells import BadCell, Cell, Sheet, is_blank

LEAVE_OUT = "（忽略）"
_EXAMPLES = 3
_LONGEST = 18


def header_at(ledger: Ledger, sheet: Sheet, row: int) -> SheetMapping:
    """A mapping with the header where the clerk says it is."""
    known = KnownHeadings(ledger)
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    fields: dict[int, str] = {}
    for at, cell in enumerate(cells):
        name = known.field_of(cell)
        if name and name not in fields.values():
            fields[at] = name
    return SheetMapping(Header(row, row, tuple(shown_heading(cell) for cell in cells)), fields)


class _FieldChoice(QComboBox):
    """The fields of the ledger; the wheel turns it only when it has the focus, or it would change under a scrolling hand."""

    def __init__(self, ledger: Ledger, column: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(20)
        self.addItem(LEAVE_OUT, "")
        for name, kind in ledger.fields.items():
            self.addItem(kind.label, name)
        if ledger.imports and ledger.imports.remark:
            self.addItem("（记入备注）", INTO_REMARK)
        self.addItem(RECORD_KEY, RECORD_KEY)

    def wheelEvent(self, event: object) -> None:
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]
        else:
            event.ignore()  # type: ignore[attr-defined]


class SheetColumns(QWidget):
    """`changed(SheetMapping)` follows every choice."""

    changed = Signal(object)

    def __init__(self, ledger: Ledger, sheet: Sheet, mapping: SheetMapping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._mapping = mapping
        self.choices: list[_FieldChoice] = []
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, words in enumerate(("文件里的列", "对应台账的", "前几行")):
            label = QLabel(words)
            label.setObjectName("hint")
            grid.addWidget(label, 0, at)
        examples = list(_examples(sheet, mapping))
        for at, heading in enumerate(mapping.header.headings):
            if heading or any(not is_blank(row[at]) for row in examples if at < len(row)):
                self._add(at, heading, [row[at] if at < len(row) else None for row in examples])
        grid.setRowStretch(grid.rowCount(), 1)

    def _add(self, column: int, heading: str, cells: Sequence[Cell]) -> None:
        choice = _FieldChoice(self._ledger, column, self)
        name = self._mapping.fields.get(column, "")
        choice.setCurrentIndex(max(0, choice.findData(name)))
        choice.setMinimumWidth(theme.scaled(180))
        choice.setAccessibleName(f"{heading}对应")
        choice.currentIndexChanged.connect(self._chosen)
        row = self._grid.rowCount()
        title = QLabel(heading or f"（第 {column + 1} 列）")
        title.setMaximumWidth(theme.scaled(220))
        kind = self._ledger.fields.get(name)
        values = QLabel("　".join(_example(cell, kind) for cell in cells))
        values.setObjectName("hint")
        values.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        values.setWordWrap(True)  # in a narrow window nothing is cut off
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(choice, row, 1)
        self._grid.addWidget(values, row, 2)
        self.choices.append(choice)

    @Slot()
    def _chosen(self) -> None:
        choice = self.sender()
        assert isinstance(choice, _FieldChoice)
        self._mapping = self._mapping.with_field(choice.column, choice.currentData() or None)
        for other in self.choices:
            other.blockSignals(True)
            other.setCurrentIndex(max(0, other.findData(self._mapping.fields.get(other.column, ""))))
            other.blockSignals(False)
        self.changed.emit(self._mapping)


def _examples(sheet: Sheet, mapping: SheetMapping) -> Sequence[Sequence[Cell]]:
    below = sheet.rows[mapping.header.last + 1 : mapping.header.last + 30]
    return [row for row in below if sum(not is_blank(cell) for cell in row) > 1][:_EXAMPLES]


def _example(cell: Cell, kind: Kind | None) -> str:
    if cell is None:
        return "–"
    text = cell.text if isinstance(cell, BadCell) else shown_heading(cell)
    if kind is not None and kind.sensitive:
        text = kind.mask(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
