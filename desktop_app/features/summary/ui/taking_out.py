"""Taking a kept workbook out of an issue, the very bytes."""

from typing import Any

from desktop_app.support.tasks import Progress
from desktop_app.widgets import where

_NAMES = {"upward": "上报表", "workbook": "汇总表"}


def take_out(context: Any, issue: int, which: str) -> None:
    """Ask where to, and write it there on the worker."""
    desk = context.desk
    title = desk.office.database.one("SELECT title FROM report_issue WHERE id = ?", (issue,))
    target = where.ask_target(context.window(), f"{_NAMES[which]}存到哪里", f"{title}{_NAMES[which]}", where.EXCEL)
    if target is None:
        return

    def write(_progress: Progress) -> str:
        from desktop_app.features.summary.issues import take_out as put

        put(desk.office, target, issue, which)
        return target.name

    desk.jobs.run(_NAMES[which], write, lambda name: desk.message(f"已存为 {name}"), desk.error)
