"""月度汇总: one month (or any span) of all ledgers side by side, as figures, as the paper that goes upward, as a workbook; 月报定稿.

It knows no ledger, figures come to it as they are offered (registry.figures()). Its papers (papers.py, booklet.py, excel.py) are
imported by whoever writes one: reportlab and openpyxl must not be paid for at every start.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.features.summary.model import Issue, IssueState
from desktop_app.features.summary.schema import SLICE
from desktop_app.ledger.declaration import Action, Column, Condition, Ledger, Offers, RecordPaper, Section, Tab, View
from desktop_app.ledger.steps import Step, Steps


def _page(desk: Any) -> Any:
    from desktop_app.features.summary.ui.page import SummaryPage

    return SummaryPage(desk)


def _forms_page(desk: Any) -> Any:
    from desktop_app.features.summary.ui.forms_page import FormsPage

    return FormsPage(desk)


def _reprint(office: Any, path: Path, ids: Sequence[int], progress: Any) -> None:
    from desktop_app.features.summary.issues import reprint

    reprint(office, path, ids, progress)


def _take_out(which: str) -> Any:
    def ask(context: Any, ids: Sequence[int]) -> None:
        from desktop_app.features.summary.ui.taking_out import take_out

        take_out(context, ids[0], which)

    return ask


def _dated(field: str) -> Any:
    def then(_office: Any, _issue: Mapping[str, Any], on: date) -> Mapping[str, Any]:
        return {field: on.isoformat()}

    return then


_S = IssueState
ISSUE_STEPS = Steps(
    "state",
    (
        Step(
            "上报",
            (_S.CLOSED,),
            _S.REPORTED,
            asks=("recipient",),
            then=_dated("reported_on"),
        ),
        Step("作废", (_S.CLOSED,), _S.VOID, opinion=True),
        Step("接收", (_S.REPORTED,), _S.ACCEPTED, then=_dated("accepted_on")),
        Step("退回", (_S.REPORTED,), _S.RETURNED, opinion=True, then=_dated("returned_on")),
    ),
    since="closed_on",
)
"""定稿 ─上报→ 已上报 ─接收→ 已接收; ─退回→ 退回, after which the span is closed again as the next 稿."""
_KEPT = (
    "title",
    "start",
    "end",
    "number",
    "closed_on",
    "state",
    "reported_on",
    "returned_on",
    "accepted_on",
    "recipient",
)
ISSUES = Ledger(
    key="report_issues",
    title="月报定稿",
    unit="稿",
    record=Issue,
    slice=SLICE,
    is_typed_in=False,
    columns=(
        Column("title"),
        Column("state"),
        Column("closed_on"),
        Column("reported_on"),
        Column("recipient"),
        Column("returned_on"),
        Column("accepted_on"),
        Column("start", hidden=True),
        Column("end", hidden=True),
        Column("number", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("title", "recipient"),
    form=(Section("报送", _KEPT, frozenset(_KEPT)), Section("备注", ("remark",))),
    views=(
        View("待上报", (Condition("state", "是", (str(_S.CLOSED),)),)),
        View("待接收", (Condition("state", "是", (str(_S.REPORTED),)),)),
        View("退回", (Condition("state", "是", (str(_S.RETURNED),)),)),
    ),
    order=(("end", True), ("number", True)),
    steps=ISSUE_STEPS,
    deletes=False,
    actions=(
        Action("取出上报表", _take_out("upward"), "one", "file-spreadsheet"),
        Action("取出带明细的汇总表", _take_out("workbook"), "one", "file-spreadsheet"),
    ),
    offers=Offers(record_papers=(RecordPaper("reprint", "重印上报件", _reprint, one=True),)),
    icon="file-type-pdf",
    empty="还没有定稿的月报。在“月度汇总”里选好月份，按“定稿”。",
)
TAB = Tab("summary", "月度汇总", "report-analytics", _page)
FORMS = Tab("forms", "表样", "settings", _forms_page)
