"""summary: what is handed upward."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.commands.terminal import command, open_office, print_json, terminal_progress
from desktop_app.support.spans import parse_span


def add(commands: Any) -> None:
    """summary."""
    parser = command(commands, "summary", _summary, "月度汇总")
    parser.add_argument("span", metavar="2016-12", help="月、季 2016Q4、年 2016 或 起..止")
    parser.add_argument("--pdf", type=Path, metavar="OUT.pdf")
    parser.add_argument("--analysis", type=Path, metavar="OUT.pdf", help="内部分析册")
    parser.add_argument("--excel", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--json", action="store_true")


def _summary(options: argparse.Namespace) -> int:
    from desktop_app.features.summary.chapters import in_order
    from desktop_app.features.summary.reckoning import lines

    span, progress = parse_span(options.span), terminal_progress()
    with open_office(options) as office:
        figures = registry.figures(office)
        if options.pdf:
            from desktop_app.features.summary.papers import write_pdf

            write_pdf(office, figures, span, options.pdf, progress)
        if options.analysis:
            from desktop_app.features.summary.booklet import write_booklet

            write_booklet(office, figures, span, options.analysis, progress)
        if options.excel:
            from desktop_app.features.summary.excel import write_excel

            write_excel(office, figures, span, options.excel, progress)
        told = in_order(lines(office, figures, span))
    if options.json:
        found = [line.as_json() for line in told]
        print_json({"from": span.start.isoformat(), "to": span.end.isoformat(), "figures": found})
    else:
        print("\n".join(f"{line.figure.label}：{line.value:,g} {line.figure.unit}" for line in told))
    return 0
