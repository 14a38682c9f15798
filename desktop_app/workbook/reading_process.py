"""The life of the process that reads other people's files (worker.py starts it): takes one file, sends what is in it, ends.

It starts anew for every file: what it imports beyond the readers costs each of them.
"""

import contextlib
import gc
import os
import pickle
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_app.support.tasks import SILENT
from desktop_app.workbook.cells import QuickReaderFailed, WorkbookError, broken
from desktop_app.workbook.facts import SheetSource
from desktop_app.workbook.fence import stand_behind_fence
from desktop_app.workbook.sniff import kind_of
from desktop_app.workbook.sources import check_size, sources

_ROWS_AT_ONCE = 2_000


def serve(from_parent: Connection, to_parent: Connection) -> None:
    """The child's life: take one file, send what is in it, end."""
    gc.disable()  # a short life without cycles
    _keep_crashes_quiet()
    stand_behind_fence()
    try:
        name, sparse = from_parent.recv()
        data = from_parent.recv_bytes()
        for message in _messages(data, name, sparse):
            to_parent.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        with contextlib.suppress(MemoryError, OSError):
            to_parent.send_bytes(pickle.dumps(("memory",)))
    except (BrokenPipeError, EOFError):
        pass  # the parent has cancelled


def _keep_crashes_quiet() -> None:
    """A crash in the reading library writes its stack on descriptor 2; ours still go where they did."""
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _messages(data: bytes, name: str, sparse: bool) -> Iterator[tuple[Any, ...]]:
    try:
        kind = kind_of(data, name)
        yield ("kind", kind)
        for source in sources(data, kind, Path(name).stem, SILENT, sparse=sparse):
            yield from _sheet_messages(source)
    except QuickReaderFailed as error:
        yield ("failed", error.sentence, error.next_step)
    except WorkbookError as error:
        yield ("refused", type(error), error.sentence, error.next_step)
    except RecursionError:
        refusal = broken()
        yield ("refused", type(refusal), refusal.sentence, refusal.next_step)
    yield ("done",)


def _sheet_messages(source: SheetSource) -> Iterator[tuple[Any, ...]]:
    yield ("sheet", source.name, source.hidden)
    rows: list[list[Any]] = []
    cells = 0
    for row in source.rows:
        rows.append(row)
        if len(rows) == _ROWS_AT_ONCE:
            cells += sum(map(len, rows))
            check_size(cells)
            yield ("rows", rows)
            rows = []
    yield ("rows", rows)
    yield ("end", source.facts)
