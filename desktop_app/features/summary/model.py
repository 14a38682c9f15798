"""The record of an issue: a span's report as it was closed, with what became of it."""

from enum import StrEnum

from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.storage.kind import Tone
from desktop_app.storage.numbers import Number
from desktop_app.storage.record import Record


class IssueState(StrEnum):
    """进度. A span without an issue, or whose newest came back, is a 草稿."""

    CLOSED = "定稿"
    REPORTED = "已上报"
    RETURNED = "退回"
    ACCEPTED = "已接收"
    VOID = "作废"


TONES: dict[str, Tone] = {
    IssueState.CLOSED: "note",
    IssueState.REPORTED: "note",
    IssueState.RETURNED: "warn",
    IssueState.ACCEPTED: "good",
    IssueState.VOID: "note",
}


class Issue(Record):
    """第 n 稿 of a span, and what became of it. Its contents lie among the attachments (table issue_content, final)."""

    title = Text("报表", required=True, width=20)
    start = FullDate("期间起", column_name="start_on", required=True)
    end = FullDate("期间止", column_name="end_on", required=True)
    number = Number("第几稿", required=True)
    state = Choice("进度", IssueState, required=True, default=IssueState.CLOSED, tones=TONES)
    closed_on = FullDate("定稿日期", required=True)
    recipient = Text("报往", width=16, hint="报给哪个单位，例如：油田党委组织部")
    reported_on = FullDate("上报日期")
    returned_on = FullDate("退回日期")
    accepted_on = FullDate("接收日期")
    remark = LongText("备注")

    class Meta:
        table_name = "report_issue"
