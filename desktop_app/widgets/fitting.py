"""No dialog is larger than the screen: what is too high scrolls, and the buttons at its foot are always to be seen."""

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.widgets.screens import screen_of

_FRAME = 40
"""What the system's own title bar and edges take, px."""


class FitsScreen(QObject):
    """Looks at each dialog as it comes to the front. A filter on every event would slow the whole program."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        application.focusWindowChanged.connect(self._came)

    @Slot(QWindow)
    def _came(self, window: QWindow | None) -> None:
        for widget in QApplication.topLevelWidgets() if window is not None else ():
            if isinstance(widget, QDialog) and widget.windowHandle() is window:
                fit(widget)


def fit(dialog: QDialog, room: QRect | None = None) -> None:
    """Make the dialog fit into `room`, the available screen by default. The system's own dialogs look after themselves."""
    if dialog.inherits("QFileDialog") or dialog.inherits("QMessageBox"):
        return
    room = room or screen_of(dialog).availableGeometry()
    most = room.adjusted(0, 0, -_FRAME // 4, -_FRAME).size()
    needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if needed.height() > most.height() or needed.width() > most.width():
        _scroll(dialog)
        dialog.setMinimumSize(dialog.minimumSize().boundedTo(most))
    if dialog.width() > most.width() or dialog.height() > most.height():
        dialog.resize(dialog.size().boundedTo(most))
    _bring_inside(dialog, room)


def _scroll(dialog: QDialog) -> None:
    """Everything but the foot goes into an area that scrolls; once."""
    layout = dialog.layout()
    if not isinstance(layout, QVBoxLayout) or layout.count() < 2 or dialog.findChild(QScrollArea, "fitted"):
        return
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(layout.spacing())
    while layout.count() > 1:
        stretch = layout.stretch(0)
        _move(layout, column)
        column.setStretch(column.count() - 1, stretch)
    area = QScrollArea()
    area.setObjectName("fitted")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    layout.insertWidget(0, area, 1)


def _move(source: QBoxLayout, target: QBoxLayout) -> None:
    item = source.takeAt(0)
    if item is None:
        return
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        hidden = widget.isHidden()
        target.addWidget(widget, 0, item.alignment())
        widget.setHidden(hidden)
    elif layout is not None:
        layout.setParent(None)  # type: ignore[arg-type]  # Qt takes none
        target.addLayout(layout)
    else:
        target.addItem(item)


def _bring_inside(dialog: QDialog, room: QRect) -> None:
    place = dialog.frameGeometry()
    left = min(max(place.left(), room.left()), max(room.right() - place.width(), room.left()))
    top = min(max(place.top(), room.top()), max(room.bottom() - place.height(), room.top()))
    if (left, top) != (place.left(), place.top()):
        dialog.move(left, top)
