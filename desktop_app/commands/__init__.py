"""The same jobs from a terminal: no window, no Qt. Each command is a few lines over the rooms below.

Exit status: 0 done, 1 refused for a reason printed in Chinese on standard error, 2 wrong arguments.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from desktop_app.commands import office, packs, reports, rounds, sheets
from desktop_app.support.errors import OfficeError
from desktop_app.support.log import start_log


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
    office.add_demo(commands)
    sheets.add(commands)
    rounds.add(commands)
    reports.add(commands)
    packs.add(commands)
    office.add_safety(commands)
    return parser
