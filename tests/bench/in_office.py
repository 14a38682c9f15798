"""Work on an office below the window, each in a process of its own (apart.py): listing, taking in, the month's summary."""

import shutil
import tempfile
import time
from datetime import date
from pathlib import Path
from threading import Thread

from desktop_app import registry
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from tests.bench.harness import Measured
from tests.bench.lines_workbook import with_children

_PAGE = 64
_TIMES = 10


def export_whole(folder: str, out: str) -> None:
    """The roster as a workbook with whole numbers, every column: one that can come in again."""
    ledger = registry.ledger("roster")
    with registry.open_office(Path(folder)) as office:
        export_workbook(
            LedgerQuery(office, ledger), ledger.columns, Path(out), unmasking=Unmasking(office).begin("测量")
        )


def take_in(roster: str) -> Measured:
    """Read, check and commit this workbook into an office that has nothing yet, the reading process counted."""
    with tempfile.TemporaryDirectory() as scratch:
        made, _ = registry.create_office(Path(scratch) / "新.office", "新", today=date(2016, 12, 31))
        with made as office:

            def job() -> None:
                plan = build_plan(office, registry.ledger("roster"), [Path(roster)], create_orgs=True)
                apply_plan(office, plan, backup=False)

            spent = with_children(job)
            if not office.database.one("SELECT count(*) FROM member"):
                raise RuntimeError("nobody came in")
            return spent


def look_through(folder: str, password: str | None) -> Measured:
    """Every page of the roster, ten times; the office is open already.

    From a process's second thread on every lock costs more, for good. The program has several; opening by password starts
    some, opening without none: both sides have had one, so that not that is measured.
    """
    Thread(target=lambda: None).start()
    with registry.open_office(Path(folder), password=password) as office:
        query = LedgerQuery(office, registry.ledger("roster"))
        query.page(query.ids()[:_PAGE])
        start = time.process_time_ns()
        for _ in range(_TIMES):
            ids = query.ids()
            for at in range(0, len(ids), _PAGE):
                query.page(ids[at : at + _PAGE])
        return Measured((time.process_time_ns() - start) / 1e6, "ms")


def copied(folder: Path, to: Path) -> Path:
    """An office that may be written in."""
    return Path(shutil.copytree(folder, to))
