"""采购申请: a ledger with all that a declaration can say of a record's life: parts, steps, a board, what it tells others."""

from datetime import date
from enum import StrEnum

from desktop_app.ledger.declaration import (
    Board,
    Column,
    Condition,
    ImportSpec,
    Ledger,
    Offers,
    Part,
    RecordPaper,
    Section,
    Shelf,
    View,
)
from desktop_app.ledger.offered import About, AboutLine, Due
from desktop_app.ledger.steps import Step, Steps
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.storage.numbers import Money, Number
from desktop_app.storage.record import Record
from desktop_app.storage.slices import Slice
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.schema import STEPS


class Stage(StrEnum):
    """进度."""

    ASKED = "申请"
    GRANTED = "批准"
    BOUGHT = "购回"
    REFUSED = "不批"


class Order(Record):
    """What a branch asks to be bought."""

    title = Text("事由", required=True)
    org = Org("申请支部", required=True)
    asker = Member("经办人", column_name="asker_id")
    stage = Choice(
        "进度",
        Stage,
        required=True,
        default=Stage.ASKED,
        tones={"申请": "note", "批准": "warn", "购回": "good", "不批": "bad"},
    )
    due_on = FullDate("要在何日前")
    granted = Money("批准金额")
    remark = LongText("备注")

    class Meta:
        table_name = "thing_order"


class OrderLine(Record):
    """One thing of an order."""

    order = Reference("采购申请", Order, column_name="order_id", shown_by="title", required=True)
    what = Text("品名", required=True)
    pieces = Number("数量")
    price = Money("单价")

    class Meta:
        table_name = "order_line"


SLICE = THINGS.slice
assert isinstance(SLICE, Slice) and len(SLICE.steps) == len(STEPS)


def _needs_lines(office, values, _on) -> str:
    count = office.database.one("SELECT count(*) FROM order_line WHERE order_id = ?", (values["id"],))
    return "" if count else "还没有列出要买的物品。"


def _dues(office, today: date) -> list[Due]:
    late = office.database.rows(
        "SELECT id, due_on FROM thing_order WHERE stage IN ('申请', '批准') AND due_on < ? ORDER BY due_on",
        (today.isoformat(),),
    )
    lent = office.database.one("SELECT count(*) FROM thing WHERE lent")
    found = []
    if late:
        first = date.fromisoformat(late[0][1])
        found.append(Due("overdue", "采购申请过期未办", len(late), "份", "orders", [row for row, _ in late], first))
    if lent:
        found.append(Due("soon", "借出未还的物品", lent, "件", "things", [Condition("lent", "是", (True,))]))
    return found


def _about(office, table: str, row_id: int) -> About | None:
    if table != "member":
        return None
    rows = office.database.rows(
        "SELECT id, title, stage FROM thing_order WHERE asker_id = ? ORDER BY id DESC", (row_id,)
    )
    lines = [AboutLine(title, stage, "orders", number) for number, title, stage in rows]
    return About("经办采购", f"共 {len(lines)} 份", lines) if lines else None


def _slip(office, path, ids, _progress) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.drawString(72, 720, ",".join(str(each) for each in ids))
    canvas.save()


LINES = Ledger(
    key="order_lines",
    title="采购明细",
    unit="项",
    record=OrderLine,
    slice=SLICE,
    columns=(Column("what"), Column("pieces"), Column("price"), Column("order")),
    searched=("what",),
    form=(Section("明细", ("order", "what", "pieces", "price")),),
    order=(("what", False),),
    imports=ImportSpec(keys=(), asks_by="what", required=("order", "what")),
)

ORDERS = Ledger(
    key="orders",
    title="采购申请",
    unit="份",
    record=Order,
    slice=SLICE,
    columns=(Column("title"), Column("org"), Column("stage"), Column("due_on"), Column("granted"), Column("asker")),
    searched=("title",),
    form=(
        Section(
            "申请",
            ("title", "org", "asker", "stage", "due_on", "granted", "remark"),
            read_only=frozenset(("stage", "granted")),
        ),
    ),
    views=(View("未办结", (Condition("stage", "是", ("申请", "批准")),)),),
    order=(("title", False),),
    org_field="org",
    imports=ImportSpec(keys=(), asks_by="title", required=("title", "org")),
    parts=(Part("明细", LINES, "order"),),
    steps=Steps(
        "stage",
        (
            Step("批准", ("申请",), "批准", needs=("due_on",), asks=("granted",), refuses=_needs_lines),
            Step("退回", ("申请",), "不批", opinion=True),
            Step("购回入库", ("批准",), "购回", asks=("remark",), may=frozenset(("remark",))),
        ),
    ),
    board=Board("stage", ("申请", "批准", "购回", "不批"), "title", ("org", "due_on"), due="due_on"),
    offers=Offers(
        dues=_dues,
        about=_about,
        record_papers=(RecordPaper("slip", "采购单", _slip), RecordPaper("one", "单份采购单", _slip, one=True)),
    ),
    icon="clipboard",
    empty="这里还没有采购申请。",
)

SHELF = Shelf("stock", "阵地", "building", (ORDERS, THINGS))
