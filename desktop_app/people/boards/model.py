"""The records of a board and its seats (domain.md §1 `board`, `board_member`)."""

from desktop_app.people.fields import Code, Member, Org, Reference
from desktop_app.storage.fields import FullDate, LongText, Text
from desktop_app.storage.numbers import Number
from desktop_app.storage.record import Record


class Board(Record):
    """One term of a Party organisation's committee. `due_on` follows from the election and the term; live while `actual_on` is empty."""

    org = Org("党组织", required=True)
    title = Text("届次名称", required=True, width=20)
    term_no = Number("第几届", required=True)
    term_years = Number("任期年限", required=True, width=8)
    elected_on = FullDate("选举或任命日期", required=True, width=13, past=True)
    due_on = FullDate("应换届日期", width=11, not_before="elected_on")
    actual_on = FullDate("实际换届日期", width=12, not_before="elected_on", past=True)
    extension_doc = Text("延期批准文号")
    remark = LongText("备注")

    class Meta:
        table_name = "board"


class BoardMember(Record):
    """A seat on a board, with its own days."""

    board = Reference("班子", Board, column_name="board_id", shown_by="title", required=True)
    member = Member("姓名", required=True)
    post = Code("职务", "party_post", required=True, width=12)
    seq = Number("次序", required=True, default=0)
    from_on = FullDate("任职日期", required=True)
    until_on = FullDate("免职日期", not_before="from_on")
    duty = Text("分工", width=16)

    class Meta:
        table_name = "board_member"
