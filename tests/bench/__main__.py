"""`make bench`, or `python -m tests.bench WORD…` for the lines whose name, or file, holds one of the words."""

import importlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.harness import Line, run_all

HERE = Path(__file__).parent


def files(words: Sequence[str], here: Path) -> Iterator[tuple[str, bool]]:
    """The line modules, and whether all of their lines are wanted."""
    for path in sorted(here.glob("lines_*.py")):
        yield path.stem, not words or any(word in path.stem for word in words)


def wanted(words: Sequence[str], folder: Path, here: Path) -> Iterator[Line]:
    """The lines asked for, each module's as it makes them, in a folder of its own."""
    for name, whole in files(words, here):
        scratch = folder / name
        scratch.mkdir()
        for line in importlib.import_module(f"tests.bench.{name}").lines(scratch):
            if whole or any(word in line.name for word in words):
                yield line


def main(words: Sequence[str], here: Path = HERE) -> int:
    """Run the lines of the modules in `here` and print them; the exit status."""
    print(f"{'name':<58} {'ours':>12} {'limit':>12} {'ratio':>7} {'goal':>6}  ok", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return run_all(wanted(words, Path(folder), here), sys.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
