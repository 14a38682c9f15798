"""distribute, collect, compare: out to the branches and back, and against the higher level."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.commands.terminal import add_ledger, command, open_office, print_json, terminal_progress, unmasking_of
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span


def add(commands: Any) -> None:
    """distribute, collect, compare."""
    ledgers = [ledger for ledger in registry.LEDGERS if ledger.round]
    out = command(commands, "distribute", _distribute, "给每个支部写一份表")
    add_ledger(out, ledgers)
    out.add_argument("span", nargs="?", default="", metavar="2016-12", help="只发这一期的（支部月报）")
    out.add_argument("out", type=Path, metavar="OUTDIR", help="空文件夹")
    out.add_argument("--org", action="append", metavar="NAME", help="只给这个党组织（可写多次），默认全部支部")
    out.add_argument("--title", default="", metavar="TEXT", help="表的标题")
    out.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    out.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")
    back = command(commands, "collect", _collect, "把支部交回的表收回台账")
    add_ledger(back, ledgers)
    back.add_argument("folder", type=Path, metavar="DIR", help="放着交回的表的文件夹")
    back.add_argument("--dry-run", action="store_true", help="只对照，不写入")
    back.add_argument("--json", action="store_true", help="结果写成 JSON")

    both = command(commands, "compare", _compare, "与上级库导出的工作簿比对")
    add_ledger(both, [ledger for ledger in registry.LEDGERS if ledger.imports])
    both.add_argument("file", type=Path, metavar="FILE", help="上级库导出的工作簿")
    both.add_argument("--out", type=Path, metavar="DIR", help="“上级改”“我方改”两份工作簿写到这里")
    both.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    both.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")
    both.add_argument("--json", action="store_true", help="结果写成 JSON")


def _distribute(options: argparse.Namespace) -> int:
    from desktop_app.ledger.importing.finding import OrgFinder
    from desktop_app.ledger.rounds.distribute import distribute, of_span

    with open_office(options) as office:
        unmasking = unmasking_of(office, options)
        try:
            orgs = [OrgFinder(office).find(name) for name in options.org] if options.org else None
        except ValueError as refusal:
            raise OfficeError(f"{refusal}。", "请写组织树里的全称、简称或“上级/支部”。") from None
        ledger, progress = registry.ledger(options.ledger), terminal_progress()
        asked, title = of_span(ledger, parse_span(options.span)) if options.span else (None, "")
        done = distribute(
            office, ledger, options.out, options.title or title, orgs, None, progress, asked=asked, unmasking=unmasking
        )
    print(f"已下发 {len(done.books):,} 份，共 {done.rows:,} {ledger.unit}：{options.out}")
    return 0


def _collect(options: argparse.Namespace) -> int:
    from desktop_app.ledger.rounds.apply import apply_collect
    from desktop_app.ledger.rounds.collect import plan_collect

    progress = terminal_progress()
    with open_office(options) as office:
        plan = plan_collect(office, registry.ledger(options.ledger), options.folder, progress)
        if not options.dry_run:
            apply_collect(office, plan, progress)
    if options.json:
        print_json(plan.as_json())
    else:
        print(plan.in_words())
    return 0


def _compare(options: argparse.Namespace) -> int:
    from desktop_app.ledger.comparing.compare import compare
    from desktop_app.ledger.comparing.writing import write_comparison

    progress = terminal_progress()
    with open_office(options) as office:
        unmasking = unmasking_of(office, options)
        found = compare(office, registry.ledger(options.ledger), options.file, progress)
        if options.out:
            write_comparison(office, found, options.out, progress, unmasking=unmasking)
    if options.json:
        print_json(found.as_json())
    else:
        print(found.in_words())
    return 0
