"""What was done while she was at something else, over whichever tab is in front: each line stays until she has closed it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip


class Notices(QWidget):
    """A strip for each notice that was not closed yet, the first one on top."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.strips: list[MessageStrip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        desk.noticed.connect(self._tell)

    @property
    def told(self) -> list[str]:
        """What stands there now."""
        return [strip.text for strip in self.strips if strip.text]

    @Slot(str, str, object)
    def _tell(self, sentence: str, action: str, then: object) -> None:
        strip = next((each for each in self.strips if each.isHidden()), None)
        if strip is None:
            strip = MessageStrip(self)
            self.strips.append(strip)
        self._column.removeWidget(strip)
        self._column.addWidget(strip)
        strip.say(sentence, "good", action, then if callable(then) else None, stays=True)
