"""Second page: which column of the file goes into which field, beside the first rows; for each sheet of each file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.ledger.importing.planner import Choice
from desktop_app.ledger.importing.whose import Named
from desktop_app.widgets.import_preview.sheet_columns import SheetColumns, header_at
from desktop_app.widgets.import_preview.whose_row import WhoseRow
from desktop_app.workbook.cells import Sheet


@dataclass(frozen=True)
class SheetRead:
    """A sheet as it was read, with the mapping found or remembered for it (None: no header was found).

    `given` are fields that are known without a column: whose parts its rows are.
    """

    file: str
    sheet: Sheet
    mapping: SheetMapping | None
    named: Named | None = None
    into_org: int | None = None
    branches: Mapping[int, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @property
    def choice(self) -> Choice:
        """How the planner names it."""
        return self.file, self.sheet.name

    def is_settled(self, ledger: Ledger) -> bool:
        """Whether nothing needs to be asked about it: remembered before, and all that is required is there; or hidden."""
        if self.mapping is None:
            return self.sheet.hidden
        return self.mapping.remembered and not self.lacks(ledger, self.mapping) and not self.asks_whose(ledger)

    def lacks(self, ledger: Ledger, mapping: SheetMapping) -> list[str]:
        """Labels of the required fields that nothing tells with this mapping."""
        return missing(ledger, mapping, self.given)

    def asks_whose(self, ledger: Ledger) -> bool:
        """Whether the clerk is to say whose the sheet is: it names a branch, and another one or none is chosen in the tree."""
        mapped = self.mapping is not None and ledger.org_field in self.mapping.fields.values()
        return self.named is not None and not mapped and self.named.org != (self.into_org or -1)


def missing(ledger: Ledger, mapping: SheetMapping, given: Collection[str] = ()) -> list[str]:
    """Labels of the required fields that no column goes into and that are not given."""
    there = {*mapping.fields.values(), *given}
    required = ledger.imports.required if ledger.imports else ()
    return [ledger.fields[name].label for name in required if name not in there]


class SheetPage(QWidget):
    """One sheet: whether it is taken in, where its header stands, its columns. `changed` follows every choice."""

    changed = Signal()

    def __init__(self, ledger: Ledger, read: SheetRead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._read = read
        self._mapping = read.mapping or header_at(ledger, read.sheet, 0)
        self.take = QCheckBox("导入这张表")
        self.take.setChecked(read.mapping is not None and not read.sheet.hidden)
        self.header_row = QSpinBox()
        self.header_row.setRange(1, max(1, len(read.sheet.rows)))
        self.header_row.setValue(self._mapping.header.last + 1)
        self.whose = WhoseRow(read.branches, read.named, read.into_org)
        self.whose.changed.connect(self.changed)
        self._place = QScrollArea()
        self._place.setWidgetResizable(True)
        self._place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self._show_columns()
        self.take.toggled.connect(self._taken)
        self.header_row.valueChanged.connect(self._move_header)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.take)
        row.addSpacing(12)
        label = QLabel("表头在第几行(&H)")
        label.setBuddy(self.header_row)
        row.addWidget(label)
        row.addWidget(self.header_row)
        if self._read.mapping is None:
            hint = QLabel("没有找到表头，请写明在第几行" if not self._read.sheet.hidden else "隐藏的工作表，先不导入")
            hint.setObjectName("hint")
            row.addWidget(hint)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.whose)
        column.addWidget(self._place, 1)

    def _show_columns(self) -> None:
        self.columns = SheetColumns(self._ledger, self._read.sheet, self._mapping)
        self.columns.setEnabled(self.take.isChecked())
        self.columns.changed.connect(self._mapped)
        self._place.setWidget(self.columns)
        named = self._ledger.org_field in self._mapping.fields.values()
        self.whose.setVisible(bool(self._ledger.org_field) and not named)

    @property
    def mapping(self) -> SheetMapping | None:
        """What the clerk has settled; None to leave the sheet out."""
        return self._mapping if self.take.isChecked() else None

    @property
    def lacks(self) -> list[str]:
        """Labels of the required fields that nothing tells as the clerk has settled it; none where the sheet is left out."""
        mapping = self.mapping
        return self._read.lacks(self._ledger, mapping) if mapping else []

    @property
    def choice(self) -> Choice:
        """Which sheet this is."""
        return self._read.choice

    @Slot(bool)
    def _taken(self, taken: bool) -> None:
        self.columns.setEnabled(taken)
        self.changed.emit()

    @Slot(int)
    def _move_header(self, row: int) -> None:
        self._mapping = header_at(self._ledger, self._read.sheet, row - 1)
        self._show_columns()
        self.changed.emit()

    @Slot(object)
    def _mapped(self, mapping: SheetMapping) -> None:
        self._mapping = replace(mapping, remembered=False)
        self.whose.setVisible(bool(self._ledger.org_field) and self._ledger.org_field not in mapping.fields.values())
        self.changed.emit()


class MappingPage(QWidget):
    """All sheets, one at a time. `ready(bool)` says whether the next step is open."""

    ready = Signal(bool)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self.pages: list[SheetPage] = []
        self.sheets = QComboBox()
        self._stack = QStackedWidget()
        self._lacks = QLabel()
        self._lacks.setObjectName("fieldError")
        self._lacks.setWordWrap(True)
        title = QLabel("哪一列对应台账里的哪一项")
        title.setObjectName("sectionTitle")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch()
        top.addWidget(self.sheets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._lacks)
        self.sheets.currentIndexChanged.connect(self._stack.setCurrentIndex)

    def show_sheets(self, reads: Sequence[SheetRead]) -> None:
        """Begin anew with these sheets; empty ones are left out."""
        for page in self.pages:
            self._stack.removeWidget(page)
            page.deleteLater()
        self.pages = [SheetPage(self._ledger, read) for read in reads if read.sheet.rows]
        self.sheets.clear()
        for page in self.pages:
            self._stack.addWidget(page)
            page.changed.connect(self.judge)
            self.sheets.addItem(" › ".join(page.choice))
        self.sheets.setVisible(len(self.pages) > 1)
        self.judge()
        self.sheets.setCurrentIndex(next((at for at, page in enumerate(self.pages) if page.lacks), 0))

    def _called(self, page: SheetPage) -> str:
        return " › ".join(page.choice) if len(self.pages) > 1 else page.choice[1]

    @Slot()
    def judge(self) -> None:
        """Say what is still missing."""
        taken = [(page, page.mapping) for page in self.pages]
        lacks = [
            f"“{self._called(page)}”里没有指定：{'、'.join(without)}" for page, _ in taken if (without := page.lacks)
        ]
        lacks += [
            page.whose.asks for page, mapping in taken if mapping and not page.whose.isHidden() and page.whose.asks
        ]
        if not any(mapping for _, mapping in taken):
            lacks = ["没有选定要导入的表"]
        self._lacks.setText("；".join(lacks))
        self.ready.emit(not lacks)

    @property
    def lacks(self) -> str:
        """What is still missing; '' when the next step is open."""
        return self._lacks.text()

    @property
    def mappings(self) -> Mapping[Choice, SheetMapping | None]:
        """What was settled, for the planner."""
        return {page.choice: page.mapping for page in self.pages}

    @property
    def into(self) -> Mapping[Choice, int | str | None]:
        """Whose each sheet is that has no column for it; a name is a branch to be made."""
        return {page.choice: page.whose.chosen for page in self.pages if not page.whose.isHidden()}

    @property
    def makes_branches(self) -> bool:
        """Whether a branch that is not there is to be made."""
        return any(isinstance(chosen, str) for chosen in self.into.values())
