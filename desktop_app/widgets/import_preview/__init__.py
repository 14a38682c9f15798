"""Taking a workbook in, as the clerk sees it: choose, say which column is what, look at every row, answer, import (R1–R6).

What becomes of a row is ledger/importing's to say; here it is only shown and asked.
"""

from desktop_app.widgets.import_preview.dialog import ImportDialog

__all__ = ["ImportDialog"]
