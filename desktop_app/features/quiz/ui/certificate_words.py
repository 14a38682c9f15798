"""The office's own sentence on its certificates."""

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop_app.features.quiz.papers.words import USUAL, WORDS, certificate_words
from desktop_app.features.quiz.ui.live.asking import Asking
from desktop_app.storage.office import Office

_NEEDED = ("{contest}", "{award}")


class WordsAsking(Asking):
    """Edits the sentence; what stands for contest and award must stay in it."""

    def __init__(self, office: Office, parent: QWidget | None) -> None:
        super().__init__("奖状文字", parent)
        self._office = office
        told = QLabel("{contest} 处写竞赛名称，{award} 处写奖项，两处都要保留。清空则恢复惯用的文字。")
        told.setWordWrap(True)
        self.words = QPlainTextEdit(certificate_words(office))
        self.words.setTabChangesFocus(True)
        self.form.addRow(told)
        self.form.addRow(self.words)
        self.words.textChanged.connect(self.judge)
        self.accepted.connect(self._keep)

    def filled(self) -> bool:
        text = self.words.toPlainText().strip()
        return not text or all(each in text for each in _NEEDED)

    def _keep(self) -> None:
        text = self.words.toPlainText().strip()
        self._office.settings.put(WORDS, "" if text == USUAL else text)
