"""Keys as buzzers: each key press of the application while presses count, with the time the system gave it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from desktop_app.features.quiz.live.buzzer import SETTLE_MS, Buzzers, Verdict
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.storage.office import Office

_SETTING = "quiz.keys"
_PAD = "小键盘"


def key_name(event: QKeyEvent) -> str:
    """A key by the word on it; those of the keypad are others than those of the row above the letters."""
    name = QKeySequence(event.key()).toString()
    return f"{_PAD}{name}" if event.modifiers() & Qt.KeyboardModifier.KeypadModifier else name


def keys_of(office: Office, session: LiveSession) -> dict[str, int]:
    """Key → entrant: as kept by seat, else the digit of the seat."""
    kept = office.settings.get(_SETTING, {})
    return {kept.get(str(each.seat), str(each.seat % 10)): each.id for each in session.plan.entrants}


def keep_keys(office: Office, session: LiveSession, keys: Mapping[str, int]) -> None:
    """Keep them by seat, for the next contest at the same table."""
    seats = {each.id: str(each.seat) for each in session.plan.entrants}
    office.settings.put(_SETTING, {seats[entrant]: key for key, entrant in keys.items()})


class PressWatch(QObject):
    """Watches the application's keys while the session waits for presses.

    `pressed_early(int)` is an entrant who pressed before 开始; `settled(Verdict)` comes once, a moment after the first press.
    """

    pressed_early = Signal(int)
    settled = Signal(object)

    def __init__(self, session: LiveSession, keys: Mapping[str, int], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.buzzers = Buzzers(dict(keys))
        self.paused = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._listening = False

    def listen(self, on: bool) -> None:
        """Only while presses mean something are keys taken from the window."""
        application = QApplication.instance()
        if application is None or on == self._listening:
            return
        self._listening = on
        if on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
            self._settling.stop()

    def open(self) -> None:
        """开始 was said: whoever pressed before is early, later ones count."""
        self.buzzers.clear()
        self.buzzers.open(0)

    def clear(self) -> None:
        """Another question."""
        self.buzzers.clear()
        self._settling.stop()

    def rearm(self) -> None:
        """After something was taken back: presses made before it say nothing any more."""
        if self._session.state.phase == Phase.OPEN:
            self.open()
        else:
            self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.paused:
            return False
        if key_name(event) not in self.buzzers.keys:
            return False
        if not event.isAutoRepeat():
            self.take(key_name(event), event.timestamp())
        return True

    def take(self, key: str, at: int) -> None:
        """A key went down at `at` ms of the system's clock."""
        entrant = self.buzzers.press(key, at)
        if entrant is None or not self._session.waits_for_presses or not self._session.state.may_press(entrant):
            return
        if self.buzzers.opened_at is None:
            self.pressed_early.emit(entrant)
        elif not self._settling.isActive():
            self._settling.start()

    @Slot()
    def _settle(self) -> None:
        allowed = [each.id for each in self._session.plan.entrants if self._session.state.may_press(each.id)]
        verdict: Verdict = self.buzzers.verdict(allowed)
        if verdict.order:
            self.settled.emit(verdict)
