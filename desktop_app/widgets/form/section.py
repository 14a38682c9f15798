"""A titled group in the record pane that can be folded; fields without a value wait behind one button."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.widgets import theme
from desktop_app.widgets.form.row import FieldRow


class PaneSection(QObject):
    """Puts a heading and its rows into a column. `unfolded` follows its being opened."""

    unfolded = Signal()

    def __init__(self, title: str, column: QVBoxLayout) -> None:
        super().__init__(column)
        self.title = title
        self.folded = False
        self._show_all = False
        self._rows: list[FieldRow] = []
        self._head = QPushButton(title)
        self._head.setObjectName("sectionHead")
        self._head.setFlat(True)
        self._head.clicked.connect(self._toggle)
        self._body = QWidget()
        self._inside = QVBoxLayout(self._body)
        self._inside.setContentsMargins(0, 0, 0, 8)
        self._inside.setSpacing(2)
        self._more = QPushButton()
        self._more.setObjectName("quiet")
        self._more.setFlat(True)
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        self._inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._head)
        column.addWidget(self._body)
        self._draw()

    def add(self, widget: QWidget) -> None:
        """Put something into the section."""
        self._inside.insertWidget(self._inside.count() - 1, widget)

    def add_field(self, row: FieldRow) -> None:
        """Put a field into the section."""
        self._rows.append(row)
        self.add(row)

    def hide_empty(self) -> None:
        """Show the fields that say something; a section that says nothing at all folds itself."""
        empty = [row for row in self._rows if row.is_empty and row.editor is None]
        open_to_typing = [row for row in empty if not row.read_only]
        for row in self._rows:
            row.setVisible(self._show_all or row not in empty)
        self._more.setText(f"＋ 未填的 {len(open_to_typing)} 项")
        self._more.setVisible(bool(open_to_typing) and not self._show_all)

    def say(self, title: str) -> None:
        """Another heading: with its count."""
        self._head.setText(title)

    def show(self, shown: bool) -> None:
        """The whole section, heading and all, or nothing of it."""
        self._head.setVisible(shown)
        self._body.setVisible(shown and not self.folded)

    def fold(self, folded: bool) -> None:
        """Show the heading only."""
        self.folded = folded
        self._draw()

    def _draw(self) -> None:
        self._body.setVisible(not self.folded)
        self._head.setIcon(theme.icon("chevron-right" if self.folded else "chevron-down", "muted"))

    @Slot()
    def _toggle(self) -> None:
        self.fold(not self.folded)
        if not self.folded:
            self.unfolded.emit()

    @Slot()
    def _show_more(self) -> None:
        self._show_all = True
        empty = [row for row in self._rows if row.is_empty and not row.read_only]
        self.hide_empty()
        if empty:
            empty[0].open()
