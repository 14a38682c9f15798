"""月度汇总: one month (or any span) of all ledgers side by side, as figures, as the paper that goes upward, as a workbook.

A tab without records: it knows no ledger, figures come to it as they are offered (registry.figures()).
"""

from desktop_app.features.summary.excel import write_excel
from desktop_app.features.summary.reckoning import Line, comparison, lines

__all__ = ["Line", "comparison", "lines", "write_excel"]
