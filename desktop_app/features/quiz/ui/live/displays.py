"""Which display the hall's window is on: the chosen one, never the console's; gone when unplugged, back when it returns (Q5, Q6)."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from desktop_app.features.quiz.ui.live.hall_window import HallWindow
from desktop_app.widgets.screens import screen_of


class Display(NamedTuple):
    """What is known of a display: its name, serial number and size in pixels."""

    name: str
    serial: str
    width: int
    height: int

    @property
    def key(self) -> str:
        """What it is recognised by when it comes back."""
        return f"{self.name}/{self.serial}"


def choose(displays: Sequence[Display], console: Display | None, wanted: str) -> Display | None:
    """The display for the hall: the wanted one if it is there, else the largest other; never the console's. None: there is no other."""
    others = [each for each in displays if console is None or each.key != console.key]
    wished = [each for each in others if each.key == wanted]
    return wished[0] if wished else max(others, key=lambda each: each.width * each.height, default=None)


def told(screen: QScreen) -> Display:
    """A screen as a display."""
    ratio, size = screen.devicePixelRatio(), screen.geometry()
    return Display(screen.name(), screen.serialNumber(), round(size.width() * ratio), round(size.height() * ratio))


class HallPlace(QObject):
    """Keeps the hall's window on its display while displays come and go. `changed(str)` says in words where it is, `listed()` that
    other displays are there now."""

    changed = Signal(str)
    listed = Signal()

    def __init__(self, console: QWidget, hall: HallWindow, wanted: str = "") -> None:
        super().__init__(console)
        self._console = console
        self._hall = hall
        self.wanted = wanted
        self.shown_on: Display | None = None
        self._wants_to_show = False
        self._screens: Sequence[QScreen] = QGuiApplication.screens()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._came)
        application.screenRemoved.connect(self._went)

    def displays(self) -> list[Display]:
        """All that the hall may be shown on now, the one it is or would be shown on first."""
        own = screen_of(self._console)
        there = [told(screen) for screen in self._screens]
        others = [each for each in there if own is None or each.key != told(own).key]
        first = self.shown_on or choose(there, told(own) if own else None, self.wanted)
        return sorted(others, key=lambda each: each != first)

    def open(self, wanted: str = "") -> None:
        """Show the hall's window on the wanted display, or on the other one."""
        self.wanted = wanted or self.wanted
        self._wants_to_show = True
        self._settle(QGuiApplication.screens())

    def close(self) -> None:
        """Take it away."""
        self._wants_to_show = False
        self.shown_on = None
        self._hall.hide()
        self.changed.emit("大屏已收起")

    def _settle(self, screens: Sequence[QScreen]) -> None:
        if not self._wants_to_show:
            return
        own = screen_of(self._console)
        by_display = {told(screen): screen for screen in screens}
        chosen = choose(list(by_display), told(own) if own else None, self.wanted)
        if chosen is None:
            self._hall.hide()
            lost = self.shown_on is not None
            self.shown_on = None
            self.changed.emit("大屏断开，比赛照常，接上后自动恢复" if lost else "没有第二块屏幕，请接上投影或大屏")
            return
        self.shown_on = chosen
        self._hall.cover(by_display[chosen])
        self.changed.emit(f"大屏在 {chosen.name}（{chosen.width}×{chosen.height}）")

    @Slot(QScreen)
    def _came(self, _screen: QScreen) -> None:
        self._are(QGuiApplication.screens())

    @Slot(QScreen)
    def _went(self, screen: QScreen) -> None:
        # Qt moves windows of a lost display to another one: hidden first, it can't cover the console.
        if self.shown_on and told(screen).key == self.shown_on.key:
            self._hall.hide()
        self._are([each for each in QGuiApplication.screens() if each is not screen])

    def _are(self, screens: Sequence[QScreen]) -> None:
        self._screens = screens
        self._settle(screens)
        self.listed.emit()
