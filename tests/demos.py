"""Demo offices for tests: each is made once in a run, whichever of its processes asks first, and only ever copied."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_LONGEST_WAIT = 600
"""Seconds: the largest demo office is made in ten, on a busy machine in a minute."""


class Demos:
    """The demo offices of a test run."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared
        shared.mkdir(exist_ok=True)

    def folder(self, members: int, seed: int = 1) -> Path:
        """An office that is only to be copied or read."""
        from desktop_app import registry

        made = self._shared / f"{members}-{seed}" / "示范办公室.office"
        with closing(sqlite3.connect(self._shared / "one-at-a-time", _LONGEST_WAIT, isolation_level=None)) as turn:
            turn.execute("BEGIN EXCLUSIVE")
            if not made.parent.exists():
                unfinished = self._shared / f"{members}-{seed}.unfinished"
                registry.build_demo(unfinished / made.name, members=members, seed=seed).close()
                unfinished.rename(made.parent)
        return made

    def copy(self, into: Path, members: int, seed: int = 1) -> Any:
        """An office of one's own, open, on its own day (2016-12-31)."""
        from desktop_app import registry

        source = self.folder(members, seed)
        return registry.open_office(shutil.copytree(source, into / source.name))
