"""Keeping what the clerk writes into a chapter: her text when she leaves it, half of it meanwhile, the draft again when she asks."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.features.summary.texts import Told, forget_text, keep_text, keep_typing
from desktop_app.features.summary.ui.chapter_text import ChapterText
from desktop_app.support.spans import Span
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip


class TextKeeping(QObject):
    """`span` is the one whose texts are shown; `redrafted()` when the draft is back."""

    redrafted = Signal()

    def __init__(self, desk: Desk, text: ChapterText, message: MessageStrip) -> None:
        super().__init__(text)
        self.span: Span | None = None
        self._desk, self._message = desk, message
        text.kept.connect(self._keep)
        text.typing.connect(self._keep_typing)
        text.redrafted.connect(self._redraft)

    @Slot(object, str)
    def _keep(self, told: Told, text: str) -> None:
        assert self.span, "what was edited was shown before"
        office, span = self._desk.office, self.span

        def keep() -> None:
            keep_text(office, span, told.draft, text)
            keep_typing(office, span, told.chapter, None)

        self._desk.save(keep, None, self._message.fail)

    @Slot(object, str)
    def _keep_typing(self, told: Told, text: str) -> None:
        assert self.span, "what is being typed was shown before"
        office, span = self._desk.office, self.span
        self._desk.save(lambda: keep_typing(office, span, told.chapter, text))

    @Slot(object)
    def _redraft(self, told: Told) -> None:
        assert self.span, "what is drafted anew was shown before"
        office, span = self._desk.office, self.span

        def forget() -> None:
            keep_typing(office, span, told.chapter, None)
            forget_text(office, span, told.chapter)

        self._desk.save(forget, self._redrafted, self._message.fail)

    def _redrafted(self, _nothing: object) -> None:
        self.redrafted.emit()
