"""The dialog: the backups found, the counts of both sides, the password where one is needed, then 恢复.

It restores nothing itself: it calls `carry_out`, and stays with the sentence when that is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Ledger
from desktop_app.shell.restoring.wanted import Wanted, both_sides
from desktop_app.shell.words import ago
from desktop_app.storage.bundle import SUFFIX, read_manifest
from desktop_app.storage.retention import Backup
from desktop_app.support.errors import OfficeError
from desktop_app.support.paths import OFFICE_SUFFIX
from desktop_app.widgets import theme, where
from desktop_app.widgets.whole_text import WholeText

_BACKUP = Qt.ItemDataRole.UserRole
_SAFE = "恢复之前先把现在的办公室另存成一份备份（恢复前），要反悔就再从那一份恢复。"
_UNCOUNTED = "现在的办公室打不开，数不了。原来的文件会整套移到办公室文件夹里的 quarantine 文件夹，不会删除。"
Counts = Mapping[str, int]


class RestoreDialog(QDialog):
    """`count(secret)` gives the rows of the office in place, None where it can't be opened; `carry_out(Wanted)` restores.

    Without a `folder` the clerk may say where the office goes; `home` is what is suggested.
    """

    def __init__(
        self,
        backups: Sequence[Backup],
        ledgers: Sequence[Ledger],
        count: Callable[[Path, Mapping[str, str]], Counts | None],
        carry_out: Callable[[Wanted], None],
        *,
        folder: Path | None,
        home: Path,
        needs_secret: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledgers, self._count, self._carry_out = ledgers, count, carry_out
        self._folder, self._home, self._needs_secret = folder, home, needs_secret
        self._compared: tuple[Path, Path] | None = None
        self.setWindowTitle("从备份恢复")
        self.resize(theme.scaled(720), theme.scaled(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(_titled("用哪一份备份"))
        column.addWidget(self._build_list(), 2)
        column.addLayout(self._build_place())
        self.sides = _table(("", "现在", "备份里"))
        column.addWidget(self.sides, 2)
        column.addLayout(self._build_secret())
        self.words = _wrapped("hint")
        self.fault = _wrapped("fieldError")
        column.addWidget(self.words)
        column.addWidget(self.fault)
        column.addLayout(self._build_buttons())
        self._fill(backups)

    # ---- building

    def _build_list(self) -> QTreeWidget:
        self.backups = QTreeWidget()
        WholeText(self.backups)
        self.backups.setRootIsDecorated(False)
        self.backups.setHeaderLabels(["什么时候", "办公室", "为什么", "放在哪里"])
        self.backups.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.backups.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.backups.currentItemChanged.connect(self._chosen)
        return self.backups

    def _build_place(self) -> QHBoxLayout:
        self.place = QLineEdit()
        self.place.setReadOnly(self._folder is not None)
        self.place.textChanged.connect(self._other)
        choose = QPushButton("选择备份文件…")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_file)
        row = QHBoxLayout()
        row.addWidget(QLabel("恢复到"))
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        return row

    def _build_secret(self) -> QHBoxLayout:
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText("这份备份的密码")
        self.by_code = QCheckBox("用恢复码")
        self.by_code.toggled.connect(self._show_typed)
        row = QHBoxLayout()
        row.addWidget(self.secret, 1)
        row.addWidget(self.by_code)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        self.go, leave = QPushButton("对照两边"), QPushButton("取消")
        self.go.setObjectName("primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._step)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.go)
        row.addWidget(leave)
        return row

    # ---- which one

    def _fill(self, backups: Sequence[Backup]) -> None:
        for backup in backups:
            self._add(backup)
        self.backups.setCurrentItem(self.backups.topLevelItem(0))  # type: ignore[arg-type]  # None for an empty list
        if not backups:
            self._chosen()
            self.words.setText("没有找到备份。插上放备份的 U 盘，点“选择备份文件…”。")

    def _add(self, backup: Backup) -> QTreeWidgetItem:
        manifest = backup.manifest
        texts = [ago(manifest.at, datetime.now(), hour=True), manifest.name, manifest.reason, str(backup.path)]
        item = QTreeWidgetItem(self.backups, texts)
        item.setData(0, _BACKUP, backup)
        item.setToolTip(3, str(backup.path))
        return item

    @Slot()
    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, "选择备份文件", where.start_folder(str(self._home)), f"备份 (*{SUFFIX})"
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """A bundle that was not among those found."""
        try:
            item = self._add(Backup(path, read_manifest(path)))
        except OfficeError as refusal:
            self.fault.setText(str(refusal))
            return
        self.backups.setCurrentItem(item)

    @property
    def backup(self) -> Backup | None:
        """The one that is chosen."""
        item = self.backups.currentItem()
        return item.data(0, _BACKUP) if item else None

    @Slot()
    def _chosen(self) -> None:
        backup = self.backup
        asks = backup is not None and backup.manifest.encrypted and self._needs_secret
        for part in (self.secret, self.by_code):
            part.setVisible(asks)
        if backup is not None:
            self.place.setText(str(self._folder or self._home / f"{backup.manifest.name}{OFFICE_SUFFIX}"))
            self._show_sides(None, backup)
        self._other()

    @Slot()
    def _other(self) -> None:
        """Something else is chosen than was compared."""
        self._compared = None
        self.fault.clear()
        self.words.setText(_SAFE if self.backup else "")
        self.go.setEnabled(self.backup is not None)
        self.go.setText("对照两边")

    @Slot(bool)
    def _show_typed(self, by_code: bool) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText("打印在纸上的恢复码" if by_code else "这份备份的密码")

    # ---- comparing, restoring

    def _wanted(self, backup: Backup) -> Wanted:
        typed = self.secret.text()
        key = "recovery_code" if self.by_code.isChecked() else "password"
        return Wanted(backup.path, Path(self.place.text()), {key: typed} if typed else {})

    @Slot()
    def _step(self) -> None:
        backup = self.backup
        if backup is None:
            return
        if not self.secret.isHidden() and not self.secret.text():
            self.fault.setText("请先输入密码或恢复码。")
            return
        wanted = self._wanted(backup)
        try:
            self._compare(wanted, backup) if self._compared is None else self._restore(wanted)
        except OfficeError as refusal:
            self.fault.setText(str(refusal))

    def _compare(self, wanted: Wanted, backup: Backup) -> None:
        there = wanted.folder.exists()
        here = self._count(wanted.folder, wanted.secret) if there else {}
        self._show_sides(here, backup)
        self.fault.clear()
        if here is None:
            self.words.setText(_UNCOUNTED)
        elif there:
            self.words.setText(_SAFE)
        else:
            self.words.setText("那里还没有办公室，恢复不会改动别的东西。")
        self._compared = (wanted.bundle, wanted.folder)
        self.go.setText("恢复这一份")

    def _restore(self, wanted: Wanted) -> None:
        self._carry_out(wanted)
        self.accept()

    def _show_sides(self, here: Counts | None, backup: Backup) -> None:
        lines = both_sides(self._ledgers, here, backup.manifest.counts)
        self.sides.setRowCount(len(lines))
        for row, line in enumerate(lines):
            numbers = ["—" if line.here is None else f"{line.here:,}", f"{line.there:,}"]
            for column, text in enumerate((line.label, *numbers)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if line.here not in (None, line.there):
                    item.setForeground(theme.colour("accent"))
                self.sides.setItem(row, column, item)


def _table(headings: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    WholeText(table)
    table.setHorizontalHeaderLabels(list(headings))
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _titled(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("sectionTitle")
    return label


def _wrapped(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
