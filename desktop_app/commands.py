"""The same jobs from a terminal: no window, no Qt. Each command is a few lines over the rooms below.

Exit status: 0 done, 1 refused for a reason printed in Chinese on standard error, 2 wrong arguments.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.log import start_log
from desktop_app.support.spans import parse_span
from desktop_app.support.tasks import Progress


def main(arguments: Sequence[str]) -> int:
    """Run one command; see the module docstring for the exit status."""
    start_log()
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except OfficeError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已取消，办公室没有改动。", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="社区党务台账的命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _add_demo(commands)
    _add_import(commands)
    _add_export(commands)
    _add_summary(commands)
    _add_safety(commands)
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], title: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=title, description=title)
    parser.add_argument("--office", type=Path, required=True, metavar="FOLDER", help="办公室文件夹")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="从文件第一行读密码")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="把这一天当作今天")
    parser.set_defaults(run=run)
    return parser


def _add_demo(commands: Any) -> None:
    parser = _command(commands, "demo", _demo, "建一个示范办公室")
    parser.add_argument("--members", type=_positive, default=6703, metavar="N", help="年末党员数")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="同一个数得到同一个办公室")


def _add_import(commands: Any) -> None:
    parser = _command(commands, "import", _import, "从工作簿导入台账")
    parser.add_argument("ledger", choices=[ledger.key for ledger in registry.LEDGERS if ledger.imports], help="台账")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="工作簿")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    parser.add_argument("--mode", choices=("fill", "overwrite"), default="fill", help="只补空白 / 覆盖")
    parser.add_argument("--create-orgs", action="store_true", help="名册里有而组织树没有的支部，一并建立")
    parser.add_argument("--bounce", type=Path, metavar="OUT.xlsx", help="退回行写到这里")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def _add_export(commands: Any) -> None:
    parser = _command(commands, "export", _export, "把台账写成工作簿")
    parser.add_argument("ledger", choices=[ledger.key for ledger in registry.LEDGERS], help="台账")
    parser.add_argument("out", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    parser.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")


def _add_summary(commands: Any) -> None:
    parser = _command(commands, "summary", _summary, "月度汇总")
    parser.add_argument("span", metavar="2016-12", help="月、季 2016Q4、年 2016 或 起..止")
    parser.add_argument("--pdf", type=Path, metavar="OUT.pdf")
    parser.add_argument("--excel", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--json", action="store_true")


def _add_safety(commands: Any) -> None:
    backup = _command(commands, "backup", _backup, "备份办公室")
    backup.add_argument("directory", type=Path, metavar="DIR")
    restore = _command(commands, "restore", _restore, "从备份恢复办公室")
    restore.add_argument("file", type=Path, metavar="FILE")
    _command(commands, "check", _check, "检查办公室文件")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("要大于 0")
    return number


def _password(options: argparse.Namespace) -> str | None:
    if options.password_file:
        try:
            return options.password_file.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError):
            raise OfficeError(f"读不到密码文件 {options.password_file}。", "请检查路径，密码写在第一行。") from None
    if registry.needs_password(options.office):
        return getpass.getpass("密码：")
    return None


def _open(options: argparse.Namespace) -> Office:
    return registry.open_office(options.office, password=_password(options), today=options.today)


def _terminal_progress() -> Progress:
    """Progress on standard error where a person is watching; silent in a pipe."""
    if not sys.stderr.isatty():
        return Progress()

    def show(done: int, total: int, what: str) -> None:
        print(f"\r{what} {done:,}/{total:,}   ", end="", file=sys.stderr, flush=True)

    return Progress(show)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _demo(options: argparse.Namespace) -> int:
    from desktop_app.demo.build import build_demo

    with build_demo(
        registry.create_office,
        options.office,
        members=options.members,
        seed=options.seed,
        progress=_terminal_progress(),
    ):
        print(f"示范办公室已建在 {options.office}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from desktop_app.ledger.importing.apply import apply_plan
    from desktop_app.ledger.importing.bounce import write_bounce
    from desktop_app.ledger.importing.planner import build_plan

    ledger, progress = registry.ledger(options.ledger), _terminal_progress()
    with _open(options) as office:
        plan = build_plan(
            office, ledger, options.files, mode=options.mode, create_orgs=options.create_orgs, progress=progress
        )
        if options.bounce:
            write_bounce(plan, options.bounce, progress)
        if not options.dry_run:
            apply_plan(office, plan, progress)
        _print_json(plan.as_json()) if options.json else print(plan.in_words())
    return 0


def _export(options: argparse.Namespace) -> int:
    from desktop_app.ledger.cells import Unmasking
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.query import LedgerQuery

    ledger = registry.ledger(options.ledger)
    with _open(options) as office:
        whole = Unmasking(office).begin(options.reason) if options.unmask else None
        query = LedgerQuery(office, ledger)
        written = export_workbook(query, ledger.columns, options.out, unmasking=whole, progress=_terminal_progress())
    print(f"已导出 {written.rows:,} {ledger.unit}：{options.out}")
    return 0


def _summary(options: argparse.Namespace) -> int:
    from desktop_app.features import summary

    span = parse_span(options.span)
    figures = registry.figures()
    with _open(options) as office:
        if options.pdf:
            summary.write_pdf(office, figures, span, options.pdf, _terminal_progress())
        if options.excel:
            summary.write_excel(office, figures, span, options.excel, _terminal_progress())
        lines = summary.lines(office, figures, span)
    if options.json:
        _print_json(
            {"from": span.start.isoformat(), "to": span.end.isoformat(), "figures": [x.as_json() for x in lines]}
        )
    else:
        print("\n".join(f"{x.label}：{x.value:g} {x.unit}" for x in lines))
    return 0


def _backup(options: argparse.Namespace) -> int:
    with _open(options) as office:
        print(office.backup(options.directory, "手工备份"))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from desktop_app.storage.restore import restore

    outcome = restore(options.file, options.office, registry.slices(), password=_password(options))
    print(outcome.in_words())
    return 0


def _check(options: argparse.Namespace) -> int:
    with _open(options) as office:
        report = office.check()
    for line in report.lines:
        print(f"{'完好' if line.ok else '有问题'}　{line.text}")
    for note in report.notes:
        print(note)
    return 0 if report.ok else 1
