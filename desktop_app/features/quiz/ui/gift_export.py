"""Selected questions out as Moodle GIFT."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.quiz.formats.gift_out import write_gift
from desktop_app.ledger.page import read_row
from desktop_app.support.tasks import Progress
from desktop_app.widgets import where


def export_gift(tab: Any, ids: Sequence[int]) -> None:
    """Ask where to, then write on the worker."""
    path = where.ask_target(tab.window(), "导出 GIFT", "题库.gift", where.TEXT)
    if path is not None:
        write_selected(tab, ids, path)


def write_selected(tab: Any, ids: Sequence[int], path: Path) -> None:
    """Write these questions to a file."""
    office, ledger = tab.desk.office, tab.ledger

    def work(_progress: Progress) -> int:
        rows = [row for at in ids if (row := read_row(office, ledger, at))]
        write_gift(path, [dict(row.values) for row in rows])
        return len(rows)

    tab.desk.jobs.run("导出 GIFT", work, lambda count: tab.desk.message(f"{count} 题已导出到 {path.name}。"))
