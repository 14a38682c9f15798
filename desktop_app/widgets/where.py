"""Asking where a file is or should go, and opening its folder: the system's own dialogs, in one place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.support.settings import WorkstationSettings

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
WORKBOOKS = "工作簿 (*.xlsx *.xls *.xlsm *.ods *.csv *.txt)"
EXCEL = "Excel 工作簿 (*.xlsx)"
PDF = "PDF 文件 (*.pdf)"
TEXT = "文本文件 (*.txt)"
_ENDINGS = {EXCEL: ".xlsx", PDF: ".pdf", TEXT: ".txt"}
_KEPT = "files.folder"


@dataclass
class _State:
    last: str = ""
    workstation: WorkstationSettings | None = None


_state = _State()


def ask_files(parent: QWidget, title: str, kinds: str = WORKBOOKS) -> list[Path]:
    """Files of these kinds the clerk chooses; [] when nothing was."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, start_folder(), f"{kinds};;所有文件 (*)")
    return [_remembered(Path(name)) for name in names]


def ask_any_files(parent: QWidget, title: str) -> list[Path]:
    """Files of any kind the clerk chooses; [] when none was."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, start_folder(), "所有文件 (*)")
    return [_remembered(Path(name)) for name in names]


def ask_places(parent: QWidget, title: str, names: Sequence[str]) -> list[Path]:
    """Where to put files of these names: one by its own name, several into a folder, none over another. [] when given up."""
    fitting = [fit_name(Path(name).stem) + fit_ending(Path(name).suffix) for name in names]
    if len(fitting) == 1:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(start_folder()) / fitting[0]))
        return [_remembered(Path(chosen))] if chosen else []
    folder = QFileDialog.getExistingDirectory(parent, title, start_folder()) if fitting else ""
    return _free_places(Path(folder), fitting) if folder else []


def _free_places(folder: Path, names: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path, number = _remembered(folder / name), 2
        while path in found or path.exists():
            path, number = folder / f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
        found.append(path)
    return found


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """A folder the clerk chooses; None when none was."""
    name = QFileDialog.getExistingDirectory(parent, title, start_folder())
    if not name:
        return None
    _remember(Path(name))
    return Path(name)


def ask_target(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where to write a file of `kind` (EXCEL, PDF or TEXT), suggested under `name`; the ending is put right."""
    ending = _ENDINGS[kind]
    suggested = str(Path(start_folder()) / (fit_name(name) + ending))
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kind)
    if not chosen:
        return None
    path = Path(chosen)
    return _remembered(path if path.suffix.lower() == ending else path.with_name(path.name + ending))


def fit_name(name: str) -> str:
    """The name without what no file system takes."""
    return _UNFIT.sub(" ", name).strip(" .")[:100] or "未命名"


def fit_ending(ending: str) -> str:
    """A file's ending without what no file system takes: '.pdf'."""
    return _UNFIT.sub("", ending).strip()[:16]


def open_folder(path: Path) -> bool:
    """Show the folder a file lies in; whether the system could."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def remember_in(workstation: WorkstationSettings) -> None:
    """Keep the last folder there, so that the next start of the program begins in it."""
    _state.workstation = workstation


def start_folder(wanted: str = "") -> str:
    """Where a file dialog begins: `wanted`, the folder used last, or the documents; the first of them that is there.

    Never nothing: the system's dialog would begin in whatever folder the program was started from.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kept = _state.workstation.get(_KEPT, "") if _state.workstation else ""
    for folder in (wanted, _state.last, kept, documents):
        if folder and Path(folder).is_dir():
            return folder
    return str(Path.home())


def _remembered(path: Path) -> Path:
    _remember(path.parent)
    return path


def _remember(folder: Path) -> None:
    if str(folder) != _state.last:
        _state.last = str(folder)
        if _state.workstation:
            _state.workstation.put(_KEPT, _state.last)
