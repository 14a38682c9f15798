"""pack, verify-pack: what an inspection is given, and whether it is still what was given."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.commands.terminal import command, open_office, print_json, terminal_progress
from desktop_app.support.spans import parse_span


def add(commands: Any) -> None:
    """pack, verify-pack."""
    parser = command(commands, "pack", _pack, "生成迎检资料包")
    parser.add_argument("span", metavar="2016-12", help="月、季 2016Q4、年 2016 或 起..止")
    parser.add_argument("out", type=Path, metavar="OUTDIR", help="新的或空的文件夹")
    parser.add_argument("--outer", action="store_true", help="外发版：证号、电话遮盖，自查不过不生成")
    parser.add_argument("--zip", action="store_true", help="另存一个压缩包")
    parser.add_argument("--reason", default="", metavar="TEXT", help="内部版把证号、电话写全的用途，记入查看记录")
    parser.add_argument("--personal", default="", metavar="TEXT", help="附党员个人清单的理由，记入查看记录")
    parser.add_argument("--recipient", default="", metavar="TEXT", help="交给谁")
    parser.add_argument("--gaps", action="store_true", help="只列缺件，不生成")
    check = commands.add_parser("verify-pack", help="核对资料包", description="核对资料包与它的校验清单")
    check.add_argument("pack", type=Path, metavar="PACK", help="资料包文件夹或压缩包")
    check.add_argument("--json", action="store_true", help="结果写成 JSON")
    check.set_defaults(run=_verify)


def _pack(options: argparse.Namespace) -> int:
    from desktop_app.features.pack.catalogue import catalogue
    from desktop_app.features.pack.gaps import gaps
    from desktop_app.features.pack.making import Order, make_pack

    span = parse_span(options.span)
    with open_office(options) as office:
        folders = catalogue(office, registry.LEDGERS)
        found = gaps(office, folders, span)
        print("\n".join(f"缺件　{gap.folder}：{gap.sentence}" for gap in found) or "没有缺件。")
        if options.gaps:
            return 0
        order = Order(span, options.outer, options.reason, options.recipient, options.personal, options.zip)
        made = make_pack(office, folders, order, options.out, terminal_progress())
    print("\n".join([*made.left_out, f"已生成 {made.files:,} 个文件：{made.zip or made.folder}"]))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from desktop_app.features.pack.manifest import verify

    found = verify(options.pack)
    if options.json:
        print_json({"files": found.files, "missing": found.missing, "changed": found.changed, "unknown": found.unknown})
    else:
        print(found.told())
    return 0 if found.sound else 1
