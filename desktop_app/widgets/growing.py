"""A dialog that grows when what appears in it needs more room: Qt's own least size forgets how high wrapped words are."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog

from desktop_app.widgets.screens import screen_of

_FRAME = 40
_SENTENCE = 3
"""Lines of the longest sentence under a field, and its distance."""


class Growing(QObject):
    """Belongs to a dialog; from then on no row of it is squeezed when another is shown. It never shrinks.

    `spare`: shown with room for one sentence under a field, so that the button doesn't move away while a date is typed.
    """

    def __init__(self, dialog: QDialog, *, spare: bool = False) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._spare = spare
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the layout's own turn, so that its answer is the new one."""
        if event.type() == QEvent.Type.Show and self._spare and not event.spontaneous():
            room = _SENTENCE * self._dialog.fontMetrics().lineSpacing()
            self._dialog.resize(self._dialog.width(), self._dialog.height() + room)
        if event.type() == QEvent.Type.LayoutRequest and self._dialog.isVisible():
            layout = self._dialog.layout()
            needed = layout.totalHeightForWidth(self._dialog.width()) if layout and layout.hasHeightForWidth() else 0
            needed = min(needed, screen_of(self._dialog).availableGeometry().height() - _FRAME)
            if needed > self._dialog.height():
                self._dialog.resize(self._dialog.width(), needed)
        return super().eventFilter(watched, event)
