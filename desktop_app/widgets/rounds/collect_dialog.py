"""收回: a folder of returned workbooks is read and compared, looked at and answered, then taken in as one change."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.rounds.apply import Collected, apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.plan import CollectPlan
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.rounds.collect_page import CollectPage
from desktop_app.widgets.rounds.frame import RoundDialog
from desktop_app.widgets.table.copying import tab_separated


class CollectDialog(RoundDialog):
    """Until 收回 is pressed nothing is written, whatever was chosen or cancelled."""

    nothing_done = "已取消，台账没有改动。"

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"收回{ledger.title}", (1120, 700), parent)
        self.setAcceptDrops(True)
        self._ledger = ledger
        self.plan: CollectPlan | None = None
        self.page: CollectPage | None = None
        self._change: int | None = None
        self.go = QPushButton("收回")
        self.copy_missing = QPushButton("复制没交回的名单(&C)")
        self.undo = QPushButton("撤销这次收回(&U)")
        self.pages.addWidget(self._build_choice())
        self.place_buttons([self.copy_missing, self.undo], [self.go])
        for button in (self.go, self.copy_missing, self.undo):
            button.hide()
        self.choose.clicked.connect(self._ask_folder)
        self.go.clicked.connect(self.write)
        self.copy_missing.clicked.connect(self._copy_missing)
        self.undo.clicked.connect(self._undo)

    def _build_choice(self) -> QWidget:
        page = QWidget()
        picture = QLabel()
        picture.setPixmap(theme.icon("folder-open", "muted").pixmap(theme.scaled(44), theme.scaled(44)))
        words = QLabel("把支部交回的表放进一个文件夹，拖到这里，或者")
        kinds = QLabel("改了文件名、排过序、另存成 .xls 都可以；没交回的支部会列出来。收回之前先给您看。")
        kinds.setObjectName("hint")
        kinds.setWordWrap(True)
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton("选择文件夹…")
        self.choose.setObjectName("primary")
        self.choose.setDefault(True)
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (picture, words, self.choose):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(kinds)
        column.addStretch(3)
        return page

    # ---- reading

    @Slot()
    def _ask_folder(self) -> None:
        if folder := where.ask_folder(self, "支部交回的表放在哪个文件夹"):
            self.read(folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.plan is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.read(paths[0] if len(paths) == 1 and paths[0].is_dir() else paths)

    def read(self, folder: Path | list[Path]) -> None:
        """Read and compare a folder, or files."""
        office, ledger = self.desk.office, self._ledger

        def job(progress: Progress) -> CollectPlan:
            return plan_collect(office, ledger, folder, progress)

        self.work("对照", job, self._have_plan)

    def _have_plan(self, plan: CollectPlan) -> None:
        self.plan = plan
        self.page = CollectPage(self.desk.office, plan)
        self.pages.addWidget(self.page)
        self.pages.setCurrentWidget(self.page)
        self.page.decided.connect(self.judge)
        self.go.show()
        self.copy_missing.setVisible(bool(plan.missing))
        self.judge()
        self.page.table.setFocus()

    @Slot()
    def judge(self) -> None:
        """Say in numbers what 收回 would do, and what is left out."""
        if self.plan is None:
            return
        n, unit = self.plan.counts(), self._ledger.unit
        fields = sum(item.takes is not None for item in self.plan.items)
        parts = [f"改 {fields:,} 处"] * bool(fields) + [f"新增 {n['new']:,} {unit}"] * bool(n["new"])
        self.go.setText(f"收回：{'，'.join(parts)}" if parts else "记下已交回")
        self.go.setEnabled(bool(self.plan.files) and self._change is None and not self.running.busy)
        left = n["open"] + n["new_asked"]
        self.hint.setText(f"{left:,} 处还没定，先不动" if left else "")

    # ---- writing

    @Slot()
    def write(self) -> None:
        """Take in the plan as it stands, as one change."""
        plan, office = self.plan, self.desk.office
        if plan is None:
            return

        def job(progress: Progress) -> Collected:
            return apply_collect(office, plan, progress)

        self.work("收回", job, self._have_written)

    def _have_written(self, done: Collected) -> None:
        unit = self._ledger.unit
        parts = [f"改了 {len(done.changed):,} {unit}"] * bool(done.changed)
        parts += [f"新增 {len(done.inserted):,} {unit}"] * bool(done.inserted)
        parts += [f"删除 {len(done.deleted):,} {unit}"] * bool(done.deleted)
        said = (
            f"已收回：{'，'.join(parts)}。按 Ctrl+Z 可以一步撤销。" if parts else "已记下交回的支部，台账没有要改的。"
        )
        self.message.say(said, "good")
        self.desk.message(said)
        self._change = done.change_id
        self.undo.setVisible(done.change_id is not None)
        self.go.hide()
        self.hint.clear()
        self.pages.setEnabled(False)
        self.leave.setFocus()

    @Slot()
    def _undo(self) -> None:
        change, office = self._change, self.desk.office
        self.desk.save(lambda: office.undo(change), self._have_undone, self.refused)

    def _have_undone(self, _undone: object) -> None:
        self.undo.hide()
        self.message.say("已撤销，台账与收回前一样。", "good")

    @Slot()
    def _copy_missing(self) -> None:
        assert self.plan is not None
        rows = [(each.name, each.contact, each.phone) for each in self.plan.missing]
        QGuiApplication.clipboard().setText(tab_separated(("支部", "联系人", "电话"), rows))
        self.message.say(f"{len(rows)} 个支部的联系人和电话已复制。", "good")
