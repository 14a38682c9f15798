"""What the tests of shelves, parts, steps and boards have in common: an office with the sample shelf, and a window's services over it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import ledgers_of
from desktop_app.ledger.slices import all_slices
from desktop_app.people import membership, tree
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.widgets.desk import Desk
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger.orders import LINES, ORDERS, SHELF

TABS = (MEMBERS, SHELF)
LEDGERS = ledgers_of(TABS)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "第八社区.office", "第八社区", all_slices(LEDGERS), clock=FixedClock(date(2016, 12, 31))
    )
    with made:
        yield made


@pytest.fixture
def desk(office, qapp) -> Iterator[Desk]:
    made = Desk(office, LEDGERS, TABS)
    yield made
    made.close()
    if isValid(made.jobs.strip):  # a window that showed it takes it along
        made.jobs.strip.deleteLater()


@pytest.fixture
def branch(office) -> int:
    with office.change("建立组织"):
        top = tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
        return tree.found(office, "中共第八社区一支部", "一支部", OrgLevel.BRANCH, top)


@pytest.fixture
def member(office, branch) -> int:
    with office.change("期初"):
        told = [{"name": "张建国", "org": branch, "category": "正式党员"}]
        return membership.open_with(office, told, "2016-01-01")[0]


@pytest.fixture
def order(office, branch, member) -> int:
    """买投影仪, asked for by 张建国, with one line."""
    typed: dict[str, Any] = {"title": "买投影仪", "org": branch, "asker": member, "due_on": "2016-12-20"}
    made = writes.create(office, ORDERS, typed)
    writes.create(office, LINES, {"order": made, "what": "投影仪", "pieces": 1, "price": "3999.5"})
    return made


@pytest.fixture
def settled(desk, qtbot):
    """Waits until the desk has nothing on its way."""

    def wait() -> None:
        for _ in range(2):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not (desk.reader.busy or desk.is_saving or desk.jobs.busy), timeout=20_000)
        QApplication.processEvents()

    return wait
