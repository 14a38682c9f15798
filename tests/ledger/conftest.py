"""An office with two 总支, four branches, a 党小组, a handful of members, and the sample ledger of things in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.slices import all_slices
from desktop_app.ledger.writes import create
from desktop_app.people import membership, tree
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from tests.conftest import TODAY
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

Orgs = dict[str, int]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    slices = all_slices((MEMBERS, THINGS))
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", slices, clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture
def orgs(office: Office) -> Orgs:
    """Short name → id; 一支部 stands before 二支部, and both 总支 have a 离退休支部."""
    made: Orgs = {}
    with office.change("建立组织"):
        made["中心党委"] = tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
        for general in ("机关党总支", "基层党总支"):
            made[general] = tree.found(
                office, f"中共第八社区{general}", general, OrgLevel.GENERAL_BRANCH, made["中心党委"]
            )
        for name, above in (("二支部", "机关党总支"), ("一支部", "机关党总支"), ("三支部", "基层党总支")):
            made[name] = tree.found(office, f"中共第八社区{name}", name, OrgLevel.BRANCH, made[above])
        for above in ("机关党总支", "基层党总支"):
            name = f"中共第八社区{above}离退休支部"
            made[f"{above}离退休支部"] = tree.found(office, name, "离退休支部", OrgLevel.BRANCH, made[above])
        made["一小组"] = tree.found(office, "一支部第一党小组", "一小组", OrgLevel.GROUP, made["一支部"])
        tree.drag(office, made["一支部"], made["二支部"])
    return made


@pytest.fixture
def people(office: Office, orgs: Orgs) -> dict[str, int]:
    """Name → id. Three are called 王强."""
    told: list[dict[str, Any]] = [
        {"name": "张建国", "org": orgs["一支部"], "group": orgs["一小组"], "mobile": "13912345678", "birth_date": "1948-03-05",
         "id_no": "410999194803050016", "sex": "1", "party_post": "01"},
        {"name": "单雄", "org": orgs["二支部"], "birth_date": "1950", "id_no": "410999195001010017"},
        {"name": "仇玉兰", "org": orgs["三支部"], "birth_date": "1961-07", "is_mobile": True},
        {"name": "王强", "org": orgs["一支部"], "id_no": "410999195506070015", "birth_date": "1955-06-07"},
        {"name": "王强", "org": orgs["三支部"], "id_no": "410999196006070013"},
        {"name": "王强", "org": orgs["三支部"]},
    ]  # fmt: skip
    with office.change("期初"):
        ids = membership.open_with(office, told, "2016-01-01")
    return {f"{person['name']}{row_id}" if person["name"] == "王强" else person["name"]: row_id
            for person, row_id in zip(told, ids, strict=True)}  # fmt: skip


@pytest.fixture
def add(office: Office, orgs: Orgs) -> Callable[..., int]:
    """Adds a thing as the clerk would, at 一支部 unless said otherwise."""

    def add_thing(name: str, org: str = "一支部", **typed: Any) -> int:
        return create(office, THINGS, {"name": name, "org": orgs[org], **typed})

    return add_thing


@pytest.fixture
def things(office: Office) -> Callable[..., LedgerQuery]:
    def ask(**asked: Any) -> LedgerQuery:
        return LedgerQuery(office, THINGS, Asked(**asked))

    return ask


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet from its rows, as Excel would hold them."""

    def write(*rows: list[Any], name: str = "名册.xlsx", sheet: str = "Sheet1") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        page.title = sheet
        for row in rows:
            page.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def titles(query: LedgerQuery, ledger: Ledger = THINGS) -> list[str]:
    """What the table shows in the title's column, from top to bottom."""
    return [row[0] for row in query.page(query.ids(), [ledger.column(ledger.searched[0])])]
