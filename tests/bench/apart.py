"""A side in a process of its own: for peak memory, for what is imported, and for what a warm process would hide.

`apart("tests.bench.starting:ours", folder)` is a side; as a program, this file is its other end. One process has one office open,
as the program has, so two offices are compared from two processes.
"""

import importlib
import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from tests.bench.harness import Measured

ROOT = Path(__file__).parents[2]
Of = Literal["cpu", "memory", "own"]


def apart(target: str, *arguments: object, of: Of = "cpu") -> Callable[[], Measured]:
    """A side that calls `module:function(*arguments)` in a fresh process without a screen (arguments as JSON, paths as text).

    cpu: ms within the call, imports of the module left out. memory: the process's peak in MiB. own: the `Measured` that the
    function gives.
    """

    def side() -> Measured:
        order = [sys.executable, "-m", "tests.bench.apart", target, json.dumps(arguments, default=str)]
        world = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
        world.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles the program at every start
        done = subprocess.run(order, cwd=ROOT, env=world, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"status {done.returncode}"
            )
        figures = json.loads(done.stdout.splitlines()[-1])
        if of == "own":
            return Measured(*figures["own"])
        return Measured(figures[of], "ms" if of == "cpu" else "MiB")

    return side


def peak() -> float:
    """This process's peak of resident memory in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss also counts what the parent held at the fork
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(target: str, arguments: str) -> None:
    """Call the target and print its figures as the last line."""
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    start = time.process_time_ns()
    try:
        brought = function(*json.loads(arguments))
    except Exception:  # noqa: BLE001  the program under measure has a hook of its own, which would show it in a window
        traceback.print_exc()
        os._exit(1)
    spent = (time.process_time_ns() - start) / 1e6
    own = (brought.value, brought.unit) if isinstance(brought, Measured) else None
    print(json.dumps({"cpu": spent, "memory": peak(), "own": own}), flush=True)
    os._exit(0)  # a window half taken down is not what was measured


if __name__ == "__main__":
    main(*sys.argv[1:])
