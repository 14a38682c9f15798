"""Every dialog fits the screen, at any type size and on a small one; its buttons are always to be seen. Icons follow the dark at once."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QScrollArea, QToolButton, QVBoxLayout

from desktop_app.widgets import theme
from desktop_app.widgets.fitting import fit
from desktop_app.widgets.import_preview.dialog import ImportDialog

SMALL = QRect(0, 0, 1366, 728)


@pytest.fixture
def large(qapp):
    before = qapp.font()
    theme.dress(qapp, dark=False, type_size=150)
    yield
    theme.dress(qapp, dark=False)
    qapp.setFont(before)


def test_a_dialog_higher_than_the_screen_scrolls_and_keeps_its_buttons_in_sight(qtbot, large):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    for number in range(60):
        column.addWidget(QLabel(f"第 {number} 行"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    column.addWidget(buttons)
    dialog.show()
    assert dialog.height() > SMALL.height()
    fit(dialog, SMALL)
    QApplication.processEvents()
    assert dialog.height() <= SMALL.height() and dialog.findChild(QScrollArea) is not None
    assert dialog.rect().contains(buttons.geometry()) and buttons.height() >= buttons.minimumSizeHint().height()


def test_the_import_fits_a_small_screen_at_the_largest_type(desk, roster, qtbot, large):
    dialog = ImportDialog(desk, roster)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() > SMALL.width()
    fit(dialog, SMALL)
    QApplication.processEvents()
    assert dialog.width() <= SMALL.width() and dialog.height() <= SMALL.height()
    assert SMALL.contains(dialog.frameGeometry()) and dialog.rect().contains(dialog.leave.geometry())


def test_icons_on_the_screen_turn_light_as_soon_as_the_window_turns_dark(qtbot, qapp):
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(theme.icon("printer"))

    def ink() -> int:
        picture = button.icon().pixmap(60, 60).toImage()
        drawn = [picture.pixelColor(x, y) for x in range(60) for y in range(60)]
        return max(colour.lightness() for colour in drawn if colour.alpha() > 200)

    assert ink() < 80
    theme.dress(qapp, dark=True)
    assert ink() > 180
    theme.dress(qapp, dark=False)
    assert ink() < 80
