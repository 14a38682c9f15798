"""How the shell puts times into words. Pure functions, no widgets."""

from datetime import datetime
from typing import Any


def ago(at: str, now: datetime, *, hour: bool = False) -> str:
    """When something happened, as a colleague would say it: 今天 09:12, 昨天 17:40, 12月3日, 2015年3月8日. `at` is ISO.

    With `hour` older days tell theirs too, where several of one day stand side by side.
    """
    moment = datetime.fromisoformat(at)
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"今天 {moment:%H:%M}"
    if days == 1:
        return f"昨天 {moment:%H:%M}"
    year = "" if moment.year == now.year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日" + (f" {moment:%H:%M}" if hour else "")


def backup_words(office: Any, now: datetime) -> str:
    """The last verified backup in one line, or that there is none yet."""
    last = office.last_backup()
    if last is None:
        return "还没有备份。退出时会自动备份一份，也可以现在就备份。"
    return f"上次备份 {ago(last.at, now)}"
