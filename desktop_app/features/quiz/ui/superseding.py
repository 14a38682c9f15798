"""停止施行: the last day of a text, after which its questions are retired."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QWidget

from desktop_app.features.quiz.sources import supersede
from desktop_app.features.quiz.ui.live.asking import Asking
from desktop_app.widgets.desk import Desk


class SupersedeDialog(Asking):
    """Asks for the last day and the text that takes its place; says how many questions end with it."""

    def __init__(self, desk: Desk, source: int, parent: QWidget | None = None) -> None:
        super().__init__("停止施行", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._source = desk, source
        name, count = desk.office.database.rows(
            "SELECT s.name, (SELECT count(*) FROM quiz_question q WHERE q.source = s.name AND q.state <> '停用')"
            " FROM quiz_source s WHERE s.id = ?",
            (source,),
        )[0]
        words = QLabel(f"“{name}”停止施行后，它的 {count} 道题停用，不再抽到；题目还在，可以改好再启用。")
        words.setWordWrap(True)
        self.day = QDateEdit(QDate.fromString(desk.clock.today().isoformat(), Qt.DateFormat.ISODate))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.successor = QLineEdit()
        self.successor.setPlaceholderText("新文件的全称和版本，可不填")
        self.form.addRow(words)
        self.form.addRow("最后一天", self.day)
        self.form.addRow("由何文件替代", self.successor)
        self.accepted.connect(self._write)

    def _write(self) -> None:
        office, source = self._desk.office, self._source
        chosen = self.day.date()
        day, successor = date(chosen.year(), chosen.month(), chosen.day()), self.successor.text().strip()

        def done(retired: Any) -> None:
            self._desk.message(f"已停止施行，停用 {retired} 题。")

        self._desk.save(lambda: supersede(office, source, day, successor), done)
