"""The look: readable in light and dark, icons tinted, rows that grow with the type."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QToolButton

from desktop_app.support.paths import RESOURCES
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets import theme
from desktop_app.widgets.chips import Chip

SHEET = RESOURCES / "style" / "window.qss"


@pytest.fixture(autouse=True)
def undressed(qapp):
    yield
    qapp.setStyleSheet("")
    theme._state.update(dark=False, type_size=100)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "base", "alternate", "hover", "selected"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "warn", "good"])
def test_every_ink_is_readable_on_every_ground(palette, ground, ink):
    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_word_on_the_primary_button_is_readable(palette):
    assert contrast(palette["on_accent"], palette["accent"]) >= 4.5


def test_the_accent_is_the_one_agreed_on():
    assert (theme.LIGHT["accent"], theme.DARK["accent"]) == ("#B3261E", "#F2857C")


def test_the_style_sheet_names_no_colour_of_its_own_and_knows_all_it_names(qapp):
    written = SHEET.read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", written, flags=re.S)
    assert not re.findall(r"#[0-9A-Fa-f]{6}\b", rules)
    theme.dress(qapp, dark=False)
    assert "@" not in re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.S)


def test_an_icon_takes_the_colour_of_the_palette(qapp):
    def inks() -> set[str]:
        picture = theme.icon("search").pixmap(20, 20).toImage()
        points = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        colours = (picture.pixelColor(x, y) for x, y in points)
        return {colour.name().upper() for colour in colours if colour.alpha() == 255}

    theme.dress(qapp, dark=False)
    light = inks()
    theme.dress(qapp, dark=True)
    assert theme.LIGHT["text"] in light and theme.DARK["text"] in inks()


def test_large_type_makes_higher_rows_and_bigger_letters(qapp):
    theme.dress(qapp, dark=False, type_size=100)
    small = (theme.row_height(), qapp.font().pointSizeF())
    theme.dress(qapp, dark=False, type_size=150)
    assert small == (30, 10) and (theme.row_height(), qapp.font().pointSizeF()) == (45, 15)


def test_the_clerks_own_choice_wins_over_the_system(qapp, tmp_path):
    workstation = WorkstationSettings(tmp_path / "settings.json")
    workstation.put(theme.APPEARANCE, "dark")
    theme.apply(qapp, workstation)
    dark = theme.is_dark()
    workstation.put(theme.APPEARANCE, "light")
    theme.apply(qapp, workstation)
    assert dark and not theme.is_dark()
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Unknown)


def test_the_bundled_face_draws_the_rare_characters_of_names(qapp):
    from PySide6.QtGui import QFontInfo, QRawFont

    font = theme.window_font()
    faces = [QRawFont.fromFont(type(font)(family)) for family in font.families()]
    assert QFontInfo(font).exactMatch() or font.families()
    for character in "张䶮㛃𬭎𠅤":
        assert any(face.supportsCharacter(ord(character)) for face in faces), character


def test_the_primary_button_of_a_button_box_has_the_accent(qapp, qtbot):
    theme.dress(qapp, dark=False)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Save)
    box.sizeHint()
    button.ensurePolished()
    theme.make_primary(button)
    box.show()
    assert button.grab().toImage().pixelColor(6, button.height() // 2) == theme.colour("accent")
    qapp.setStyleSheet("")


def test_pictures_grow_with_the_type(qapp, qtbot):
    sizes = {}
    for type_size in (100, 150):
        theme.dress(qapp, dark=True, type_size=type_size)
        button, step = QToolButton(), QPushButton("保存")
        for each in (button, step):
            qtbot.addWidget(each)
            each.setIcon(theme.icon("plus"))
            each.ensurePolished()
        chip = Chip("进行中", "note")
        qtbot.addWidget(chip)
        drawn = chip.sizeHint().width() - chip.fontMetrics().horizontalAdvance("进行中")
        sizes[type_size] = (button.iconSize().width(), step.iconSize().width(), drawn)
    theme.dress(qapp, dark=False)
    assert sizes[100][:2] == (16, 16) and sizes[150][:2] == (24, 24)
    assert sizes[150][2] > sizes[100][2], "the shape of a state too"
