"""An office with the real roster and three branches; workbooks as branches send them, written by openpyxl and read again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.plan import Plan
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.people import tree
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.workbook.read import read_workbook
from tests.conftest import TODAY

HEADINGS = ["姓名", "性别", "身份证号", "出生日期", "入党时间", "手机", "所在党支部"]
USUAL = ["李娜", "女", "410999195203050025", "1952-03-05", "1975-07-01", "13800000000", "第一党支部"]
Make = Callable[..., Path]


def person(**told: Any) -> list[Any]:
    """A clean row of HEADINGS with some cells as told."""
    return list((dict(zip(HEADINGS, USUAL, strict=True)) | told).values())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", registry.slices(), clock=FixedClock(TODAY))
    with made:
        with made.change("组织树"):
            root = tree.found(made, "中共第八社区委员会", "中心党委", "党委", None)
            for name in ("第一党支部", "第二党支部", "离退休第三党支部"):
                tree.found(made, f"中共第八社区{name}", name, "党支部", root)
        yield made


@pytest.fixture
def org(office: Office) -> Callable[[str], int]:
    return lambda name: office.database.one("SELECT id FROM party_org WHERE short_name = ?", (name,))


@pytest.fixture
def book(tmp_path: Path) -> Make:
    """Writes rows, headings first unless `bare`, and lets `touch` change the sheet."""

    def make(*rows: list[Any], bare: bool = False, touch: Callable[..., None] | None = None) -> Path:
        made = openpyxl.Workbook()
        sheet = made.active
        for row in rows if bare else (HEADINGS, *rows):
            sheet.append(row)
        if touch:
            touch(sheet)
        path = tmp_path / f"名册{len(list(tmp_path.iterdir()))}.xlsx"
        made.save(path)
        return path

    return make


@pytest.fixture
def plan_of(office: Office, book: Make) -> Callable[..., Plan]:
    """The plan of a workbook with these rows."""

    def plan(*rows: list[Any], **how: Any) -> Plan:
        asked = {name: how.pop(name) for name in ("mode", "into_org", "create_orgs") if name in how}
        return build_plan(office, LEDGER, [read_workbook(book(*rows, **how))], **asked)

    return plan
