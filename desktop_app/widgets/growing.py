"""A dialog that grows when what appears in it needs more room: Qt's own least size forgets how high wrapped words are."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog

from desktop_app.widgets.screens import screen_of

_FRAME = 40


class Growing(QObject):
    """Belongs to a dialog; from then on no row of it is squeezed when another is shown. It never shrinks."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the layout's own turn, so that its answer is the new one."""
        if event.type() == QEvent.Type.LayoutRequest and self._dialog.isVisible():
            layout = self._dialog.layout()
            needed = layout.totalHeightForWidth(self._dialog.width()) if layout and layout.hasHeightForWidth() else 0
            needed = min(needed, screen_of(self._dialog).availableGeometry().height() - _FRAME)
            if needed > self._dialog.height():
                self._dialog.resize(self._dialog.width(), needed)
        return super().eventFilter(watched, event)
