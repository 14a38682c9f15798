"""One thing in a study room."""

from enum import StrEnum

from desktop_app.people.fields import Member, Org
from desktop_app.storage.fields import Choice, Flag, FullDate, LongText, PartialDate, Phone, Text
from desktop_app.storage.numbers import Money, Number
from desktop_app.storage.record import Record


class State(StrEnum):
    """使用情况."""

    NEW = "新购"
    USED = "在用"
    GONE = "报废"


class Thing(Record):
    """One thing; it belongs to a branch and has a keeper."""

    name = Text("物品名称", required=True)
    number = Text("资产编号")
    org = Org("所在支部", required=True)
    keeper = Member("保管人", column_name="keeper_id")
    keeper_phone = Phone("保管人电话")
    bought_on = PartialDate("购置日期")
    checked_on = FullDate("盘点日期")
    price = Money("价格")
    pieces = Number("数量")
    state = Choice("使用情况", State, required=True, default=State.USED)
    lent = Flag("借出")
    remark = LongText("备注")

    class Meta:
        table_name = "thing"
