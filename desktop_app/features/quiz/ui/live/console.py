"""The operator's console of a live contest: preview, next, judge, reveal, take back. Each press of a button is one event in the office.

It shows the answer before the hall does; the hall's window gets a HallView and nothing else.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.features.quiz.live.buzzer import Verdict
from desktop_app.features.quiz.live.clock import shown
from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.live.hall import hall_view
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.ui.live import acts
from desktop_app.features.quiz.ui.live.displays import HallPlace
from desktop_app.features.quiz.ui.live.hall_window import HallWindow
from desktop_app.features.quiz.ui.live.layout import ConsoleParts
from desktop_app.features.quiz.ui.live.presses import PressWatch, keep_keys, keys_of
from desktop_app.features.quiz.ui.live.sounds import Sound, Sounds
from desktop_app.features.quiz.ui.live.steps import NextStep, Turn, next_step, proposed_turn
from desktop_app.features.quiz.words import Result
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk

_DISPLAY = "quiz.display"
_KEEPS_AWAKE = "keeps_awake"
"""The window's property by which the shell (idle.py) knows not to lock while a contest runs and nobody types."""
_TICK_MS = 100
_HURRY_MS = 5000
_ON_THE_TABLE = (Phase.SHOWN, Phase.OPEN, Phase.TAKEN, Phase.JUDGED)
_SOUNDS = {Result.RIGHT: Sound.RIGHT, Result.WRONG: Sound.WRONG}


class Console(QWidget):
    """One heat of a live stage. `left()` is emitted when the window closes; the contest goes on at the next opening."""

    left = Signal()

    def __init__(self, desk: Desk, session: LiveSession, *, sounds: Sounds | None = None) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty(_KEEPS_AWAKE, True)
        self.setWindowTitle(f"竞赛现场　{session.plan.title}")
        self.resize(theme.scaled(1320), theme.scaled(800))
        self.desk = desk
        self.session = session
        self.sounds = sounds or Sounds()
        self.parts = ConsoleParts(self, self._elapsed)
        self.hall = HallWindow(self._elapsed)
        self.place = HallPlace(self, self.hall, desk.office.settings.get(_DISPLAY, ""))
        self.watch = PressWatch(session, keys_of(desk.office, session), self)
        self.step = NextStep("")
        self._warned = 0
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._fill_choices()
        self._connect()
        self.watch.rearm()  # 开始 may have been said before the program was killed: then no press is early
        self.refresh()

    def _elapsed(self) -> int:
        return self.session.elapsed

    def _fill_choices(self) -> None:
        for each in self.session.plan.rounds:
            self.parts.round.addItem(each.title, each.id)
        self._fill_displays()

    @Slot()
    def _fill_displays(self) -> None:
        displays = self.parts.displays
        displays.clear()
        for display in self.place.displays():
            displays.addItem(f"{display.name}　{display.width}×{display.height}", display.key)
        displays.setEnabled(displays.count() > 0)
        if not displays.count():
            displays.addItem("没有第二块屏幕", "")

    def _connect(self) -> None:
        parts = self.parts
        plain: dict[QPushButton, Callable[[], Any]] = {
            parts.next: self.go_on, parts.enter: self._enter, parts.nobody: self._nobody, parts.take_back: self._take_back,
            parts.void: self._void, parts.foul: self._foul, parts.adjust: self._adjust, parts.rejudge: self._rejudge,
            parts.undo_line: self._undo_line, parts.pause: self._pause, parts.sound: self._toggle_sound,
            parts.show_hall: self._toggle_hall, parts.keys: self._test_keys,
        }  # fmt: skip
        for button, slot in plain.items():
            button.clicked.connect(slot)
        for result, button in parts.results.items():
            button.setProperty("result", str(result))
            button.clicked.connect(self._judge)
        for seconds, button in parts.presets.items():
            button.setProperty("seconds", seconds)
            button.clicked.connect(self._preset)
        for screen, button in parts.screens.items():
            button.setProperty("screen", str(screen))
            button.clicked.connect(self._show_screen)
        self.place.changed.connect(parts.hall_told.setText)
        self.place.listed.connect(self._fill_displays)
        self.watch.pressed_early.connect(self._pressed_early)
        self.watch.settled.connect(self._pressed)
        parts.entrant.activated.connect(self._set_turn)
        parts.value.activated.connect(self._set_turn)

    # ---- doing

    def attempt(self, work: Callable[[], Any]) -> bool:
        """Do one step and show what follows; a refusal is said in the strip and changes nothing."""
        try:
            work()
        except OfficeError as refusal:
            self.parts.message.fail(refusal)
            self.refresh()
            return False
        self.parts.message.hide()
        self.refresh()
        return True

    @Slot()
    def go_on(self) -> None:
        """The one next step."""
        if self.step.do is None:
            return
        before = self.session.state.phase
        if self.attempt(self.step.do) and self.session.state.phase != before:
            self._after_step()

    def _after_step(self) -> None:
        if self.session.state.phase == Phase.OPEN:
            self.watch.open()
            self.sounds.play(Sound.START)
        elif self.session.state.phase == Phase.SHOWN:
            self.watch.clear()

    @Slot()
    def _judge(self) -> None:
        result = Result(self.sender().property("result"))
        if result == Result.PARTLY:
            acts.judge_partly(self)
        elif self.attempt(lambda: self.session.judge(result)) and result in _SOUNDS:
            self.sounds.play(_SOUNDS[result])

    @Slot()
    def _nobody(self) -> None:
        self.attempt(lambda: self.session.judge(Result.LATE))

    @Slot()
    def _enter(self) -> None:
        acts.enter_round(self, self.parts.round.currentData())

    @Slot()
    def _take_back(self) -> None:
        def work() -> None:
            self.desk.message(f"已撤回：{self.session.take_back()}")

        if self.attempt(work):
            self.watch.rearm()

    @Slot()
    def _void(self) -> None:
        acts.void_question(self)

    @Slot()
    def _foul(self) -> None:
        acts.foul(self)

    @Slot()
    def _adjust(self) -> None:
        acts.adjust(self)

    @Slot()
    def _rejudge(self) -> None:
        acts.rejudge(self)

    @Slot()
    def _undo_line(self) -> None:
        acts.undo_line(self)

    @Slot()
    def _show_screen(self) -> None:
        screen = Screen(self.sender().property("screen"))
        self.attempt(lambda: self.session.show(screen))

    # ---- presses

    @Slot(int)
    def _pressed_early(self, entrant: int) -> None:
        name = self.session.plan.by_entrant[entrant].name
        self.sounds.play(Sound.WRONG)
        if self.attempt(lambda: self.session.foul(entrant, "抢跑", early=True)):
            self.parts.message.say(f"{name} 在“开始”之前按键，已记抢跑；判错了可以撤回。")

    @Slot(object)
    def _pressed(self, verdict: Verdict) -> None:
        self.sounds.play(Sound.BUZZ)
        presses = tuple((press.entrant, press.at) for press in verdict.order)
        if verdict.first is not None:
            first = verdict.first
            self.attempt(lambda: self.session.buzz(first, presses))
        else:
            acts.rule_close_presses(self, verdict, presses)

    @Slot()
    def _test_keys(self) -> None:
        from desktop_app.features.quiz.ui.live.key_test import KeyTestDialog

        dialog = KeyTestDialog(self.session.plan, self.watch.buzzers.keys, self)
        dialog.keys_changed.connect(self._keep_keys)
        dialog.open()

    @Slot(object)
    def _keep_keys(self, keys: dict[str, int]) -> None:
        self.watch.buzzers.keys = dict(keys)
        keep_keys(self.desk.office, self.session, keys)
        self.refresh()

    # ---- clock, sound, displays

    @Slot()
    def _tick(self) -> None:
        left = self.session.left
        self._show_clock()
        self.session.note_clock()
        if left <= 0 and self._warned < 2:
            self._warned = 2
            self.sounds.play(Sound.TIME_UP)
        elif 0 < left <= _HURRY_MS and self._warned < 1:
            self._warned = 1
            self.sounds.play(Sound.HURRY)

    def _show_clock(self) -> None:
        clock = self.session.state.clock
        self.parts.clock.setText(shown(self.session.left) if clock.limit else "")
        self.parts.pause.setText(f"{'暂停' if clock.running else '继续'}　P")
        self.parts.pause.setEnabled(clock.limit > 0 and not self.session.state.ended)

    @Slot()
    def _pause(self) -> None:
        self.attempt(self.session.pause if self.session.state.clock.running else self.session.go)

    @Slot()
    def _preset(self) -> None:
        seconds = self.sender().property("seconds")
        self.attempt(lambda: self.session.set_clock(seconds))

    @Slot()
    def _toggle_sound(self) -> None:
        self.sounds.on = not self.sounds.on
        self.refresh()

    @Slot()
    def _toggle_hall(self) -> None:
        if self.place.shown_on is not None:
            self.place.close()
        else:
            wanted = self.parts.displays.currentData() or ""
            self.desk.office.settings.put(_DISPLAY, wanted)
            self.place.open(wanted)
            self._fill_displays()
        self.refresh()

    # ---- showing

    @Slot()
    def _set_turn(self) -> None:
        proposed = proposed_turn(self.session)
        entrant, value = self.parts.entrant.currentData(), self.parts.value.currentData()
        player = proposed.player if proposed and proposed.entrant == entrant else None
        self.step = next_step(self.session, Turn(entrant, player, value) if value else None)
        self._show_step()

    def refresh(self) -> None:
        """Show what the log comes to now, on both screens."""
        session, parts = self.session, self.parts
        self.watch.listen(session.waits_for_presses)
        turn = proposed_turn(session)
        self._fill_turn(turn)
        self.step = next_step(session, turn)
        self._show_step()
        acts.show_question(self)
        parts.scores.show_scores(session, self.watch.buzzers.keys)
        parts.log.show_log(session)
        view = hall_view(session.plan, session.state)
        for picture in (parts.preview, self.hall.picture):
            picture.show_view(view)
        running = session.state.clock.running
        if running and not self._ticking.isActive():
            self._warned = 0
            self._ticking.start()
        elif not running:
            self._ticking.stop()
        self._show_clock()
        parts.sound.setText(f"声音：{'开' if self.sounds.on else '关'}" if self.sounds.possible else "没有声音设备")

    def _fill_turn(self, turn: Turn | None) -> None:
        session, parts = self.session, self.parts
        rules = session.plan.by_round.get(session.state.round or 0)
        parts.entrant.clear()
        parts.value.clear()
        for each in sorted(session.plan.entrants, key=lambda each: each.seat):
            if rules and not rules.has_buzzers and not session.state.is_out(each.id):
                parts.entrant.addItem(f"{each.seat} {each.name}", each.id)
        for value in rules.values if rules else ():
            parts.value.addItem(f"{value} 分", value)
        asked = session.state.asked if session.state.phase in _ON_THE_TABLE else None
        shown_turn = asked or turn
        parts.entrant.setCurrentIndex(parts.entrant.findData(shown_turn.entrant) if shown_turn else -1)
        parts.value.setCurrentIndex(parts.value.findData(shown_turn.value) if shown_turn else -1)
        for part in (parts.entrant, parts.value):
            part.setEnabled(asked is None)
        if session.state.round is not None:
            parts.round.setCurrentIndex(parts.round.findData(session.state.round))

    def _show_step(self) -> None:
        state, parts = self.session.state, self.parts
        parts.next.setText(f"{self.step.words}　（空格）" if self.step.do else self.step.words)
        parts.next.setEnabled(self.step.do is not None)
        answering = state.phase in (Phase.OPEN, Phase.TAKEN) and not self.session.waits_for_presses
        for button in parts.results.values():
            button.setEnabled(answering)
        parts.nobody.setVisible(self.session.waits_for_presses)
        parts.nobody.setEnabled(state.phase == Phase.OPEN)
        for button in (parts.void, parts.rejudge, parts.undo_line, parts.take_back, parts.foul, parts.adjust):
            button.setEnabled(state.begun)
        parts.show_hall.setText("收起大屏" if self.place.shown_on else "打开大屏")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_displays()  # only now is it known which display is the console's own

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.state.clock.running:
            self.session.pause()
        self._ticking.stop()
        self.watch.listen(False)
        self.sounds.stop()
        self.parts.preview.stop()
        self.hall.leave()
        self.hall.deleteLater()
        self.left.emit()
        super().closeEvent(event)
