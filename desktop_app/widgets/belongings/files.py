"""The files of a record: dropped onto its pane or chosen, shown small, opened, saved elsewhere, taken away; missing ones marked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.search_index import table_of
from desktop_app.people.files import RecordFile, attach, detach, files_of, recaption, take_in
from desktop_app.people.links import End
from desktop_app.storage.errors import OfficeDamaged
from desktop_app.storage.office import Office
from desktop_app.support.files import write_atomically
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.belongings.viewing import FileViewer
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.flow import FlowBox
from desktop_app.widgets.form.section import PaneSection
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.naming import NameDialog

_FILE = Qt.ItemDataRole.UserRole
_PICTURE = 80
_MARK = 32
_WIDTH = 96
_AROUND = 16
_OWN_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_F2)
Shown = list[tuple[RecordFile, QImage | None]]


class FileList(QListWidget):
    """Small pictures in rows, as high as they need. `opened` on Enter or double click, `away_asked` on Delete, `renamed` on F2."""

    opened = Signal()
    away_asked = Signal()
    caption_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(theme.scaled(_PICTURE), theme.scaled(_PICTURE * 3 // 4)))
        high = theme.scaled(_PICTURE * 3 // 4 + _AROUND) + self.fontMetrics().height()
        self.setGridSize(QSize(theme.scaled(_WIDTH), high))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.itemDoubleClicked.connect(self._open)

    def event(self, event: QEvent) -> bool:
        """The tab's Delete and F2 are this list's own while it has the keyboard."""
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.away_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.caption_asked.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _open(self) -> None:
        self.opened.emit()

    def keep_height(self) -> None:
        """As high as the rows of pictures are at this width."""
        across = max(1, self.viewport().width() // self.gridSize().width())
        rows = -(-self.count() // across)
        self.setFixedHeight(rows * self.gridSize().height() + 4)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.keep_height()


class FilesView(QWidget):
    """The files of the record shown."""

    def __init__(self, desk: Desk, ledger: Ledger, section: PaneSection) -> None:
        super().__init__()
        self._desk = desk
        self._ledger = ledger
        self._section = section
        self._of: End | None = None
        self._title = ""
        self.list = FileList()
        self.strip = MessageStrip()
        self._actions = [
            self._action("打开", "external-link", self.open_selected),
            self._action("另存为…", "device-floppy", self.save_selected),
            self._action("改说明…", "pencil", self.caption_selected),
            self._action("移除", "trash", self.remove_selected),
        ]
        self.list.addActions(self._actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.strip)
        column.addWidget(self.list)
        column.addWidget(self._build_buttons())
        self.list.opened.connect(self.open_selected)
        self.list.away_asked.connect(self.remove_selected)
        self.list.caption_asked.connect(self.caption_selected)
        self.list.itemSelectionChanged.connect(self._selected)

    def _build_buttons(self) -> FlowBox:
        box = FlowBox()
        self.add_button = QToolButton()
        self.add_button.setText("添加…")
        self.add_button.setIcon(theme.icon("paperclip"))
        self.add_button.setToolTip("选文件，或把文件拖到这里；照片自动缩小到够用")
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self.add_button)
        menu.addAction("添加原图（不缩小）…", self.ask_originals)
        self.add_button.setMenu(menu)
        self.add_button.clicked.connect(self.ask_files)
        box.add(self.add_button)
        self._buttons = []
        for action in self._actions:
            button = QToolButton()
            button.setDefaultAction(action)
            self._buttons.append(button)
            box.add(button)
        for button in (self.add_button, *self._buttons):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._box = box
        return box

    def _action(self, words: str, picture: str, slot: Any) -> QAction:
        action = QAction(theme.icon(picture), words, self)
        action.triggered.connect(slot)
        return action

    # ---- what is shown

    def read(self, row: LedgerRow, title: str) -> None:
        """Look up the record's files and their small pictures."""
        self._of, self._title = End(table_of(self._ledger.record), row.id), title
        office, of, size = self._desk.office, self._of, self.list.iconSize() * 2
        self._desk.reader.ask(
            self, lambda: [(file, _small(office, file, size)) for file in files_of(office, of)], self._show
        )

    def _show(self, found: Shown) -> None:
        if [file for file, _ in found] != self.files():
            self.list.clear()
            for file, picture in found:
                self.list.addItem(self._build_item(file, picture))
        self.list.setVisible(bool(found))
        self.list.keep_height()
        self._section.say(f"附件　{len(found)}" if found else "附件")
        self._selected()

    def _build_item(self, file: RecordFile, picture: QImage | None) -> QListWidgetItem:
        item = QListWidgetItem(file.caption or file.name)
        item.setData(_FILE, file)
        item.setSizeHint(self.list.gridSize() - QSize(4, 4))
        told = "\n".join(text for text in (file.caption, file.name, file.taken_on) if text)
        if file.missing:
            item.setText("内容缺失")
            item.setIcon(_mark("alert-triangle", "accent"))
            item.setForeground(theme.colour("accent"))
            told += "\n附件的内容找不到了。请从备份恢复，或移除后重新添加。"
        elif picture is not None:
            item.setIcon(QIcon(QPixmap.fromImage(picture)))
        else:
            item.setIcon(_mark("file-type-pdf" if file.name.lower().endswith(".pdf") else "file-text", "muted"))
        item.setToolTip(told)
        return item

    def files(self) -> list[RecordFile]:
        """Those that are shown, in their order."""
        return [self.list.item(at).data(_FILE) for at in range(self.list.count())]

    def _chosen(self) -> list[RecordFile]:
        return [item.data(_FILE) for item in self.list.selectedItems()]

    @Slot()
    def _selected(self) -> None:
        """What can be done with files is offered when some are chosen."""
        count = len(self.list.selectedItems())
        for action, shown in zip(self._actions, (count == 1, count > 0, count == 1, count > 0), strict=True):
            action.setVisible(shown)
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isVisible())
        self._box.updateGeometry()
        self._box.refit()

    # ---- adding

    @Slot()
    def ask_files(self) -> None:
        """Choose files and add them."""
        self.add(where.ask_any_files(self, "选要添加的文件"))

    @Slot()
    def ask_originals(self) -> None:
        """Choose files and add them just as they are."""
        self.add(where.ask_any_files(self, "选要添加的文件（不缩小）"), original=True)

    def add(self, paths: Sequence[Path], *, original: bool = False) -> None:
        """Add these files, on the worker; one change for all of them."""
        if not paths or self._of is None:
            return
        office, of, what = self._desk.office, self._of, f"添加附件到 {self._title}"

        def work(progress: Progress) -> int:
            kept = [
                take_in(office, path, original=original)
                for path in progress.over(list(paths), len(paths), "添加附件", every=1)
            ]
            with office.change(what):
                for each in kept:
                    attach(office, of, each)
            return len(kept)

        self.strip.hide()
        self._desk.jobs.run("添加附件", work, self._added, self.strip.fail)

    def _added(self, count: int) -> None:
        self._desk.message(f"已添加 {count} 个附件。按 Ctrl+Z 可以撤销。")

    # ---- with those that are chosen

    @Slot()
    def open_selected(self) -> None:
        """Look at the file."""
        for file in self._chosen()[:1]:
            if file.missing:
                self.strip.say("这个附件的内容找不到了。请从备份恢复，或移除后重新添加。", "bad")
            else:
                FileViewer(self._desk, file, self.window()).show_or_hand_over()

    @Slot()
    def save_selected(self) -> None:
        """Write the files somewhere else."""
        chosen = [file for file in self._chosen() if not file.missing]
        targets = where.ask_places(self, "另存为", [file.name for file in chosen])
        if not targets:
            return
        office = self._desk.office

        def write(progress: Progress) -> Path:
            pairs = list(zip(chosen, targets, strict=True))
            for file, target in progress.over(pairs, len(pairs), "另存附件", every=1):
                with write_atomically(target) as temporary:
                    temporary.write_bytes(office.attachments.read(file.sha256))
            return targets[0]

        self._desk.jobs.run("另存附件", write, self._saved, self.strip.fail)

    def _saved(self, target: Path) -> None:
        self.strip.say(f"已存到 {target.parent}。", "good", "打开文件夹", lambda: where.open_folder(target))

    @Slot()
    def caption_selected(self) -> None:
        """What the file shows, in words."""
        for file in self._chosen()[:1]:
            dialog = NameDialog("附件说明", file.caption, self)
            dialog.setLabelText("说明")
            dialog.setProperty("file", file.id)
            dialog.named.connect(self._recaption)
            dialog.open()

    @Slot(str, str)
    def _recaption(self, _old: str, caption: str) -> None:
        office, file = self._desk.office, self.sender().property("file")

        def work() -> None:
            with office.change(f"附件说明 {caption}"):
                recaption(office, file, caption)

        self._desk.save(work, None, self.strip.fail)

    @Slot()
    def remove_selected(self) -> None:
        """Undoable, so it isn't asked about."""
        chosen, office = self._chosen(), self._desk.office
        if not chosen:
            return
        title = f"移除附件 {chosen[0].name}" if len(chosen) == 1 else f"移除 {len(chosen)} 个附件"

        def work() -> None:
            with office.change(title):
                detach(office, [file.id for file in chosen])

        self._desk.save(work, self._removed, self.strip.fail)

    def _removed(self, _nothing: Any) -> None:
        self._desk.message("已移除。按 Ctrl+Z 可以撤销。")


def _mark(picture: str, tint: str) -> QIcon:
    """What stands for a file without a small picture, smaller than one."""
    side = theme.scaled(_MARK)
    return QIcon(theme.icon(picture, tint).pixmap(side, side))


def _small(office: Office, file: RecordFile, size: QSize) -> QImage | None:
    """A small picture of a photograph; None where there is none to be made."""
    if file.missing or not file.is_photo:
        return None
    try:
        picture = QImage.fromData(office.attachments.read(file.sha256))
    except OfficeDamaged:
        return None
    whole = Qt.AspectRatioMode.KeepAspectRatio
    return None if picture.isNull() else picture.scaled(size, whole, Qt.TransformationMode.SmoothTransformation)


def dropped_files(data: QMimeData) -> Sequence[Path]:
    """The files that are dragged, () where something else is."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else ()
