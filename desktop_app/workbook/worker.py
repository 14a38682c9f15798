"""Reads files from outside in a process of their own, which may run out of memory or time, or crash, and harm nobody.

The parent takes the file's bytes once and hands them over; the child sends the sheets back piece by piece, so that neither
holds the table twice. The child knows nothing of the office.
"""

import hashlib
import logging
import pickle
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import QuickReaderFailed, Sheet, Workbook, WorkbookError
from desktop_app.workbook.preflight import too_large
from desktop_app.workbook.read import complete, finished, snapshot
from desktop_app.workbook.reading_process import serve

LONGEST_SILENCE = 60.0
"""Seconds without a word from the child after which it is given up."""

_WATCH = 0.05
_LOOKS = 40

log = logging.getLogger(__name__)


class _ChildLost(Exception):
    """The child ended without saying that it was done: out of memory, or crashed on a crafted file."""


def read_workbook_safely(path: Path | str, progress: Progress = SILENT) -> Workbook:
    """As `read.read_workbook`, but whatever is in the file this process stays alive and within its memory.

    Cancelling through `progress` ends the child at once. Costs about 0.1 s more than reading in place.
    """
    path = Path(path)
    data = snapshot(path)
    kind, sheets = _read(data, path.name, progress)
    return finished(path, kind, hashlib.sha256(data).hexdigest(), sheets)


def _read(data: bytes, name: str, progress: Progress) -> tuple[str, list[Sheet]]:
    try:
        return _Reading(data, name, progress, sparse=False).run()
    except _ChildLost:
        if not data.startswith(b"PK"):
            raise _beyond_limits() from None
    try:
        return _Reading(data, name, progress, sparse=True).run()
    except _ChildLost:
        raise _beyond_limits() from None


def _beyond_limits() -> WorkbookError:
    return too_large("这个文件读不了：要用的内存或时间超出限度，或文件已损坏。")


def _see_off(child: Any) -> None:
    """End the child and let go of it. Another thread that starts a reader of its own may have been told of the end in our place,
    and passes it on in a moment: until then the child can't be closed."""
    child.kill()
    child.join()
    for _ in range(_LOOKS):
        if child.exitcode is not None:
            log.debug("reading process ended with %s", child.exitcode)
            child.close()
            return
        time.sleep(_WATCH)


class _Reading:
    """One run of the child, seen from the parent."""

    def __init__(self, data: bytes, name: str, progress: Progress, *, sparse: bool) -> None:
        self._data = data
        self._order = (name, sparse)
        self._progress = progress
        self._kind = ""
        self._sheets: list[Sheet] = []

    def run(self) -> tuple[str, list[Sheet]]:
        context = get_context("spawn")
        from_parent, to_child = context.Pipe(duplex=False)
        from_child, to_parent = context.Pipe(duplex=False)
        child = context.Process(target=serve, args=(from_parent, to_parent), daemon=True, name="workbook-reader")
        with from_parent, to_child, from_child, to_parent:
            child.start()
            from_parent.close()
            to_parent.close()
            try:
                self._hand_over(to_child)
                self._receive(from_child)
            finally:
                _see_off(child)
        return self._kind, self._sheets

    def _hand_over(self, to_child: Connection) -> None:
        try:
            to_child.send(self._order)
            to_child.send_bytes(self._data)
        except OSError as error:
            raise _ChildLost from error

    def _receive(self, from_child: Connection) -> None:
        while True:
            self._wait(from_child)
            try:
                what, *about = pickle.loads(from_child.recv_bytes())
            except (EOFError, OSError) as error:
                raise _ChildLost from error
            if what == "done":
                return
            self._answers[what](self, *about)

    def _wait(self, from_child: Connection) -> None:
        give_up = time.monotonic() + LONGEST_SILENCE
        while not from_child.poll(_WATCH):
            self._progress.check()
            if time.monotonic() > give_up:
                raise _ChildLost
        self._progress.check()

    def _note_kind(self, kind: str) -> None:
        self._kind = kind

    def _begin_sheet(self, name: str, hidden: bool) -> None:
        self._sheets.append(Sheet(name, hidden))

    def _add_rows(self, rows: list[list[Any]]) -> None:
        sheet = self._sheets[-1]
        sheet.rows.extend(rows)
        self._progress.report(len(sheet.rows), 0, f"读取“{sheet.name}”")

    def _end_sheet(self, facts: Any) -> None:
        complete(self._sheets[-1], facts)

    def _refuse(self, error: type[WorkbookError], sentence: str, next_step: str) -> None:
        raise error(sentence, next_step)

    def _out_of_memory(self) -> None:
        raise _ChildLost

    def _quick_reader_failed(self, sentence: str, next_step: str) -> None:
        if self._kind == "xlsx":
            raise _ChildLost
        raise QuickReaderFailed(sentence, next_step)

    _answers: dict[str, Callable[..., None]] = {
        "kind": _note_kind,
        "sheet": _begin_sheet,
        "rows": _add_rows,
        "end": _end_sheet,
        "refused": _refuse,
        "memory": _out_of_memory,
        "failed": _quick_reader_failed,
    }
