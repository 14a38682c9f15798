"""What the clerk said about a contradiction: that the records are right as they are, and why."""

from desktop_app.storage.fields import FullDate, LongText, Text
from desktop_app.storage.record import Record


class Accepted(Record):
    """One contradiction that was looked at and found right. `key` is the contradiction's own."""

    sentence = LongText("说明", required=True, width=36)
    rule = Text("规则", required=True, width=14)
    reason = LongText("认定理由", required=True, width=24)
    on = FullDate("认定日期", required=True, column_name="on_day")
    by = Text("认定人", column_name="by_whom")
    key = Text("标识", required=True)

    class Meta:
        table_name = "check_accepted"
