"""阵地物品: a ledger of nothing but this, `model` and `schema`; what the kit makes of it is what the tests here look at."""

from datetime import date

from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Section, View
from desktop_app.storage.slices import Slice
from tests.ledger.sample_ledger.model import Thing
from tests.ledger.sample_ledger.schema import STEPS


def _years(bought_on: str | None, today: date) -> str:
    return "" if not bought_on else f"{today.year - int(bought_on[:4])}年"


def _doubts(values, _office) -> list[str]:
    return ["价格为零"] if values["price"] == 0 else []


THINGS = Ledger(
    key="things",
    title="阵地物品",
    unit="件",
    record=Thing,
    slice=Slice("things", STEPS),
    columns=(
        Column("name"),
        Column("number", heading="物品编号"),
        Column("org"),
        Column("keeper"),
        Column("keeper_phone"),
        Column("bought_on", heading="购置年月", style=lambda value: value[:7].replace("-", ".")),
        Column("years", label="已用", needs=("bought_on",), compute=_years, sorts_by="bought_on", reverse=True),
        Column("price"),
        Column("pieces"),
        Column("state"),
        Column("lent"),
        Column("remark", hidden=True),
    ),
    searched=("name", "number", "keeper"),
    form=(
        Section("基本", ("name", "number", "org", "bought_on", "price", "pieces", "state", "lent", "remark")),
        Section("保管", ("keeper", "keeper_phone", "checked_on"), read_only=frozenset(("checked_on",))),
    ),
    views=(
        View("借出的", (Condition("lent", "是", (True,)),)),
        View("报废的", (Condition("state", "是", ("报废",)),), everything=True),
        View("今年购置", where=lambda today: Thing.bought_on >= f"{today.year}"),
    ),
    base=lambda: Thing.state != "报废",
    order=(("org", False), ("name", False)),
    org_field="org",
    imports=ImportSpec(
        keys=("number",), asks_by="name", required=("name",), synonyms={"number": ("编号", "资产号")}, check=_doubts
    ),
    empty="这里还没有物品。",
)
