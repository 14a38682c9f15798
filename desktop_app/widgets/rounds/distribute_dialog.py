"""下发: to which branches, which columns, masked or whole, into which folder; then where the workbooks lie."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.rounds.columns import columns_of
from desktop_app.ledger.rounds.distribute import Distributed, distribute, of_span
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import month_of
from desktop_app.support.tasks import Progress
from desktop_app.widgets import where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.growing import Growing
from desktop_app.widgets.handing_out import HandingOut
from desktop_app.widgets.rounds.frame import RoundDialog

_ORGS = """SELECT org_id, short_name, depth, level FROM org_place JOIN party_org ON id = org_id
WHERE closed_on IS NULL AND level <> '党小组' ORDER BY place"""
_ACROSS = 4
_MONTHS = 13


class DistributeDialog(RoundDialog):
    """One workbook a branch. `org` is the organisation that is chosen at the left of the window."""

    nothing_done = "已取消，没有写出文件。"

    def __init__(self, desk: Desk, ledger: Ledger, org: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"下发{ledger.title}", (640, 420), parent)
        self._ledger = ledger
        self._folder: Path | None = None
        self._columns = columns_of(ledger)
        self.go = QPushButton("下发到文件夹(&D)…")
        self.open_button = QPushButton("打开文件夹(&O)")
        self.open_button.hide()
        self.pages.addWidget(self._build_page(org))
        self.place_buttons([self.open_button], [self.go])
        self.go.clicked.connect(self._ask_folder)
        self.open_button.clicked.connect(self._open_folder)
        self.judge()
        Growing(self)

    def _build_page(self, org: int | None) -> QWidget:
        page = QWidget()
        told = QLabel(
            "给每个支部写一份工作簿：已有的记录、下拉列表、填写说明和空行。支部改好交回来，用“收回”一次收齐，"
            "改动会与这里的逐项对照。"
        )
        told.setWordWrap(True)
        told.setObjectName("hint")
        self.month = self._build_months()
        self.title = QLineEdit(self._usual_title())
        self.org = QComboBox()
        self.org.setMaxVisibleItems(24)
        for each, name, depth, _ in self.desk.office.database.rows(_ORGS):
            self.org.addItem("　" * depth + name, each)
        self.org.setCurrentIndex(max(0, self.org.findData(org)))
        form = QFormLayout()
        if self.month.count():
            form.addRow(f"哪个月的{self._by_what()}(&M)", self.month)
        form.addRow("表的标题(&T)", self.title)
        form.addRow("发给(&B)", self.org)
        form.addRow("带哪些列", self._build_columns())
        self.handing = HandingOut(any(column.sensitive for column in self._columns))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(form)
        column.addWidget(self.handing)
        column.addStretch()
        return page

    def _build_months(self) -> QComboBox:
        """The last months where the ledger is reported by the month, this one first, and everything last; else nothing."""
        months = QComboBox()
        if self._ledger.round and self._ledger.round.day:
            span = month_of(self.desk.clock.today())
            for _ in range(_MONTHS):
                months.addItem(span.title(), span)
                span = month_of(span.start - timedelta(days=1))
            months.addItem("全部，不分月份", None)
            months.currentIndexChanged.connect(self._call_it)
        return months

    def _by_what(self) -> str:
        """（按提出日期）: an item of an earlier month that is still open is of that month."""
        day = self._ledger.round.day if self._ledger.round else ""
        return f"（按{self._ledger.fields[day].label}）" if day in self._ledger.fields else ""

    @Slot()
    def _call_it(self) -> None:
        self.title.setText(self._usual_title())

    def _usual_title(self) -> str:
        span = self.month.currentData()
        year = self.desk.clock.today().year
        return of_span(self._ledger, span)[1] if span else f"{year}年{self._ledger.title}核对表"

    def _build_columns(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        self.ticks: dict[str, QCheckBox] = {}
        always = {*self._ledger.searched[:1], self._ledger.org_field}
        for at, column in enumerate(self._columns):
            tick = QCheckBox(column.heading)
            tick.setChecked(True)
            tick.setEnabled(column.name not in always)
            self.ticks[column.name] = tick
            grid.addWidget(tick, at // _ACROSS, at % _ACROSS)
        return box

    @Slot()
    def _ask_folder(self) -> None:
        if folder := where.ask_folder(self, "工作簿写到哪个文件夹（要空的）"):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write the workbooks into this folder."""
        try:
            unmasking = self.handing.begin(self.desk.office)
        except OfficeError as refusal:
            self.refused(refusal)
            return
        org, title = self.org.currentData(), self.title.text()
        orgs = None if org is None else [org]
        chosen = [name for name, tick in self.ticks.items() if tick.isChecked()]
        office, ledger, span = self.desk.office, self._ledger, self.month.currentData()
        asked = of_span(ledger, span)[0] if span else None

        def job(progress: Progress) -> tuple[Path, Distributed]:
            return folder, distribute(
                office, ledger, folder, title, orgs, chosen, progress, asked=asked, unmasking=unmasking
            )

        self.work("下发", job, self._done)

    def _done(self, done: tuple[Path, Distributed]) -> None:
        self._folder, sent = done
        self.open_button.show()
        self.message.say(
            f"已写好 {len(sent.books):,} 份，共 {sent.rows:,} {self._ledger.unit}。发给支部，填好后放进一个文件夹再收回。",
            "good",
        )

    @Slot()
    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
