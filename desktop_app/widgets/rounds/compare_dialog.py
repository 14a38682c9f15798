"""与上级库比对: the differences in a list, each on a side the clerk may change, then the two workbooks."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.comparing.compare import compare
from desktop_app.ledger.comparing.comparison import KINDS, SIDES, Ask, Comparison, Difference, Side
from desktop_app.ledger.comparing.writing import write_comparison
from desktop_app.ledger.declaration import Ledger
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.handing_out import HandingOut
from desktop_app.widgets.rounds.frame import RoundDialog
from desktop_app.widgets.rounds.lines import LinesModel, lines_table

_HEADINGS = ("谁改", "姓名", "项目", "台账里", "上级库里", "说明")
_WIDTHS = (80, 96, 120, 170, 170)
_ASK_HEADINGS = ("行", "姓名", "要确定的")
_ASKED = "asked"


class CompareDialog(RoundDialog):
    """Nothing here changes the ledger."""

    nothing_done = "已取消，没有写出文件。"

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{ledger.title}与上级库比对", (1040, 660), parent)
        self._ledger = ledger
        self._folder: Path | None = None
        self.found: Comparison | None = None
        self.filters: dict[str, QPushButton] = {}
        self.save = QPushButton("另存两份工作簿(&S)…")
        self.swap = QPushButton("换到另一方改(&W)")
        self.open_button = QPushButton("打开文件夹(&O)")
        self.handing = HandingOut(sensitive=True)
        self.pages.addWidget(self._build_choice())
        self.pages.addWidget(self._build_list())
        self.place_buttons([self.swap, self.open_button], [self.save])
        for button in (self.swap, self.open_button, self.save):
            button.hide()
        self.choose.clicked.connect(self._ask_file)
        self.save.clicked.connect(self._ask_folder)
        self.swap.clicked.connect(self.swap_sides)
        self.open_button.clicked.connect(self._open_folder)

    def _build_choice(self) -> QWidget:
        page = QWidget()
        picture = QLabel()
        picture.setPixmap(theme.icon("arrows-exchange", "muted").pixmap(theme.scaled(44), theme.scaled(44)))
        told = QLabel(
            "选择上级库导出的名册。按证号对人，只有姓名的会问您；不同的地方分成“上级改”和“我方改”两份工作簿，台账不会改动。"
        )
        told.setWordWrap(True)
        told.setObjectName("hint")
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton("选择文件…")
        self.choose.setObjectName("primary")
        self.choose.setDefault(True)
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (picture, self.choose):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(told)
        column.addStretch(3)
        return page

    def _build_list(self) -> QWidget:
        page = QWidget()
        self.told = QLabel()
        self.told.setObjectName("hint")
        self.told.setWordWrap(True)
        self.model = LinesModel(_HEADINGS, self._words, self)
        self.table = lines_table(self.model, _WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.asks = LinesModel(_ASK_HEADINGS, _ask_words, self)
        self.ask_table = lines_table(self.asks, (60, 110), "N")
        self.answers = QHBoxLayout()
        filters = QHBoxLayout()
        filters.setSpacing(4)
        self._group = QButtonGroup(self)
        for which in (*Side, _ASKED):
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName("countFilter")
            button.setProperty("which", str(which))
            self._group.addButton(button)
            self.filters[str(which)] = button
            filters.addWidget(button)
        filters.addStretch()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.ask_table, 1)
        column.addLayout(self.answers)
        column.addWidget(self.handing)
        self._group.buttonClicked.connect(self._filter)
        self.ask_table.selectionModel().currentRowChanged.connect(self._show_ask)
        self.ask_table.key_answered.connect(self._answer_by_key)
        return page

    # ---- comparing

    @Slot()
    def _ask_file(self) -> None:
        if files := where.ask_files(self, "上级库导出的名册"):
            self.read(files[0])

    def read(self, file: Path) -> None:
        """Compare with this workbook."""
        office, ledger = self.desk.office, self._ledger

        def job(progress: Progress) -> Comparison:
            return compare(office, ledger, file, progress)

        self.work("比对", job, self._have_found)

    def _have_found(self, found: Comparison) -> None:
        self.found = found
        self.pages.setCurrentIndex(1)
        self.save.show()
        self._tell()
        first = next((which for which in (_ASKED, str(Side.WE), str(Side.THEY)) if self._some(which)), str(Side.THEY))
        self.show_only(first)

    def _tell(self) -> None:
        assert self.found is not None
        n, unit = self.found.counts(), self._ledger.unit
        first = f"上级库 {n['rows']:,} 行，对上 {n['matched']:,} {unit}，不同 {n['differences']:,} 处。"
        self.told.setText("\n".join([first, *self.found.notes]))
        words = {str(Side.THEY): "上级改", str(Side.WE): "我方改", _ASKED: "要您确定"}
        for which, button in self.filters.items():
            count = len(self._some(which))
            button.setText(f"{words[which]} {count:,}")
            button.setVisible(which != _ASKED or bool(self.found.asks))

    def _some(self, which: str) -> list[Difference] | list[Ask]:
        assert self.found is not None
        return self.found.open if which == _ASKED else self.found.of(Side(which))

    def show_only(self, which: str) -> None:
        """List one side's differences, or what is asked."""
        asked = which == _ASKED
        self.filters[which].setChecked(True)
        self.table.setVisible(not asked)
        self.ask_table.setVisible(asked)
        self.swap.setVisible(not asked)
        model, table = (self.asks, self.ask_table) if asked else (self.model, self.table)
        model.show(self._some(which))
        self._show_answers(None)
        if model.lines:
            table.setCurrentIndex(model.index(0, 0))
        table.setFocus()

    @Slot(object)
    def _filter(self, button: QPushButton) -> None:
        self.show_only(button.property("which"))

    def _words(self, each: Difference) -> tuple[str, ...]:
        assert self.found is not None
        here, there = self.found.shown(each)
        heading = self.found.label(each.field) or KINDS[each.kind]
        return (SIDES[each.side], each.name, heading, here, there, each.why)

    # ---- deciding

    @Slot()
    def swap_sides(self) -> None:
        """Give the chosen differences to the other side."""
        if self.found is None:
            return
        for index in self.table.selectionModel().selectedRows():
            each: Difference = self.model.line(index)
            each.side = Side.WE if each.side == Side.THEY else Side.THEY
        self.model.repaint()
        self._tell()

    @Slot(QModelIndex, QModelIndex)
    def _show_ask(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._show_answers(self.asks.line(index))

    def _show_answers(self, ask: Ask | None) -> None:
        while item := self.answers.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        if ask is None or self.found is None or self.found.answers is None:
            return
        for number, candidate in enumerate(ask.candidates[:8], 1):
            self._add_answer(candidate, f"就是：{self.found.answers.words_of(candidate)}（{number}）")
        self._add_answer(0, "都不是（N）")
        hint = QLabel("按住 Shift 再按键：只有一位同名的都这样定")
        hint.setObjectName("hint")
        self.answers.addWidget(hint)
        self.answers.addStretch()

    def _add_answer(self, answer: int, words: str) -> None:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setProperty("answer", answer)
        button.clicked.connect(self._answered)
        self.answers.addWidget(button)

    @Slot()
    def _answered(self) -> None:
        button = self.sender()
        if button is not None:
            self.answer(int(button.property("answer")))

    @Slot(str, bool)
    def _answer_by_key(self, key: str, for_all: bool) -> None:
        ask: Ask | None = self.asks.line(self.ask_table.currentIndex())
        if ask is None or (key != "N" and int(key) > len(ask.candidates)):
            return
        if for_all:
            self.answer_alike(same=key != "N")
        else:
            self.answer(0 if key == "N" else ask.candidates[int(key) - 1])

    def answer_alike(self, *, same: bool) -> None:
        """Every open question at once: where only one is called so it is the one, or none of them is anybody of ours."""
        ask: Ask | None = self.asks.line(self.ask_table.currentIndex())
        if ask is not None and self.found is not None:
            self.found.answer_alike(ask, same=same)
            self._tell()
            self.show_only(_ASKED if self.found.open else str(Side.THEY))

    def answer(self, answer: int) -> None:
        """Say who the row that is chosen is; then the next."""
        ask: Ask | None = self.asks.line(self.ask_table.currentIndex())
        if ask is None or self.found is None:
            return
        self.found.answer(ask, answer)
        self._tell()
        self.show_only(_ASKED if self.found.open else str(Side.THEY))

    # ---- writing

    @Slot()
    def _ask_folder(self) -> None:
        if folder := where.ask_folder(self, "两份工作簿写到哪个文件夹"):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write 上级改 and 我方改."""
        found, office = self.found, self.desk.office
        if found is None:
            return
        try:
            unmasking = self.handing.begin(office)
        except OfficeError as refusal:
            self.refused(refusal)
            return

        def job(progress: Progress) -> Path:
            write_comparison(office, found, folder, progress, unmasking=unmasking)
            return folder

        self.work("写工作簿", job, self._have_written)

    def _have_written(self, folder: Path) -> None:
        self._folder = folder
        self.open_button.show()
        self.message.say("“上级改”和“我方改”两份工作簿写好了。", "good")

    @Slot()
    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _ask_words(ask: Ask) -> tuple[str, ...]:
    return (str(ask.row), ask.name, ask.reason)
