"""demo, backup, restore, check: the office as a whole."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app import registry
from desktop_app.commands.terminal import ask_password, command, open_office, terminal_progress


def add_demo(commands: Any) -> None:
    """demo."""
    parser = command(commands, "demo", _demo, "建一个示范办公室")
    parser.add_argument("--members", type=_positive, default=6703, metavar="N", help="年末党员数")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="同一个数得到同一个办公室")


def add_safety(commands: Any) -> None:
    """backup, restore, check."""
    backup = command(commands, "backup", _backup, "备份办公室")
    backup.add_argument("directory", type=Path, metavar="DIR")
    restore = command(commands, "restore", _restore, "从备份恢复办公室")
    restore.add_argument("file", type=Path, metavar="FILE")
    command(commands, "check", _check, "检查办公室文件")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("要大于 0")
    return number


def _demo(options: argparse.Namespace) -> int:
    progress = terminal_progress()
    registry.build_demo(options.office, members=options.members, seed=options.seed, progress=progress).close()
    print(f"示范办公室已建在 {options.office}")
    return 0


def _backup(options: argparse.Namespace) -> int:
    with open_office(options) as office:
        print(office.backup(options.directory, "手工备份", terminal_progress()))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from desktop_app.storage.bundle import read_manifest
    from desktop_app.storage.restore import differences, restore

    manifest = read_manifest(options.file)
    password = ask_password(options, encrypted=manifest.encrypted)
    before: dict[str, int] = {}
    if (options.office / "office.db").exists():
        with registry.open_office(options.office, password=password) as office:
            before = office.counts()
    restore(options.file, options.office, registry.slices(), password=password, progress=terminal_progress()).close()
    for line in differences(manifest, before):
        print(f"{line.table}：{line.here:,} → {line.there:,}")
    print(f"已恢复到 {manifest.at} 的备份。恢复前的样子也存了一份，放在 {options.office / 'backups'}")
    return 0


def _check(options: argparse.Namespace) -> int:
    with open_office(options) as office:
        report = office.check(terminal_progress())
    for line in report.lines:
        print(f"{'完好' if line.ok else '有误'}　{line.text}")
    for note in report.notes:
        print(note)
    return 0 if report.ok else 1
