"""The fields of a form in their sections: as many columns as there is room for, masked numbers until a purpose is given.

What happens with what is typed is the page's (page.py).
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger, Section
from desktop_app.ledger.writes import needed, read_typed
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, PickEditor, editor_for, starred
from desktop_app.widgets.form.unmask import UnmaskDialog

_FIELD_WIDTH = 260
_MOST_COLUMNS = 3


class FormFields(QWidget):
    """Editors for a record's fields. `edited` follows typing, `escaped` Esc, `entered(next editor)` Enter, `finished` Enter in the last.

    `start` are the values the form begins with, `texts` what stands for those that are references, `stored` whether they are a
    record's (then sensitive ones are masked); `hidden` fields have no editor.
    """

    edited = Signal()
    escaped = Signal()
    entered = Signal(object)
    finished = Signal()
    unmasked = Signal()

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        start: Mapping[str, Any],
        texts: Mapping[str, str],
        *,
        stored: bool,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self.setObjectName("paneBody")
        self._desk = desk
        self.ledger = ledger
        self.start = dict(start)
        self._texts = texts
        self._stored = stored
        self._hidden = hidden
        self.editors: dict[str, FieldEditor] = {}
        self._masked: dict[str, QWidget] = {}
        self._boxes: dict[str, QVBoxLayout] = {}
        self._labels: dict[str, QLabel] = {}
        self._grids: list[tuple[QGridLayout, list[tuple[str, QWidget]]]] = []
        self._columns = 0
        self._build()
        desk.unmasked.connect(self._unmask)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 24)
        column.setSpacing(4)
        for section in self.ledger.form:
            names = [name for name in section.fields if self._is_typed(section, name)]
            if names:
                self._build_section(column, section.title, names)
        column.addStretch()
        for editor in self.editors.values():
            if isinstance(editor, PickEditor):
                editor.prefer(self._org)
        self._mark()
        self.edited.connect(self._mark)
        self._arrange(1)

    def _org(self) -> int | None:
        """The organisation chosen in the form: its people are offered first."""
        editor = self.editors.get(self.ledger.org_field)
        org = self.start.get(self.ledger.org_field) if editor is None else editor.typed()
        return org if isinstance(org, int) else None

    def _is_typed(self, section: Section, name: str) -> bool:
        """Fields that only actions change are typed once: where a new record can't be without them."""
        kind = self.ledger.fields[name]
        if name in self._hidden:
            return False
        return name not in section.read_only or (not self._stored and kind.required and kind.default is None)

    def _build_section(self, column: QVBoxLayout, title: str, names: list[str]) -> None:
        heading = QLabel(title)
        heading.setObjectName("sectionTitle")
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        self._grids.append((grid, [(name, self._build_field(name)) for name in names]))

    def _build_field(self, name: str) -> QWidget:
        kind = self.ledger.fields[name]
        box = QWidget()
        label = self._labels[name] = QLabel(kind.label)
        label.setObjectName("fieldName")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(label)
        inside.addWidget(self._build_masked(name) if self._is_masked(name) else self._build_editor(name))
        inside.addStretch()
        self._boxes[name] = inside
        return box

    def _build_editor(self, name: str) -> FieldEditor:
        editor = editor_for(self._desk, self.ledger.fields[name])
        editor.put(self.start.get(name), self._texts.get(name, ""))
        editor.edited.connect(self.edited)
        editor.done.connect(self._go_on)
        editor.escaped.connect(self.escaped)
        self.editors[name] = editor
        return editor

    # ---- places

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_FIELD_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(_FIELD_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(_MOST_COLUMNS, self.width() // theme.scaled(_FIELD_WIDTH))))

    def _arrange(self, columns: int) -> None:
        """As many columns as there is room for; long text takes a whole line."""
        if columns == self._columns:
            return
        self._columns = columns
        for grid, boxes in self._grids:
            row, at = 0, 0
            for name, box in boxes:
                wide = self.ledger.fields[name].entry == "long"
                if wide and at:
                    row, at = row + 1, 0
                grid.addWidget(box, row, at, 1, columns if wide else 1)
                at += columns if wide else 1
                if at >= columns:
                    row, at = row + 1, 0
            for number in range(_MOST_COLUMNS):
                grid.setColumnStretch(number, 1 if number < columns else 0)

    # ---- typing

    def changes(self) -> dict[str, Any]:
        """What is typed other than the form began with, by field."""
        return {
            name: editor.typed() for name, editor in self.editors.items() if not self._is_same(name, editor.typed())
        }

    def _is_same(self, name: str, typed: Any) -> bool:
        try:
            value, start = self.ledger.fields[name].parse(typed), self.start.get(name)
            return value == start or (value is None and start == "")
        except ValueError:
            return False

    def faults(self) -> dict[str, str]:
        """Why fields can't be stored as they stand."""
        for editor in self.editors.values():
            editor.settle()
        return {name: editor.fault for name, editor in self.editors.items() if editor.fault}

    @Slot()
    def _go_on(self) -> None:
        editors = list(self.editors.values())
        at = editors.index(self.sender())  # type: ignore[arg-type]
        if at + 1 < len(editors):
            # As Tab does: what stands there is selected, and typing takes its place.
            editors[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.entered.emit(editors[at + 1])
        else:
            self.finished.emit()

    # ---- whole numbers

    def _is_masked(self, name: str) -> bool:
        kind = self.ledger.fields[name]
        value = self._stored and self.start.get(name)
        return bool(value) and kind.sensitive and not kind.open_in_pane and not self._desk.unmasking.live

    @Slot()
    def _mark(self) -> None:
        """A star at what the record can't be without, with what is typed so far."""
        wanted = needed(self._desk.office, self.ledger, self._standing())
        for name, label in self._labels.items():
            label.setText(starred(self.ledger.fields[name].label, name in wanted))

    def _standing(self) -> dict[str, Any]:
        """The record as it stands in the form; what can't be read yet is as it began."""
        readable = {name: editor.typed() for name, editor in self.editors.items() if not editor.fault}
        return self.start | read_typed(self.ledger, readable).values

    def _build_masked(self, name: str) -> QWidget:
        masked = QWidget()
        row = QHBoxLayout(masked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.ledger.fields[name].mask(self.start[name])), 1)
        show = QPushButton("显示并修改")
        show.clicked.connect(self._reveal)
        row.addWidget(show)
        self._masked[name] = masked
        return masked

    @Slot()
    def _reveal(self) -> None:
        UnmaskDialog(self._desk, self.window()).open()

    @Slot()
    def _unmask(self) -> None:
        """Masked fields become editors; what is typed in the others stays."""
        if not self._desk.unmasking.live or not self._masked:
            return
        for name, masked in self._masked.items():
            box = self._boxes[name]
            box.insertWidget(box.indexOf(masked), self._build_editor(name))
            masked.hide()
            masked.deleteLater()
        self._masked.clear()
        order = [name for section in self.ledger.form for name in section.fields]
        self.editors = {name: self.editors[name] for name in order if name in self.editors}
        self.unmasked.emit()
