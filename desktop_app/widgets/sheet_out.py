"""A table that a page of its own draws, to Excel as it stands on the screen (X9). Ledgers have export_dialog.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.support.tasks import Progress
from desktop_app.widgets import keys, theme, where
from desktop_app.widgets.desk import Desk


@dataclass(frozen=True)
class Shown:
    """What a page shows: its title, the headings (above each its group, ''), rows of words, `names` before them, a note under the title.

    `bad(row, column)` cells are coloured in the workbook too.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    names: Sequence[str] = ()
    names_heading: str = ""
    groups: Sequence[str] = ()
    note: str = ""
    bad: Callable[[int, int], bool] = lambda _row, _column: False


def export_button(page: QWidget, slot: Callable[[], Any]) -> QPushButton:
    """导出 with a ledger's key for it, for a page that has no ledger's row of buttons."""
    button = QPushButton(theme.icon("file-export"), "导出")
    button.setToolTip(f"{keys.EXPORT.words}（{keys.EXPORT.sequence}）")
    button.clicked.connect(slot)
    key = QShortcut(QKeySequence(keys.EXPORT.sequence), page)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(slot)
    return button


def export_shown(desk: Desk, window: QWidget, shown: Shown) -> None:
    """Ask where to, write it beside the window, say that it is there."""
    target = where.ask_target(window, "工作簿存到哪里", shown.title, where.EXCEL)
    if target is None:
        return
    plan = sheet_of(shown)

    def write(progress: Progress) -> Path:
        from desktop_app.workbook.write import write_workbook

        write_workbook(target, [plan], progress)
        return target

    def done(path: Path) -> None:
        desk.notice(f"已存为 {path.name}。", "打开", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    desk.jobs.run("导出", write, done, desk.error)


def sheet_of(shown: Shown) -> Any:
    """Its sheet: columns that hold numbers are numbers, so that Excel can add them up."""
    from desktop_app.workbook.plan import ColumnPlan, Marked, SheetPlan

    groups = shown.groups or [""] * len(shown.headings)
    columns = [
        ColumnPlan(heading, group=group, kind="number" if _counts(shown.rows, at) else "text", align="center")
        for at, (heading, group) in enumerate(zip(shown.headings, groups, strict=True))
    ]
    rows = []
    for number, row in enumerate(shown.rows):
        cells: list[Any] = [_value(word) if columns[at].kind == "number" else word for at, word in enumerate(row)]
        rows.append([Marked(cell) if shown.bad(number, at) else cell for at, cell in enumerate(cells)])
    if shown.names:
        columns.insert(0, ColumnPlan(shown.names_heading))
        rows = [[name, *row] for name, row in zip(shown.names, rows, strict=True)]
    return SheetPlan(
        shown.title, columns, rows, note_left=shown.note, count=len(rows), freeze_columns=int(bool(shown.names))
    )


def _counts(rows: Sequence[Sequence[str]], at: int) -> bool:
    return any(_value(row[at]) is not row[at] for row in rows)


def _value(word: str) -> str | int | float:
    try:
        return int(word)
    except ValueError:
        pass
    try:
        return float(word) if word.replace(".", "", 1).isdecimal() else word
    except ValueError:
        return word
