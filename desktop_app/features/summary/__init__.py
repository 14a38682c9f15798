"""月度汇总: one month (or any span) of all ledgers side by side, as figures, as the paper that goes upward, as a workbook.

A tab without records: it knows no ledger, figures come to it as they are offered (registry.figures()). Its papers (papers.py,
excel.py) are imported by whoever writes one: reportlab and openpyxl must not be paid for at every start.
"""

from typing import Any

from desktop_app.ledger.declaration import Tab


def _page(desk: Any) -> Any:
    from desktop_app.features.summary.ui.page import SummaryPage

    return SummaryPage(desk)


TAB = Tab("summary", "月度汇总", "report-analytics", _page)
