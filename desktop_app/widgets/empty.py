"""What an empty view says: what belongs here, and the one next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.widgets import theme


class EmptyState(QWidget):
    """A picture, a sentence, a button. `asked` follows the button."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = QLabel()
        self._words.setObjectName("hint")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._do = QPushButton()
        self._do.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._words)
        column.addWidget(self._do, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)

    def say(self, picture: str, words: str, step: str = "") -> None:
        """Say what belongs here; `step` names the next step, '' for none."""
        self._picture.setPixmap(theme.icon(picture, "muted").pixmap(theme.scaled(40), theme.scaled(40)))
        self._words.setText(words)
        self._do.setText(step)
        self._do.setVisible(bool(step))
        self.setFocusProxy(self._do if step else None)  # type: ignore[arg-type]  # Qt takes none

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def step(self) -> str:
        """The next step it offers."""
        return self._do.text()
