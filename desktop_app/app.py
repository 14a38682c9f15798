"""The window's composition root: log, excepthook, arguments, unlock, upgrade, window. Heavy imports come last."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.support.log import start_log
from desktop_app.support.settings import WorkstationSettings

_LAST_OFFICE = "office.last"


def main(arguments: Sequence[str]) -> int:
    """Show the window; 0 when it was closed, 1 when no office could be opened."""
    log = start_log()
    options = _parser().parse_args(arguments)

    from desktop_app.shell.session import Session

    session = Session(log, WorkstationSettings(), today=options.today, quit_when_shown=options.quit_when_shown)
    return session.run(options.office, _password(options.password_file))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="社区党务台账")
    parser.add_argument("--office", type=Path, metavar="FOLDER", help="办公室文件夹")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="从文件第一行读密码")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="把这一天当作今天")
    # For measuring the start and for trying a built program: the window closes at its first idle moment.
    parser.add_argument("--quit-when-shown", action="store_true", help=argparse.SUPPRESS)
    return parser


def _password(file: Path | None) -> Any:
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        sys.exit(f"读不到密码文件 {file}。请检查路径，密码写在第一行。")
