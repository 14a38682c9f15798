"""Which screen a widget is on, without asking the widget.

`QWidget.screen()` ties the screen's wrapper to the widget: when the widget goes, PySide 6.9 takes the screen along, and the next window
that is made crashes. The application's own list of screens is safe.
"""

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def screen_of(widget: QWidget) -> QScreen:
    """The screen that holds the middle of the widget's window, else the first one."""
    middle = widget.window().frameGeometry().center()
    return QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
