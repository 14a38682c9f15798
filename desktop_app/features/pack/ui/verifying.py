"""核对资料包: is it still what was given."""

from pathlib import Path
from typing import Any

from desktop_app.features.pack.manifest import Verified, verify
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import where
from desktop_app.widgets.desk import Desk

_TOLD = 20


def ask_and_verify(tab: Any) -> None:
    """Ask for the pack's folder and say on the tab how it stands to its list."""
    folder = where.ask_folder(tab.window(), "选资料包的文件夹")
    if folder is not None:
        verify_on(tab.desk, tab.message, folder)


def verify_on(desk: Desk, message: Any, pack: Path) -> None:
    """Check a pack on the worker; good news and bad on the message strip."""

    def work(_progress: Progress) -> Verified:
        return verify(pack)

    def told(found: Verified) -> None:
        if found.sound:
            message.say(found.told(), "good")
        else:
            lines = found.told().splitlines()
            more = [f"等 {len(lines)} 处"] if len(lines) > _TOLD else []
            message.fail(OfficeError("资料包与校验清单不符：\n" + "\n".join([*lines[:_TOLD], *more])))

    desk.jobs.run("核对资料包", work, told, message.fail)
