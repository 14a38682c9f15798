"""The sample ledger and the members, sent out; a hand that edits workbooks as a branch does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.round_spec import RoundSpec
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.distribute import Distributed, distribute
from tests.ledger.conftest import add, office, orgs, people, things
from tests.ledger.members import MEMBERS, NAMES
from tests.ledger.sample_ledger import THINGS

__all__ = ["add", "office", "orgs", "people", "things"]

SENT_MEMBERS = replace(
    MEMBERS,
    round=RoundSpec((*NAMES, "edu_code", "job_code", "group", "is_mobile", "remark"), spare_rows=5),
    deletes=False,
)
SENT_THINGS = replace(
    THINGS,
    round=RoundSpec(("name", "number", "org", "keeper", "bought_on", "price", "pieces", "state", "lent", "remark")),
)


class BranchSheet:
    """A branch's workbook, edited by headings and names as people do, and saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]
        self.heading_row = next(row for row in range(1, 9) if self.sheet.cell(row, 1).value == "序号")

    def column(self, heading: str) -> int:
        cells = range(1, self.sheet.max_column + 1)
        return next(at for at in cells if self.sheet.cell(self.heading_row, at).value == heading)

    def row(self, name: str, nth: int = 0) -> int:
        found = [at for at in self.rows() if self.sheet.cell(at, 2).value == name]
        return found[nth]

    def rows(self) -> range:
        return range(self.heading_row + 1, self.sheet.max_row + 1)

    def get(self, name: str, heading: str) -> Any:
        return self.sheet.cell(self.row(name), self.column(heading)).value

    def put(self, name: str, heading: str, value: Any, nth: int = 0) -> "BranchSheet":
        self.sheet.cell(self.row(name, nth), self.column(heading)).value = value
        return self

    def add(self, **values: Any) -> "BranchSheet":
        at = next(row for row in self.rows() if not self.sheet.cell(row, 2).value)
        for heading, value in values.items():
            self.sheet.cell(at, self.column(heading)).value = value
        return self

    def wipe(self, name: str) -> "BranchSheet":
        self.sheet.delete_rows(self.row(name))
        return self

    def save(self, path: Path | None = None) -> Path:
        path = path or self.path
        self.book.save(path)
        return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "下发"


@pytest.fixture
def send(office: Any, orgs: Any, out: Path) -> Callable[..., Distributed]:
    """Sends a ledger (the members unless said otherwise) to the three branches that have people, or to those named."""
    three = [orgs[name] for name in ("一支部", "二支部", "三支部")]

    def send(ledger: Ledger = SENT_MEMBERS, **options: Any) -> Distributed:
        return distribute(office, ledger, out, "2016年信息核对", **{"orgs": three, **options})

    return send


@pytest.fixture
def sheet(out: Path) -> Callable[[str], BranchSheet]:
    return lambda branch: BranchSheet(out / f"{branch}.xlsx")


@pytest.fixture
def collect(office: Any, out: Path) -> Callable[..., Any]:
    return lambda ledger=SENT_MEMBERS, folder=None: plan_collect(office, ledger, folder or out)
