"""The import dialog: its pages in order, the buttons below them, and the one moment at which something is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.apply import Applied, apply_plan
from desktop_app.ledger.importing.bounce import write_bounce
from desktop_app.ledger.importing.plan import Plan, Verdict
from desktop_app.people.tree import tree_on
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.giving_up import give_up
from desktop_app.widgets.import_preview.choosing import ChoosePage
from desktop_app.widgets.import_preview.done_page import DonePage
from desktop_app.widgets.import_preview.mapping_page import MappingPage
from desktop_app.widgets.import_preview.notes import to_write
from desktop_app.widgets.import_preview.preview_page import PreviewPage
from desktop_app.widgets.import_preview.reading import FilesRead, Intake
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.running import Running
from desktop_app.workbook.cells import Workbook


class ImportDialog(QDialog):
    """Takes files into a ledger. Until 导入 is pressed nothing is written, whatever was chosen or cancelled."""

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        files: Sequence[Path | Workbook] | None = None,
        parent: QWidget | None = None,
        *,
        into_org: int | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"导入{ledger.title}")
        self.setAcceptDrops(True)
        self.resize(theme.scaled(1080), theme.scaled(680))
        self._desk = desk
        self.intake = Intake(desk.office, ledger, into_org, given or {})
        homes = tree_on(desk.office, desk.clock.today()).nodes.values()
        # A new office has none: its first roster brings them, as the guide says.
        self.intake.create_orgs = not any(node.is_home for node in homes)
        self._closing = False
        self._left = False
        self.preview: PreviewPage | None = None
        self.message = MessageStrip()
        self.choose = ChoosePage(ledger.title)
        self.mapping = MappingPage(ledger)
        self.done_page = DonePage(ledger)
        self.running = Running(desk.jobs)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._turn_to(self.choose)
        if files:
            self.read(files)

    # ---- building

    def _build(self) -> None:
        for page in (self.choose, self.mapping, self.done_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self._pages, 1)
        column.addWidget(self.running)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.change_mapping = QPushButton("改对应关系(&R)")
        self.bounce = QPushButton("另存退回表(&B)…")
        self.summary = QLabel()
        self.summary.setObjectName("hint")
        self.back = QPushButton("上一步(&P)")
        self.next = QPushButton("下一步(&N)")
        self.go = QPushButton("导入")
        for button in (self.next, self.go):
            button.setObjectName("primary")
            button.setDefault(True)
        self.leave = QPushButton("取消")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.change_mapping)
        row.addWidget(self.bounce)
        row.addStretch()
        for part in (self.summary, self.back, self.next, self.go, self.leave):
            row.addWidget(part)
        for button in (self.change_mapping, self.bounce, self.back, self.leave):
            button.setAutoDefault(False)
        return row

    def _connect(self) -> None:
        self.choose.chosen.connect(self.read)
        self.mapping.ready.connect(self.next.setEnabled)
        self.next.clicked.connect(self.make_plan)
        self.back.clicked.connect(self._choose_anew)
        self.change_mapping.clicked.connect(self.edit_mapping)
        self.bounce.clicked.connect(self._ask_bounce)
        self.done_page.bounce.clicked.connect(self._ask_bounce)
        self.done_page.undo.clicked.connect(self._undo)
        self.go.clicked.connect(self.write)
        self.leave.clicked.connect(self.reject)
        self.running.busy_changed.connect(self._frame_work)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._step_by_key)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        here = {
            self.back: page is self.mapping,
            self.next: page is self.mapping,
            self.go: page is self.preview,
            self.summary: page is self.preview,
            self.change_mapping: page is self.preview,
            self.bounce: page is self.preview,
        }
        for part, shown in here.items():
            part.setVisible(shown)
        self.leave.setText("关闭" if page is self.done_page else "取消")
        for button, its_page in ((self.next, self.mapping), (self.go, self.preview), (self.leave, self.done_page)):
            if page is its_page:
                button.setDefault(True)  # a dialog has one: what Enter does follows the page

    @Slot(bool)
    def _frame_work(self, busy: bool) -> None:
        self._pages.setEnabled(not busy)
        for button in (self.next, self.go, self.change_mapping, self.bounce):
            button.setEnabled(not busy)
        if not busy:
            self.mapping.judge()
            self._say_what_happens()

    # ---- reading

    @Slot(object)
    def read(self, files: Sequence[Path | Workbook]) -> None:
        """Read these files; the mapping is asked for only where it is not known."""
        self.message.hide()
        files = list(files)

        def work(progress: Progress) -> FilesRead:
            return self.intake.read_files(files, progress)

        self.running.run("读取工作簿", work, self._have_read, self._refused, self._cancelled)

    def _have_read(self, read: FilesRead) -> None:
        self.intake.read = read
        self.intake.mappings = {}
        self.intake.plan = None
        self.mapping.show_sheets(read.sheets)
        ledger = self.intake.ledger
        if read.sheets and all(sheet.is_settled(ledger) for sheet in read.sheets):
            self.make_plan()
        else:
            self.edit_mapping()

    @Slot()
    def _choose_anew(self) -> None:
        """Back to which files."""
        self._turn_to(self.choose)

    @Slot()
    def edit_mapping(self) -> None:
        """Back to which column is what."""
        self._turn_to(self.mapping)
        self.mapping.focusNextChild()

    # ---- planning

    @Slot()
    def make_plan(self) -> None:
        """Make the plan with the mapping as it stands and show it."""
        self.message.hide()
        self.intake.mappings = self.mapping.mappings
        self.intake.into = self.mapping.into
        self.intake.create_orgs |= self.mapping.makes_branches
        self.running.run("核对", self.intake.make_plan, self._have_plan, self._refused, self._cancelled)

    @Slot(str, bool)
    def _plan_anew(self, mode: str, create_orgs: bool) -> None:
        self.intake.mode = mode  # type: ignore[assignment]
        self.intake.create_orgs = create_orgs
        self.make_plan()

    def _have_plan(self, plan: Plan) -> None:
        self.intake.plan = plan
        old, self.preview = self.preview, PreviewPage(self._desk.office, plan, self.intake.create_orgs)
        self._pages.addWidget(self.preview)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self.preview.decided.connect(self._say_what_happens)
        self.preview.asked_anew.connect(self._plan_anew)
        self._turn_to(self.preview)
        self._say_what_happens()
        self.preview.focus_list()

    @Slot()
    def _say_what_happens(self) -> None:
        plan = self.intake.plan
        if plan is None or self.preview is None:
            return
        new, changed = to_write(plan)
        unit = plan.ledger.unit
        parts = [f"新增 {new:,} {unit}"] * bool(new) + [f"修改 {changed:,} {unit}"] * bool(changed)
        self.go.setText(f"导入：{'，'.join(parts)}" if parts else "没有要导入的")
        self.go.setEnabled(bool(parts) and not self.running.busy)
        asked, refused = len(plan.of(Verdict.ASK)), len(plan.of(Verdict.REFUSED))
        said = [f"{asked:,} 行还没回答，先不导入"] * bool(asked) + [f"{refused:,} 行退回"] * bool(refused)
        self.summary.setText("，".join(said))
        self.bounce.setEnabled(bool(asked or refused) and not self.running.busy)

    # ---- writing

    @Slot()
    def write(self) -> None:
        """Write the plan as it stands, as one change."""
        plan = self.intake.plan
        if plan is None or not any(to_write(plan)):
            return

        def work(progress: Progress) -> Applied:
            return apply_plan(self._desk.office, plan, progress)

        self.running.run("导入", work, self._have_written, self._refused, self._cancelled)

    def _have_written(self, applied: Applied) -> None:
        assert self.intake.plan is not None
        self.done_page.show_result(self.intake.plan, applied)
        self.message.hide()
        self._turn_to(self.done_page)
        self._desk.message(f"{self.done_page.sentence}按 Ctrl+Z 可以一步撤销。")
        self.leave.setFocus()

    @Slot()
    def _undo(self) -> None:
        change = self.done_page.change_id
        self._desk.save(lambda office=self._desk.office: office.undo(change), self._have_undone, self._refused)

    def _have_undone(self, _undone: object) -> None:
        self.done_page.say_undone()
        self._desk.message("导入已撤销，台账与导入前一样。")

    # ---- what was not taken

    @Slot()
    def _ask_bounce(self) -> None:
        name = f"{self.intake.ledger.title} 退回 {self._desk.clock.today().isoformat()}"
        if path := where.ask_target(self, "另存退回表", name, where.EXCEL):
            self.save_bounce(path)

    def save_bounce(self, path: Path) -> None:
        """Write the rows that were not taken, as they came, with the reasons."""
        plan = self.intake.plan
        assert plan is not None

        def work(progress: Progress) -> tuple[Path, int]:
            return path, write_bounce(plan, path, progress)

        self.running.run("写退回表", work, self._have_bounced, self._refused, self._cancelled)

    def _have_bounced(self, written: tuple[Path, int]) -> None:
        path, rows = written
        self._bounced = path
        self.message.say(
            f"退回表写好了，{rows:,} 行：{path.name}。改好后可以直接再导入。",
            "good",
            "打开所在文件夹",
            self._open_folder,
        )

    def _open_folder(self) -> None:
        where.open_folder(self._bounced)

    # ---- leaving

    def _refused(self, refusal: OfficeError) -> None:
        if self._closing:
            self.reject()
        else:
            self.message.fail(refusal)

    def _cancelled(self) -> None:
        if self._closing:
            self.reject()
        else:
            self.message.say("已取消，台账没有改动。")

    @Slot()
    def _step_by_key(self) -> None:
        for button in (self.next, self.go):
            if button.isVisible() and button.isEnabled():
                button.click()
                return

    def reject(self) -> None:
        """Leave. Work under way is cancelled first, and leaves nothing behind; answers given are not dropped without a word."""
        if self.running.busy:
            self._closing = True
            self.running.cancel()
            return
        give_up(self, self._holds_answers(), self._leave)

    def _holds_answers(self) -> bool:
        plan = self.intake.plan
        return plan is not None and self._pages.currentWidget() is self.preview and plan.is_answered

    def _leave(self) -> None:
        # Closing, not hiding: a hidden dialog would stay in memory with all its rows.
        super().reject()
        self._left = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running.busy or (not self._left and self._holds_answers()):
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)
