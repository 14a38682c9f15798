"""One event of the chronicle; its photographs are the record's files."""

from desktop_app.features.chronicle.words import EventKind
from desktop_app.people.fields import Org
from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.storage.record import Record


class Event(Record):
    """What happened on a day. `guests` keeps the paper's own words (200余名代表); how many that is, guests.py reads."""

    title = Text("事件", required=True, width=28)
    kind = Choice("类型", EventKind, required=True, default=EventKind.ACTIVITY)
    on = FullDate("日期", required=True, column_name="on_day")
    until_on = FullDate("至")
    place = Text("地点", width=14)
    org = Org("承办党组织")
    guests = Text("来宾", width=14, hint="照文件的原话写，例如 200余名代表")
    leaders = Text("出席领导", width=14)
    story = LongText("经过", width=30)
    remark = LongText("备注")

    class Meta:
        table_name = "chronicle_event"
