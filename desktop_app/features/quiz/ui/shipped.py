"""自带题库: the questions that come with the program, through the import preview like any others."""

from pathlib import Path
from typing import Any

from desktop_app.features.quiz.shipped import OF_2016, TODAY, add_sources
from desktop_app.workbook.cells import Workbook
from desktop_app.workbook.worker import read_workbook_safely

_NEW_TEXTS = "2017-10-24"


def shipped_file(today: str) -> Path:
    """Those on the texts of the office's own day."""
    return OF_2016 if today < _NEW_TEXTS else TODAY


def open_shipped(tab: Any) -> None:
    """Put the texts in, then show what the import would do."""
    office = tab.desk.office

    def work() -> Workbook:
        if office.database.one("SELECT count(*) FROM quiz_source") == 0:
            with office.change("登记出处文件"):
                add_sources(office)
        return read_workbook_safely(shipped_file(office.clock.today().isoformat()))

    def show(workbook: Workbook) -> None:
        from desktop_app.widgets.import_preview.dialog import ImportDialog

        ImportDialog(tab.desk, tab.ledger, [workbook], tab.window()).open()

    tab.desk.save(work, show)
