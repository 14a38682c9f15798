"""开始竞答: draw three to ten questions, ask them aloud, note who was asked and whether it was right; tied to a study session."""

from typing import Any

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz import afterwards
from desktop_app.features.quiz.answers import shown_answer
from desktop_app.features.quiz.draw import snapshots
from desktop_app.ledger.everywhere import Hit, find_everywhere
from desktop_app.ledger.search_index import table_of
from desktop_app.people.fields import Member, Org
from desktop_app.people.links import End
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.form.editors import FieldEditor, editor_for
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.plain_list import PlainList

_BEFORE_THE_DRAW = "点“抽题”，抽出的题带答案列在这里：念题、点人回答，答对的打勾，最后保存。"
_SESSIONS = ("study", "study_session", "sessions")


class AfterDialog(QDialog):
    """One 学后竞答 from the drawing to the marks; written as one change."""

    def __init__(self, tab: Any) -> None:
        super().__init__(tab.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("学后竞答")
        self.resize(theme.scaled(820), theme.scaled(620))
        self._desk = tab.desk
        self._rows: list[tuple[int, FieldEditor, QCheckBox]] = []
        self._session: End | None = None
        self.message = MessageStrip()
        self.title = QLineEdit(f"{self._desk.clock.today():%m月%d日}学后竞答")
        self.org = editor_for(self._desk, Org("党组织"), self)
        self.host = QLineEdit()
        self.day = QDateEdit(QDate.fromString(self._desk.clock.today().isoformat(), Qt.DateFormat.ISODate))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMaximumDate(self.day.date())
        self.day.setCalendarPopup(True)
        self.count = QSpinBox()
        self.count.setRange(afterwards.LEAST, afterwards.MOST)
        self.count.setValue(5)
        self.session = QPushButton("关联学习活动…")
        self.session.setVisible(self._study() is not None)
        self.draw = QPushButton("抽题")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(_told(_BEFORE_THE_DRAW))
        self._build()

    def _build(self) -> None:
        form = QFormLayout()
        for label, part in (("名称", self.title), ("日期", self.day), ("党组织", self.org), ("提问人", self.host)):
            form.addRow(label, part)
        drawing = QHBoxLayout()
        for part in (QLabel("题数"), self.count, self.draw, self.session):
            drawing.addWidget(part)
        drawing.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.write)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addLayout(form)
        column.addLayout(drawing)
        column.addWidget(self._area, 1)
        column.addWidget(buttons)
        self.draw.clicked.connect(self.ask)
        self.session.clicked.connect(self._choose_session)

    def _study(self) -> Any:
        """The ledger of study sessions, whoever keeps it; None where there is none."""
        return next((each for each in self._desk.ledgers if each.key in _SESSIONS), None)

    @Slot()
    def ask(self) -> None:
        """Draw, and show each question with its answer for whoever reads it out."""
        office = self._desk.office
        last = office.database.one("SELECT coalesce(max(id), 0) FROM quiz_after")
        try:
            chosen = afterwards.questions_for(office, self.count.value(), last + 1)
        except OfficeError as refusal:
            self.message.fail(refusal)
            return
        holder = QWidget()
        column = QVBoxLayout(holder)
        self._rows = []
        for number, (question, told) in enumerate(snapshots(office, chosen).items(), 1):
            column.addWidget(self._question(number, question, told))
        column.addStretch()
        self._area.setWidget(holder)

    def _question(self, number: int, question: int, told: dict[str, Any]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        options = "　".join(f"{'ABCDEF'[at]}. {option}" for at, option in enumerate(told["options"]))
        for text in (f"{number}. {told['stem']}", options):
            if text:
                label = QLabel(text)
                label.setWordWrap(True)
                column.addWidget(label)
        answer = QLabel(f"答案：{shown_answer(told['kind'], told['options'], told['answer'])}")
        answer.setObjectName("hint")
        who = editor_for(self._desk, Member("回答人"), self)
        right = QCheckBox("答对")
        row = QHBoxLayout()
        for part in (answer, QLabel("回答人"), who, right):
            row.addWidget(part)
        column.addLayout(row)
        self._rows.append((question, who, right))
        return holder

    @Slot()
    def _choose_session(self) -> None:
        dialog = _SessionDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.hit is not None:
            self.tie(dialog.hit)

    def tie(self, hit: Hit) -> None:
        """Tie it to this session."""
        self._session = End(table_of(self._study().record), hit.record_id)
        self.session.setText(f"已关联：{hit.title}")

    @Slot()
    def write(self) -> None:
        """Keep it."""
        marks = [(who.typed(), question, right.isChecked()) for question, who, right in self._rows]
        if not marks or not all(isinstance(member, int) for member, _, _ in marks):
            self.message.say("请先抽题，并为每道题选定回答人。")
            return
        org = self.org.typed()
        values = {
            "title": self.title.text().strip() or "学后竞答", "on": self.day.date().toString(Qt.DateFormat.ISODate),
            "org": org if isinstance(org, int) else None, "host": self.host.text().strip() or None,
        }  # fmt: skip
        office, session = self._desk.office, self._session
        self._desk.save(lambda: afterwards.record(office, values, marks, session), self._written, self.message.fail)

    def _written(self, _after: object) -> None:
        self._desk.message("学后竞答已记下。")
        self.accept()


def _told(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("hint")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label


class _SessionDialog(QDialog):
    """Finds a study session by any of its words."""

    def __init__(self, parent: AfterDialog) -> None:
        super().__init__(parent)

        self.setWindowTitle("关联学习活动")
        self._study, self._office = parent._study(), parent._desk.office
        self.hit: Hit | None = None
        self._hits: list[Hit] = []
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("输入学习活动的名称或主题")
        self.list = PlainList()
        column = QVBoxLayout(self)
        column.addWidget(self.typed)
        column.addWidget(self.list)
        self.typed.textChanged.connect(self._find)
        self.list.itemActivated.connect(self._take)

    @Slot()
    def _find(self) -> None:
        self._hits = find_everywhere(self._office, [self._study], self.typed.text())
        self.list.clear()
        self.list.addItems([f"{hit.title}　{hit.detail}" for hit in self._hits])

    @Slot()
    def _take(self) -> None:
        self.hit = self._hits[self.list.currentRow()]
        self.accept()
