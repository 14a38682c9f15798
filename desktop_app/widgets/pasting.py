"""Rows pasted from a spreadsheet become a small workbook and go the way every workbook goes: preview first (U5).

What Excel and WPS put into the clipboard is read by workbook/clipboard: identity numbers keep all their digits, dates are dates.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.headings import KnownHeadings, find_header
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.workbook.cells import Sheet, Workbook
from desktop_app.workbook.clipboard import pasted_rows

_NAME = "粘贴的内容"


def pasted_workbook(text: str, ledger: Ledger, headings: Sequence[str], html: str = "") -> Workbook | None:
    """The clipboard's rows as a workbook; None where there are none.

    Rows without a heading of their own are taken to stand as the table's columns do (`headings`).
    """
    rows = pasted_rows(text, html)
    if not rows:
        return None
    sheet = Sheet(_NAME, rows=rows)
    if find_header(sheet, KnownHeadings(ledger)) is None:
        sheet = Sheet(_NAME, rows=[list(headings), *rows])
    sha256 = hashlib.sha256((text + html).encode("utf-8")).hexdigest()
    return Workbook(Path(_NAME), "text", sha256, [sheet])


def copied_rows(ledger: Ledger, headings: Sequence[str]) -> Workbook | None:
    """What is in the clipboard as a workbook, as `pasted_workbook` gives it."""
    held = QGuiApplication.clipboard().mimeData()
    return pasted_workbook(held.text(), ledger, headings, held.html() if held.hasHtml() else "")


def open_pasted(tab: Any) -> None:
    """The preview of what is in the clipboard, over a ledger's tab; a word where there is nothing to paste."""
    pasted = copied_rows(tab.ledger, [tab.ledger.heading(column) for column in tab.panel.columns_shown()])
    if pasted is None:
        tab.message.say("剪贴板里没有可以粘贴的行。请先在 Excel 里选中几行并复制。")
        return
    ImportDialog(tab.desk, tab.ledger, [pasted], tab.window(), into_org=tab.listing.org).open()
