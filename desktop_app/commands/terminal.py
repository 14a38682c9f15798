"""What every command needs of a terminal: its common arguments, the password, progress where a person watches, JSON."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.ledger.declaration import Ledger
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], title: str) -> argparse.ArgumentParser:
    """A command with what all of them take: the office, its password, the day."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=title, description=title)
    parser.add_argument("--office", type=Path, required=True, metavar="FOLDER", help="办公室文件夹")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="从文件第一行读密码")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="把这一天当作今天")
    parser.set_defaults(run=run)
    return parser


def add_ledger(parser: argparse.ArgumentParser, ledgers: Iterable[Ledger]) -> None:
    """The argument that names a ledger, and below the help which word means which."""
    titles = {ledger.key: ledger.title for ledger in ledgers}
    parser.add_argument("ledger", choices=titles, metavar="LEDGER", help="台账，写下面左边的词")
    widest = max(map(len, titles))
    listed = "\n".join(f"  {key:<{widest}}  {title}" for key, title in titles.items())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n\n".join(part for part in (parser.epilog, f"LEDGER：\n{listed}") if part)


def ask_password(options: argparse.Namespace, *, encrypted: bool) -> str | None:
    """The first line of the named file, or what is typed when asked; None where nothing is encrypted."""
    if options.password_file:
        try:
            return options.password_file.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError):
            raise OfficeError(f"读不到密码文件 {options.password_file}。", "请检查路径，密码写在第一行。") from None
    return getpass.getpass("密码：") if encrypted else None


def open_office(options: argparse.Namespace) -> Office:
    """The office that was named, with its password asked for where it has one."""
    password = ask_password(options, encrypted=registry.needs_password(options.office))
    return registry.open_office(options.office, password=password, today=options.today)


def terminal_progress() -> Progress:
    """Progress on standard error where a person is watching; silent in a pipe."""
    if not sys.stderr.isatty():
        return Progress()

    def show(done: int, total: int, what: str) -> None:
        print(f"\r{what} {done:,}/{total:,}   ", end="", file=sys.stderr, flush=True)

    return Progress(show)


def print_json(value: Any) -> None:
    """One JSON object on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def unmasking_of(office: Office, options: argparse.Namespace) -> Any:
    """The showing to be logged where whole numbers are asked for, else None. OfficeError without a reason."""
    from desktop_app.ledger.cells import Unmasking

    if not options.unmask:
        return None
    if not options.reason.strip():
        raise OfficeError("写全证号和电话要有理由。", "请加上 --reason，例如 --reason 上报组织部。")
    return Unmasking(office).begin(options.reason)
