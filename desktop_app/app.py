"""The window's composition root: log, excepthook, arguments, unlock, upgrade, window. Heavy imports come last."""

import argparse
import gc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.support.log import start_log
from desktop_app.support.settings import WorkstationSettings


def main(arguments: Sequence[str]) -> int:
    """Show the window; 0 when it was closed, 1 when no office could be opened, 2 for wrong arguments."""
    # Collecting again and again among the modules of the start takes 40 ms; Session collects on the window's thread.
    gc.disable()
    log = start_log()
    options = _parser().parse_args(arguments)
    password = _password(options.password_file)

    from desktop_app.shell.opening import Opening
    from desktop_app.shell.session import Session
    from desktop_app.widgets.where import remember_in

    workstation = WorkstationSettings()
    remember_in(workstation)
    opening = Opening(_doors(options.today), workstation)
    session = Session(log, workstation, opening, quit_when_shown=options.quit_when_shown)
    return session.run(options.office, password)


def _doors(today: date | None) -> Any:
    """How the shell makes and opens offices: the registry's tables, the demo's people, the tabs in their order."""
    from desktop_app import registry
    from desktop_app.people import tree
    from desktop_app.people.words import OrgLevel
    from desktop_app.shell.opening import Doors
    from desktop_app.storage.office import Office

    def open_office(folder: Path, **secret: Any) -> Office:
        return registry.open_office(folder, today=today, **secret)

    def create(folder: Path, name: str, committee: str, password: str | None) -> tuple[Office, str | None]:
        office, code = registry.create_office(folder, name, password=password)
        with office.change(f"建立{committee}", "create"):
            tree.found(office, committee, "中心党委", OrgLevel.COMMITTEE, None)
        return office, code

    return Doors(
        open_office,
        create,
        _demo_builder(),
        registry.needs_password,
        registry.LEDGERS,
        registry.TABS,
        registry.figures(),
        _restorer(today),
    )


def _restorer(today: date | None) -> Callable[..., Any]:
    def bring_back(bundle: Path, folder: Path, **how: Any) -> Any:
        from desktop_app import registry
        from desktop_app.ledger.slices import keep_search_current
        from desktop_app.storage.restore import restore
        from desktop_app.support.clock import FixedClock

        office = restore(bundle, folder, registry.slices(), clock=FixedClock(today) if today else None, **how)
        keep_search_current(office, registry.LEDGERS)
        return office

    return bring_back


def _demo_builder() -> Callable[..., Any]:
    def build(folder: Path, progress: Any) -> Any:
        from desktop_app import registry

        return registry.build_demo(folder, progress=progress)

    return build


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="社区党务台账")
    parser.add_argument("--office", type=Path, metavar="FOLDER", help="办公室文件夹")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="从文件第一行读密码")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="把这一天当作今天")
    # For measuring the start and for trying a built program: the window closes at its first idle moment.
    parser.add_argument("--quit-when-shown", action="store_true", help=argparse.SUPPRESS)
    return parser


def _password(file: Path | None) -> str | None:
    """The first line of a password file; None where none was named."""
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        raise SystemExit(f"读不到密码文件 {file}。请检查路径，密码写在第一行。") from None
