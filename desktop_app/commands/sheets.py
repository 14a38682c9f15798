"""import and export: any ledger from and to a workbook."""

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.commands.terminal import add_ledger, command, open_office, print_json, terminal_progress, unmasking_of


def add(commands: Any) -> None:
    """import, export."""
    _add_import(commands)
    _add_export(commands)


def _add_import(commands: Any) -> None:
    parser = command(commands, "import", _import, "从工作簿导入台账")
    parser.epilog = _ANSWERS_SHAPE
    add_ledger(parser, [ledger for ledger in registry.LEDGERS if ledger.imports])
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="工作簿；文件夹则取里面所有的")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    parser.add_argument("--mode", choices=("fill", "overwrite"), default="fill", help="只补空白 / 覆盖")
    parser.add_argument("--create-orgs", action="store_true", help="名册里有而组织树没有的支部，一并建立")
    parser.add_argument("--answers", type=Path, metavar="FILE.json", help="事先写好的答案")
    parser.add_argument("--bounce", type=Path, metavar="OUT.xlsx", help="退回行写到这里")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


_ANSWERS_SHAPE = """\
--answers 的写法（三项都可以不写）：
  {"cells": {"所在党支部": {"离退休三支部": "离退休第三党支部"}, "出生日期": {"1958.1": "1958-10"}},
   "proposed": ["身份证号"],
   "rows": [{"file": "名册.xlsx", "sheet": "Sheet1", "row": 7, "answer": "new"}]}
cells：项目 → 格子里写的 → 意思，"" 表示留空；proposed：这些项目只有一个建议的就用建议；
rows：answer 是 new（新增）、skip（不导入）或那个人的证号。没有用上的答案会说明。"""


def _add_export(commands: Any) -> None:
    parser = command(commands, "export", _export, "把台账写成工作簿")
    add_ledger(parser, registry.LEDGERS)
    parser.add_argument("out", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--unmask", action="store_true", help="证号、电话写全（要有理由）")
    parser.add_argument("--reason", default="", metavar="TEXT", help="写全的理由，记入查看记录")


def _import(options: argparse.Namespace) -> int:
    from desktop_app.ledger.importing.answers import AnswersAhead, give_answers, read_answers
    from desktop_app.ledger.importing.apply import apply_plan
    from desktop_app.ledger.importing.bounce import write_bounce
    from desktop_app.ledger.importing.files import files_in
    from desktop_app.ledger.importing.planner import build_plan

    ledger, progress = registry.ledger(options.ledger), terminal_progress()
    files = files_in(options.files)
    answers = read_answers(options.answers) if options.answers else AnswersAhead()
    with open_office(options) as office:
        plan = build_plan(office, ledger, files, mode=options.mode, create_orgs=options.create_orgs, progress=progress)
        for unused in give_answers(office, plan, answers):
            print(unused, file=sys.stderr)
        found, words = plan.as_json(), plan.in_words()
        if options.bounce:
            write_bounce(plan, options.bounce, progress)
        if not options.dry_run:
            apply_plan(office, plan, progress)
    if options.json:
        print_json(found)
    else:
        print(words)
    return 0


def _export(options: argparse.Namespace) -> int:
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.query import LedgerQuery

    ledger = registry.ledger(options.ledger)
    with open_office(options) as office:
        unmasking = unmasking_of(office, options)
        done = export_workbook(
            LedgerQuery(office, ledger),
            ledger.columns,
            options.out,
            unmasking=unmasking,
            progress=terminal_progress(),
        )
    print(f"已导出 {done.rows:,} {ledger.unit}：{options.out}")
    return 0
