"""The table of a ledger: lazy model, Excel-like view, columns that stay as they were left. What a value reads like is ledger/'s."""

from desktop_app.widgets.table.panel import TablePanel as TablePanel
