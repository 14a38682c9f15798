"""The same jobs from a terminal: no window, no Qt. Each command is a few lines over the rooms below.

Exit status: 0 done, 1 refused for a reason printed in Chinese on standard error, 2 wrong arguments.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.ledger.declaration import Condition, Ledger
from desktop_app.ledger.query import Asked
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
    except BrokenPipeError:
        # Whoever read our output has had enough (| head): nothing is wrong, and nothing more is to be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已取消，办公室没有改动。", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="社区党务台账的命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _add_demo(commands)
    _add_import(commands)
    _add_export(commands)
    _add_rounds(commands)
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
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="工作簿；文件夹则取里面所有的")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    parser.add_argument("--mode", choices=("fill", "overwrite"), default="fill", help="只补空白 / 覆盖")
    parser.add_argument("--create-orgs", action="store_true", help="名册里有而组织树没有的支部，一并建立")
    parser.add_argument("--answers", type=Path, metavar="FILE.json", help="事先写好的答案")
    parser.add_argument("--bounce", type=Path, metavar="OUT.xlsx", help="退回行写到这里")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _ANSWERS_SHAPE
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


_ANSWERS_SHAPE = """\
--answers 的写法（三项都可以不写）：
  {"cells": {"所在党支部": {"离退休三支部": "离退休第三党支部"}, "出生日期": {"1958.1": "1958-10"}},
   "proposed": ["身份证号"],
   "rows": [{"file": "名册.xlsx", "sheet": "Sheet1", "row": 7, "answer": "new"}]}
cells：项目 → 格子里写的 → 意思，"" 表示留空；proposed：这些项目只有一个建议的就用建议；
rows：answer 是 new（新增）、skip（不导入）或那个人的证号。没有用上的答案会说明。"""


def _add_export(commands: Any) -> None:
    parser = _command(commands, "export", _export, "把台账写成工作簿")
    parser.add_argument("ledger", choices=[ledger.key for ledger in registry.LEDGERS], help="台账")
    parser.add_argument("out", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    parser.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")


def _add_rounds(commands: Any) -> None:
    ledgers = [ledger.key for ledger in registry.LEDGERS if ledger.round]
    out = _command(commands, "distribute", _distribute, "给每个支部写一份表")
    out.add_argument("ledger", choices=ledgers, help="台账")
    out.add_argument("span", nargs="?", default="", metavar="2016-12", help="只发这一期的（支部月报）")
    out.add_argument("out", type=Path, metavar="OUTDIR", help="空文件夹")
    out.add_argument("--org", action="append", metavar="NAME", help="只给这个党组织（可写多次），默认全部支部")
    out.add_argument("--title", default="", metavar="TEXT", help="表的标题")
    out.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    out.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")
    back = _command(commands, "collect", _collect, "把支部交回的表收回台账")
    back.add_argument("ledger", choices=ledgers, help="台账")
    back.add_argument("folder", type=Path, metavar="DIR", help="放着交回的表的文件夹")
    back.add_argument("--dry-run", action="store_true", help="只对照，不写入")
    back.add_argument("--json", action="store_true", help="结果写成 JSON")

    both = _command(commands, "compare", _compare, "与上级库导出的工作簿比对")
    both.add_argument("ledger", choices=[ledger.key for ledger in registry.LEDGERS if ledger.imports], help="台账")
    both.add_argument("file", type=Path, metavar="FILE", help="上级库导出的工作簿")
    both.add_argument("--out", type=Path, metavar="DIR", help="“上级改”“我方改”两份工作簿写到这里")
    both.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    both.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")
    both.add_argument("--json", action="store_true", help="结果写成 JSON")


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


def _password(options: argparse.Namespace, *, encrypted: bool) -> str | None:
    """The first line of the named file, or what is typed when asked; None where nothing is encrypted."""
    if options.password_file:
        try:
            return options.password_file.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError):
            raise OfficeError(f"读不到密码文件 {options.password_file}。", "请检查路径，密码写在第一行。") from None
    return getpass.getpass("密码：") if encrypted else None


def _open(options: argparse.Namespace) -> Office:
    password = _password(options, encrypted=registry.needs_password(options.office))
    return registry.open_office(options.office, password=password, today=options.today)


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
    progress = _terminal_progress()
    registry.build_demo(options.office, members=options.members, seed=options.seed, progress=progress).close()
    print(f"示范办公室已建在 {options.office}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from desktop_app.ledger.importing.answers import AnswersAhead, give_answers, read_answers
    from desktop_app.ledger.importing.apply import apply_plan
    from desktop_app.ledger.importing.bounce import write_bounce
    from desktop_app.ledger.importing.files import files_in
    from desktop_app.ledger.importing.planner import build_plan

    ledger, progress = registry.ledger(options.ledger), _terminal_progress()
    files = files_in(options.files)
    answers = read_answers(options.answers) if options.answers else AnswersAhead()
    with _open(options) as office:
        plan = build_plan(office, ledger, files, mode=options.mode, create_orgs=options.create_orgs, progress=progress)
        for unused in give_answers(office, plan, answers):
            print(unused, file=sys.stderr)
        found, words = plan.as_json(), plan.in_words()
        if options.bounce:
            write_bounce(plan, options.bounce, progress)
        if not options.dry_run:
            apply_plan(office, plan, progress)
    if options.json:
        _print_json(found)
    else:
        print(words)
    return 0


def _export(options: argparse.Namespace) -> int:
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.query import LedgerQuery

    ledger = registry.ledger(options.ledger)
    with _open(options) as office:
        unmasking = _unmasking(office, options)
        done = export_workbook(
            LedgerQuery(office, ledger),
            ledger.columns,
            options.out,
            unmasking=unmasking,
            progress=_terminal_progress(),
        )
    print(f"已导出 {done.rows:,} {ledger.unit}：{options.out}")
    return 0


def _unmasking(office: Office, options: argparse.Namespace) -> Any:
    """The showing to be logged where whole numbers are asked for, else None. OfficeError without a reason."""
    from desktop_app.ledger.cells import Unmasking

    if not options.unmask:
        return None
    if not options.reason.strip():
        raise OfficeError("写全证号和电话要有理由。", "请加上 --reason，例如 --reason 上报组织部。")
    return Unmasking(office).begin(options.reason)


def _distribute(options: argparse.Namespace) -> int:
    from desktop_app.ledger.importing.finding import OrgFinder
    from desktop_app.ledger.rounds.distribute import distribute

    with _open(options) as office:
        unmasking = _unmasking(office, options)
        try:
            orgs = [OrgFinder(office).find(name) for name in options.org] if options.org else None
        except ValueError as refusal:
            raise OfficeError(f"{refusal}。", "请写组织树里的全称、简称或“上级/支部”。") from None
        ledger, progress = registry.ledger(options.ledger), _terminal_progress()
        asked, title = _of_span(ledger, options.span)
        done = distribute(
            office, ledger, options.out, options.title or title, orgs, None, progress, asked=asked, unmasking=unmasking
        )
    print(f"已下发 {len(done.books):,} 份，共 {done.rows:,} {ledger.unit}：{options.out}")
    return 0


def _of_span(ledger: Ledger, span: str) -> tuple[Asked | None, str]:
    """What a round of one month asks for, and what it is called."""
    if not span:
        return None, ""
    if ledger.round is None or not ledger.round.day:
        raise OfficeError(f"{ledger.title}不能按月下发。", "请去掉月份。")
    days = parse_span(span)
    condition = Condition(ledger.round.day, "介于", (str(days.start), str(days.end)))
    return Asked(conditions=(condition,)), f"{days.title()}{ledger.title}月报"


def _collect(options: argparse.Namespace) -> int:
    from desktop_app.ledger.rounds.apply import apply_collect
    from desktop_app.ledger.rounds.collect import plan_collect

    progress = _terminal_progress()
    with _open(options) as office:
        plan = plan_collect(office, registry.ledger(options.ledger), options.folder, progress)
        if not options.dry_run:
            apply_collect(office, plan, progress)
    if options.json:
        _print_json(plan.as_json())
    else:
        print(plan.in_words())
    return 0


def _compare(options: argparse.Namespace) -> int:
    from desktop_app.ledger.comparing.compare import compare
    from desktop_app.ledger.comparing.writing import write_comparison

    progress = _terminal_progress()
    with _open(options) as office:
        unmasking = _unmasking(office, options)
        found = compare(office, registry.ledger(options.ledger), options.file, progress)
        if options.out:
            write_comparison(office, found, options.out, progress, unmasking=unmasking)
    if options.json:
        _print_json(found.as_json())
    else:
        print(found.in_words())
    return 0


def _summary(options: argparse.Namespace) -> int:
    from desktop_app.features.summary.reckoning import lines

    span, figures, progress = parse_span(options.span), registry.figures(), _terminal_progress()
    with _open(options) as office:
        if options.pdf:
            from desktop_app.features.summary.papers import write_pdf

            write_pdf(office, figures, span, options.pdf, progress)
        if options.excel:
            from desktop_app.features.summary.excel import write_excel

            write_excel(office, figures, span, options.excel, progress)
        told = lines(office, figures, span)
    if options.json:
        found = [line.as_json() for line in told]
        _print_json({"from": span.start.isoformat(), "to": span.end.isoformat(), "figures": found})
    else:
        print("\n".join(f"{line.figure.label}：{line.value:,g} {line.figure.unit}" for line in told))
    return 0


def _backup(options: argparse.Namespace) -> int:
    with _open(options) as office:
        print(office.backup(options.directory, "手工备份", _terminal_progress()))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from desktop_app.storage.bundle import read_manifest
    from desktop_app.storage.restore import differences, restore

    manifest = read_manifest(options.file)
    password = _password(options, encrypted=manifest.encrypted)
    before: dict[str, int] = {}
    if (options.office / "office.db").exists():
        with registry.open_office(options.office, password=password) as office:
            before = office.counts()
    restore(options.file, options.office, registry.slices(), password=password, progress=_terminal_progress()).close()
    for line in differences(manifest, before):
        print(f"{line.table}：{line.here:,} → {line.there:,}")
    print(f"已恢复到 {manifest.at} 的备份。恢复前的样子也存了一份，放在 {options.office / 'backups'}")
    return 0


def _check(options: argparse.Namespace) -> int:
    with _open(options) as office:
        report = office.check(_terminal_progress())
    for line in report.lines:
        print(f"{'完好' if line.ok else '有误'}　{line.text}")
    for note in report.notes:
        print(note)
    return 0 if report.ok else 1
