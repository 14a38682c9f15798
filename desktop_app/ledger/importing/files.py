"""Which files are taken in: folders searched, each file once, all of them read, and every one told from its namesakes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import Workbook, WorkbookError
from desktop_app.workbook.worker import read_workbook_safely

SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt"))
"""What a folder is searched for; a file that is named by itself is read whatever its name."""
_LOCKS = ("~$", ".~", ".")
_TOLD = 8


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and of folders (and those below them) every workbook in order of name; what Excel and WPS keep beside
    an open file is left out. OfficeError for a folder without any."""
    found: dict[Path, Path] = {}
    for path in paths:
        below = sorted(each for each in path.rglob("*") if _is_workbook(each)) if path.is_dir() else [path]
        if not below:
            raise OfficeError(
                f"文件夹“{path.name}”里没有表格文件。", "请选择放着 .xlsx、.xls、.ods 或 .csv 文件的文件夹。"
            )
        for each in below:
            found.setdefault(each.resolve(), each)
    return list(found.values())


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCKS) and path.is_file()


def read_files(files: Sequence[Path | Workbook], progress: Progress = SILENT) -> list[Workbook]:
    """Every file read. Where some of several can't be, WorkbookError names all of these, and nothing is taken in."""
    read: list[Workbook] = []
    refused: list[tuple[Path, WorkbookError]] = []
    for file in files:
        try:
            read.append(file if isinstance(file, Workbook) else read_workbook_safely(file, progress))
        except WorkbookError as refusal:
            if len(files) == 1:
                raise
            refused.append((Path(str(file)), refusal))
    if refused:
        raise _of_several(refused)
    return read


def _of_several(refused: Sequence[tuple[Path, WorkbookError]]) -> WorkbookError:
    if len(refused) == 1:
        path, refusal = refused[0]
        return WorkbookError(f"“{path.name}”：{refusal.sentence}", refusal.next_step)
    told = "；".join(f"“{path.name}”：{refusal.sentence}" for path, refusal in refused[:_TOLD])
    return WorkbookError(f"有 {len(refused)} 个文件读不了。{told}", "请改好或去掉这几个文件再导入。台账没有改动。")


def labels_of(workbooks: Sequence[Workbook]) -> list[str]:
    """What each file is called here: its name, with as many folders before it as tell it from others of the same name."""
    paths = [workbook.path for workbook in workbooks]
    depths = [1] * len(paths)
    deepest = max((len(path.parts) for path in paths), default=1)
    for _ in range(deepest):
        labels = ["/".join(path.parts[-depth:]) for path, depth in zip(paths, depths, strict=True)]
        shared = {label for label, times in Counter(labels).items() if times > 1}
        if not shared:
            return labels
        depths = [depth + (label in shared) for depth, label in zip(depths, labels, strict=True)]
    return [f"{label}（{at}）" if label in shared else label for at, label in enumerate(labels, 1)]
