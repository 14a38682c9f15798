"""What is on the screen leaves the program: workbook, PDF, printer; whole numbers only for a purpose."""

import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
import shiboken6
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.ledger.query import LedgerQuery
from desktop_app.widgets.export_dialog import ExportDialog
from desktop_app.widgets.pdf_preview import PdfPane, PdfPreview
from desktop_app.widgets.print_dialog import PrintDialog
from tests.widgets.clipping import faults


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def query(desk, roster, members):
    return LedgerQuery(desk.office, roster)


@pytest.fixture
def columns(roster):
    return [roster.column(name) for name in ("name", "org", "id_no", "mobile")]


@pytest.fixture
def export(desk, query, columns, window):
    dialog = ExportDialog(desk, query, columns, window)
    dialog.show()
    return dialog


@pytest.fixture
def printing(desk, query, columns, window, qtbot):
    dialog = PrintDialog(desk, query, columns, window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.pane.page_count > 0, timeout=60_000)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.reject()
    qtbot.waitUntil(lambda: not desk.is_saving and not desk.jobs.busy)


def cells(path: Path) -> list[str]:
    return [str(cell) for row in openpyxl.load_workbook(path).active.values for cell in row if cell is not None]


def written(dialog, path: Path, qtbot) -> None:
    dialog.write(path)
    qtbot.waitUntil(lambda: bool(dialog.strip.text) and not dialog.running.busy, timeout=30_000)


def test_it_says_what_it_will_write(export):
    assert "5 人" in export._told.text() and "姓名、所在党支部、公民身份证号、手机" in export._told.text()
    assert faults(export) == []


def test_the_workbook_holds_the_screens_rows_masked(export, tmp_path, qtbot):
    written(export, tmp_path / "名册.xlsx", qtbot)
    found = cells(tmp_path / "名册.xlsx")
    assert "张建国" in found and "410***********0016" in found and "410999194803050016" not in found
    assert "5 人" in export.strip.text and export.folder_button.isVisible()


def test_whole_numbers_need_a_purpose_and_are_logged_with_the_recipient(export, office, tmp_path, qtbot):
    export.handing.whole.setChecked(True)
    export.handing.purpose.setCurrentText("")
    export.write(tmp_path / "名册.xlsx")
    assert "用途" in export.strip.text and not (tmp_path / "名册.xlsx").exists()
    export.handing.purpose.setCurrentText("上报组织部")
    export.handing.recipient.setText("油田党委组织部")
    export.strip.hide()
    written(export, tmp_path / "名册.xlsx", qtbot)
    assert "410999194803050016" in cells(tmp_path / "名册.xlsx")
    logged = office.accesses()[0]
    assert (logged.purpose, logged.recipient) == ("上报组织部", "油田党委组织部") and "名册.xlsx" in logged.what


def test_a_folder_that_is_not_there_is_a_sentence_and_the_dialog_stays(export, tmp_path, qtbot):
    written(export, tmp_path / "没有" / "名册.xlsx", qtbot)
    assert "没有" in export.strip.text and export.isVisible() and export.export_button.isEnabled()


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "look.pdf"
    path.write_bytes(pdf)
    order = ["pdftotext", "-layout", path, "-"]
    return subprocess.run(order, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def made_again(printing, change, qtbot) -> bytes:
    before = printing.pane.pdf
    change()
    qtbot.waitUntil(lambda: printing.pane.pdf != before, timeout=30_000)
    return printing.pane.pdf


def test_the_page_shows_what_is_on_the_screen_masked(printing, tmp_path):
    text = text_of(printing.pane.pdf, tmp_path)
    assert "张建国" in text and "410***********0016" in text and "共5人" in text.replace(" ", "")


def test_a_column_left_out_is_not_printed_and_stays_out_next_time(
    printing, desk, query, columns, window, tmp_path, qtbot
):
    from PySide6.QtCore import Qt

    item = printing.listed.item(2)
    pdf = made_again(printing, lambda: item.setCheckState(Qt.CheckState.Unchecked), qtbot)
    assert "0016" not in text_of(pdf, tmp_path)
    printing.reject()
    qtbot.waitUntil(lambda: not desk.is_saving)
    again = PrintDialog(desk, query, columns, window)
    assert [column.name for column in again.chosen_columns()] == ["name", "org", "mobile"]
    again.reject()


def test_the_title_names_the_branch_that_is_shown_and_the_clerks_own_title_stays_for_the_whole_list(
    printing, desk, query, columns, window, office, branches, tmp_path, qtbot
):
    printing.title.setText("我们的名册")
    printing.reject()
    qtbot.waitUntil(lambda: not desk.is_saving)
    name = office.database.one("SELECT name FROM party_org WHERE id = ?", (branches["一支部"],))
    one = PrintDialog(desk, query.asking(org=branches["一支部"]), columns, window)
    assert one.title.text() == f"{name}{query.ledger.title}"
    qtbot.waitUntil(lambda: one.pane.page_count > 0, timeout=60_000)
    assert f"填报单位：{name}" in text_of(one.pane.pdf, tmp_path)
    one.reject()
    qtbot.waitUntil(lambda: not desk.is_saving)
    whole = PrintDialog(desk, query, columns, window)
    assert whole.title.text() == "我们的名册"
    whole.reject()


def test_the_names_at_the_foot_are_printed_and_remembered_for_the_office(printing, office, tmp_path, qtbot):
    def sign() -> None:
        printing.foot["filler"].setText("刘填表")
        printing.foot["filler"].textEdited.emit("刘填表")

    assert "刘填表" in text_of(made_again(printing, sign, qtbot), tmp_path)
    assert office.settings.get("paper.foot")["filler"] == "刘填表"


def test_the_sheet_can_stand(printing, qtbot):
    def stand() -> None:
        printing.sheet.setCurrentText("A3 纵向")

    made_again(printing, stand, qtbot)
    size = printing.pane.document.pagePointSize(0)
    assert round(size.width()) == 842 and round(size.height()) == 1191


def test_the_pages_go_to_the_printer_one_by_one(printing, tmp_path, qtbot):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(printing.pane.printed, timeout=30_000) as printed:
        printing.pane.print_to(printer)
    assert printed.args == [True] and "打印机" in printing.strip.text
    sheets = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    assert len(sheets) == printing.pane.page_count
    assert sheets[0].mediabox.width > sheets[0].mediabox.height, "the sheet lies as the table does"


def test_nothing_is_left_in_the_temporary_folder(printing):
    import tempfile

    assert not list(Path(tempfile.gettempdir()).glob("taizhang-*/*.pdf"))


def test_the_preview_shows_the_saved_file_and_lets_go_of_it(desk, window, printing, tmp_path, qtbot):
    path = tmp_path / "名册.pdf"
    path.write_bytes(printing.pane.pdf)
    preview = PdfPreview(path, "名册", desk, window)
    preview.show()
    assert preview.pane.page_count == printing.pane.page_count
    assert preview.pane.pdf == path.read_bytes()
    path.unlink()
    assert faults(preview) == []
    preview.reject()


def test_a_copy_can_be_saved_elsewhere(desk, window, printing, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    target = tmp_path / "另存.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    printing._save()
    assert target.read_bytes() == printing.pane.pdf and "另存.pdf" in printing.strip.text


def test_a_pane_without_pages_says_nothing(qtbot):
    pane = PdfPane()
    qtbot.addWidget(pane)
    assert pane.page_count == 0 and pane.words.text() == ""
    pane.close_document()


def test_the_day_stands_at_the_head(printing, tmp_path):
    assert f"{date(2016, 12, 31):%Y年%m月%d日}" in text_of(printing.pane.pdf, tmp_path).replace(" ", "")
