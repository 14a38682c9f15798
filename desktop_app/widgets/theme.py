"""How the window looks: one palette for light, one for dark, a short style sheet, one accent, icons tinted from the palette.

The clerk's choice (follow the system, light, dark; type size) is the workstation's, not the office's.
"""

import sys
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from desktop_app.support.paths import RESOURCES
from desktop_app.support.settings import WorkstationSettings

APPEARANCE: Final = "look.appearance"
TYPE_SIZE: Final = "look.type_size"
APPEARANCES: Final = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
TYPE_SIZES: Final = ((100, "标准"), (115, "较大"), (130, "大"), (150, "特大"))
_POINTS = 10.0
_WINDOWS_FACE = "Microsoft YaHei UI"

LIGHT: Final = {
    "window": "#F6F6F7", "base": "#FFFFFF", "alternate": "#FAFAFB", "text": "#1C1C1E", "muted": "#5F6368",
    "line": "#DADCE0", "hover": "#ECEDEF", "selected": "#DDE3EA", "accent": "#B3261E", "on_accent": "#FFFFFF",
    "warn": "#8A5300", "good": "#1E6B3A",
}  # fmt: skip
DARK: Final = {
    "window": "#1E1F22", "base": "#26272B", "alternate": "#2A2B30", "text": "#E6E6E8", "muted": "#A6A9AF",
    "line": "#3C3E44", "hover": "#33353A", "selected": "#323944", "accent": "#F2857C", "on_accent": "#2B0B08",
    "warn": "#F0B45C", "good": "#7CCB93",
}  # fmt: skip

_ROW_AT_100 = 30
_made: dict[tuple[str, str], QIcon] = {}
_state: dict[str, Any] = {"dark": False, "type_size": 100, "following": None}


def apply(application: QApplication, workstation: WorkstationSettings) -> None:
    """Dress the whole application by the workstation's settings; follows the system while it is set to."""
    application.setStyle("Fusion")
    appearance = workstation.get(APPEARANCE, "system")
    hints = QGuiApplication.styleHints()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints.setColorScheme(schemes.get(appearance, Qt.ColorScheme.Unknown))
    dark = appearance == "dark" or (appearance == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    dress(application, dark=dark, type_size=workstation.get(TYPE_SIZE, 100))
    _follow(hints, workstation)


def _follow(hints: QStyleHints, workstation: WorkstationSettings) -> None:
    """Hear once of the system's going dark or light; what is to be done then is the settings' to say."""
    if _state["following"] is None:
        hints.colorSchemeChanged.connect(_scheme_changed)
    _state["following"] = workstation


def _scheme_changed(scheme: Qt.ColorScheme) -> None:
    application, workstation = QApplication.instance(), _state["following"]
    dark = scheme == Qt.ColorScheme.Dark
    follows = workstation.get(APPEARANCE, "system") == "system"
    if isinstance(application, QApplication) and follows and dark != _state["dark"]:
        dress(application, dark=dark, type_size=workstation.get(TYPE_SIZE, 100))


def dress(application: QApplication, *, dark: bool, type_size: int = 100) -> None:
    """Palette, font and style sheet for light or dark at a type size in percent."""
    other = _state["dark"] != dark
    _state["dark"], _state["type_size"] = dark, type_size
    worn = {icon.cacheKey(): key for key, icon in _made.items()} if other else {}
    _made.clear()
    colours = tokens()
    application.setFont(window_font(type_size))
    application.setPalette(_palette(colours))
    sheet = (RESOURCES / "style" / "window.qss").read_text(encoding="utf-8")
    for name, value in sorted({**colours, **_sizes(type_size), **_pictures()}.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    application.setStyleSheet(sheet)
    if worn:
        _tint_anew(worn)


def _tint_anew(worn: dict[int, tuple[str, str]]) -> None:
    """What already wears one of our pictures gets it in the colours in force now."""
    for widget in QApplication.allWidgets():
        buttons = [widget] if isinstance(widget, QAbstractButton) else []
        for wearer in (*buttons, *widget.actions(), *widget.findChildren(QAction)):
            if (key := worn.get(wearer.icon().cacheKey())) is not None:
                wearer.setIcon(icon(*key))


def _pictures() -> dict[str, str]:
    """The files of the arrow of lists that drop down and of a box's tick; a style sheet can't tint a picture."""
    scheme = "dark" if is_dark() else "light"
    return {name: (RESOURCES / "style" / f"{name}-{scheme}.svg").as_posix() for name in ("arrow", "tick")}


def _sizes(type_size: int) -> dict[str, str]:
    """Sizes of the style sheet that grow with the type."""
    points = {"title_size": 16, "head_size": 13, "small_size": 9}
    pixels = {"entry_height": 20, "icon_size": 16, "arrow_size": 12, "tick_size": 14}
    return {name: f"{size * type_size / 100:g}pt" for name, size in points.items()} | {
        name: f"{scaled(size)}px" for name, size in pixels.items()
    }


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    return bool(_state["dark"])


def row_height() -> int:
    """The height of a table's row in px: 30 at the standard type size."""
    return scaled(_ROW_AT_100)


def scaled(pixels: int) -> int:
    """A length on the 4 px grid, grown with the type size."""
    return round(pixels * _state["type_size"] / 100)


def tokens() -> dict[str, str]:
    """The colours in force, by what they are for."""
    return DARK if _state["dark"] else LIGHT


def colour(name: str) -> QColor:
    """One colour in force."""
    return QColor(tokens()[name])


def window_font(type_size: int = 100) -> QFont:
    """10 pt of the workstation's own interface face, else the bundled sans; figures of equal width."""
    # Asked on Windows only: to list every face of the workstation takes 4 ms.
    has_own = sys.platform == "win32" and _WINDOWS_FACE in QFontDatabase.families()
    family = _WINDOWS_FACE if has_own else _bundled_family()
    font = QFont([family, *_rare_families()])
    font.setPointSizeF(_POINTS * type_size / 100)
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


@cache
def _bundled_family() -> str:
    families = []
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf"):
        number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()


@cache
def _rare_families() -> tuple[str, ...]:
    """The face with the characters of rare names: what the first face lacks is taken from it, never a box."""
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "TaizhangRareHan.ttf"))
    return tuple(QFontDatabase.applicationFontFamilies(number))


def make_primary(button: QPushButton) -> None:
    """Dress a button that a button box has made: the box asks for its size, and so for its style, before it can be named."""
    button.setObjectName("primary")
    button.style().unpolish(button)
    button.style().polish(button)


def _palette(colours: dict[str, str]) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "base",
        QPalette.ColorRole.AlternateBase: "alternate",
        QPalette.ColorRole.Button: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipBase: "base",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Highlight: "selected",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Accent: "accent",
    }
    for role, name in roles.items():
        palette.setColor(role, QColor(colours[name]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["muted"]))
    return palette


def icon(name: str, tint: str = "text") -> QIcon:
    """A line icon in a colour of the palette; an unknown name is a programming error."""
    if (name, tint) not in _made:
        _made[name, tint] = _tinted(name, tint)
    return _made[name, tint]


def _tinted(name: str, tint: str) -> QIcon:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    return QIcon(_drawn(drawing.replace(b"currentColor", tokens()[tint].encode("ascii"))))


def _drawn(drawing: bytes) -> QPixmap:
    # Drawn at three times the nominal 20 px, so that it stays sharp up to 200 % and a large type.
    picture = QPixmap(60, 60)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, 60, 60))
    painter.end()
    return picture
