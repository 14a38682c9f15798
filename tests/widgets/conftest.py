"""A desk over a real office, with a small tree and a few members of the roster."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_app.people import membership, tree
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office


@pytest.fixture
def roster() -> Any:
    """The roster's declaration."""
    from desktop_app import registry

    return next(ledger for ledger in registry.LEDGERS if ledger.key == "roster")


@pytest.fixture
def desk(office: Office, qapp: Any) -> Iterator[Any]:
    """The window's services, without a window."""
    from desktop_app import registry
    from desktop_app.widgets.desk import Desk

    made = Desk(office, registry.LEDGERS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def branches(office: Office) -> dict[str, int]:
    """Short name → id of a 党委, a 党总支 and three branches."""
    with office.change("建立组织"):
        top = tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
        general = tree.found(office, "中共第八社区机关总支部委员会", "机关党总支", OrgLevel.GENERAL_BRANCH, top)
        made = {"中心党委": top, "机关党总支": general}
        for name in ("一支部", "二支部", "三支部"):
            made[name] = tree.found(office, f"中共第八社区{name}", name, OrgLevel.BRANCH, general)
    return made


@pytest.fixture
def members(office: Office, branches: Mapping[str, int]) -> dict[str, int]:
    """Name → id: three in 一支部, two in 二支部, on the roster since 2016-01-01."""
    told = [
        ("张建国", "一支部", "410999194803050016", "13912345678"),
        ("李秀英", "一支部", "410999195506060025", None),
        ("王强", "一支部", "", None),
        ("赵德才", "二支部", "410999196001010033", "13800001111"),
        ("孙梅", "二支部", "", None),
    ]
    with office.change("期初"):
        ids = membership.open_with(
            office,
            [
                {"name": name, "org": branches[org], "id_no": number or None, "mobile": mobile, "category": "正式党员"}
                for name, org, number, mobile in told
            ],
            "2016-01-01",
        )
    return dict(zip((name for name, *_ in told), ids, strict=True))


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows into a workbook and gives its path."""
    import openpyxl

    def write(rows: list[list[object]], name: str = "花名册.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "党员"
        for row in rows:
            sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write
