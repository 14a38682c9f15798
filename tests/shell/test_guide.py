"""The first-start guide makes an office that opens, and lets nobody past a fault."""

import subprocess
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from desktop_app import app
from desktop_app.shell.guide.dialog import FirstStartGuide
from desktop_app.shell.guide.pages import ChoosePage


@pytest.fixture
def doors():
    return app._doors(None)


@pytest.fixture
def guide(qtbot, doors, tmp_path):
    guide = FirstStartGuide(doors.create)
    qtbot.addWidget(guide)
    guide.show()
    guide.name.parent_folder.setText(str(tmp_path))
    yield guide
    if guide.outcome and guide.outcome.office:
        guide.outcome.office.close()


def choose(qtbot, page, key: str) -> None:
    from PySide6.QtWidgets import QPushButton

    button = next(b for b in page.findChildren(QPushButton) if b.property("choice") == key)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def forward(qtbot, guide) -> None:
    qtbot.mouseClick(guide.forward, Qt.MouseButton.LeftButton)


def to_password(qtbot, guide) -> None:
    choose(qtbot, guide.choose, "new")
    qtbot.keyClicks(guide.name.name, "Eighth")
    forward(qtbot, guide)


def test_a_newcomer_gets_from_nothing_to_an_open_encrypted_office(qtbot, guide, doors, tmp_path):
    to_password(qtbot, guide)
    qtbot.keyClicks(guide.password.first, "correct horse")
    qtbot.keyClicks(guide.password.second, "correct horse")
    forward(qtbot, guide)
    code = guide.recovery.code()
    assert code
    qtbot.keyClicks(guide.recovery.typed_back, code.lower().replace("-", " "))
    forward(qtbot, guide)
    choose(qtbot, guide.done_page, "import")
    assert guide.outcome.then == "import"
    office = guide.outcome.office
    assert office.encrypted
    assert office.database.rows("SELECT name, level FROM party_org") == [("中共Eighth委员会", "党委")]
    office.close()
    guide.outcome = None
    with doors.open(tmp_path / "Eighth.office", password="correct horse") as again:
        assert again.name == "Eighth"
    with doors.open(tmp_path / "Eighth.office", recovery_code=code) as again:
        assert again.name == "Eighth"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("short", "short", "至少 8 位"), ("long enough", "long enougg", "不一样"), ("", "", "至少")],
)
def test_a_weak_or_mistyped_password_is_said_and_no_office_is_made(qtbot, guide, tmp_path, first, second, words):
    to_password(qtbot, guide)
    qtbot.keyClicks(guide.password.first, first)
    qtbot.keyClicks(guide.password.second, second)
    forward(qtbot, guide)
    assert words in guide._fault.text()
    assert not list(tmp_path.glob("*.office"))


def test_a_recovery_code_that_was_not_copied_keeps_the_page(qtbot, guide):
    to_password(qtbot, guide)
    qtbot.keyClicks(guide.password.first, "correct horse")
    qtbot.keyClicks(guide.password.second, "correct horse")
    forward(qtbot, guide)
    qtbot.keyClicks(guide.recovery.typed_back, "ABCD")
    forward(qtbot, guide)
    assert "不一致" in guide._fault.text()
    guide.reject()
    assert guide.outcome.office is not None, "the office stands and must not be lost from sight"


def test_an_office_without_a_password_says_so_and_is_plain(qtbot, guide):
    to_password(qtbot, guide)
    guide.password.without.setChecked(True)
    forward(qtbot, guide)
    choose(qtbot, guide.done_page, "enter")
    assert not guide.outcome.office.encrypted


@pytest.mark.parametrize("name", ["", "a/b", 'a"b'])
def test_a_name_that_is_no_folder_name_is_refused(qtbot, guide, name):
    choose(qtbot, guide.choose, "new")
    qtbot.keyClicks(guide.name.name, name)
    forward(qtbot, guide)
    assert guide._fault.text()
    assert guide._pages.currentWidget() is guide.name


def test_a_folder_that_has_gone_is_said(qtbot, guide, tmp_path):
    choose(qtbot, guide.choose, "new")
    qtbot.keyClicks(guide.name.name, "Eighth")
    guide.name.parent_folder.setText(str(tmp_path / "nowhere"))
    forward(qtbot, guide)
    assert "存放位置不存在" in guide._fault.text()


def test_the_demo_can_be_chosen_at_once(qtbot, guide):
    choose(qtbot, guide.choose, "demo")
    assert guide.outcome.kind == "demo"


def test_the_ways_in_are_on_the_first_page(qtbot):
    from PySide6.QtWidgets import QPushButton

    page = ChoosePage()
    qtbot.addWidget(page)
    assert [b.property("choice") for b in page.findChildren(QPushButton)] == ["new", "open", "restore", "demo"]


def test_the_office_goes_where_the_clerk_says(guide, tmp_path):
    guide.name.name.setText("第八社区")
    assert guide.name.folder() == Path(tmp_path) / "第八社区.office"


def test_a_folder_that_cannot_be_written_is_noticed_where_it_is_chosen(qtbot, guide):
    choose(qtbot, guide.choose, "new")
    qtbot.keyClicks(guide.name.name, "Eighth")
    guide.name.parent_folder.setText("/proc")
    forward(qtbot, guide)
    assert "不能写入" in guide._fault.text() and guide._pages.currentWidget() is guide.name


def test_the_place_that_is_offered_is_made_when_it_is_not_there_yet(qtbot, guide, tmp_path, monkeypatch):
    offered = tmp_path / "文档"
    monkeypatch.setattr("desktop_app.shell.guide.pages.default_home", lambda: offered)
    guide.name.name.setText("Eighth")
    guide.name.committee.setText("中共第八社区委员会")
    guide.name.parent_folder.setText(str(offered))
    assert guide.name.fault() == ""
    guide._create(guide.name.folder(), "Eighth", "中共第八社区委员会", None)[0].close()
    assert (offered / "Eighth.office").is_dir()


def test_in_a_new_office_there_is_nothing_to_undo(doors, tmp_path):
    office, _code = doors.create(tmp_path / "新.office", "新", "中共第八社区委员会", None)
    with office:
        assert office.undo_title() is None
        assert office.database.rows("SELECT name FROM party_org") == [("中共第八社区委员会",)]
    with doors.open(tmp_path / "新.office") as again:
        assert again.undo_title() is None and again.redo_title() is None


@pytest.fixture
def at_the_code(qtbot, guide):
    to_password(qtbot, guide)
    qtbot.keyClicks(guide.password.first, "correct horse")
    qtbot.keyClicks(guide.password.second, "correct horse")
    forward(qtbot, guide)
    yield guide
    guide.reject()


def letters_of(path):
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def test_printing_the_recovery_code_opens_the_print_dialog_and_leaves_no_file(
    qtbot, at_the_code, tmp_path, monkeypatch
):
    def accept(dialog):
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    before = set(Path(tempfile.gettempdir()).glob("taizhang-*"))
    with qtbot.waitSignal(at_the_code.printer.ended):
        qtbot.mouseClick(at_the_code.recovery.print_button, Qt.MouseButton.LeftButton)
    assert "已送到打印机" in at_the_code.recovery.told.text() and not at_the_code._fault.text()
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
    assert set(Path(tempfile.gettempdir()).glob("taizhang-*")) == before


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_the_recovery_code_is_said(qtbot, at_the_code, tmp_path, monkeypatch):
    def accept(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "nowhere" / "paper.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    with qtbot.waitSignal(at_the_code.printer.ended):
        qtbot.mouseClick(at_the_code.recovery.print_button, Qt.MouseButton.LeftButton)
    assert "打印机没有接受" in at_the_code._fault.text()


def test_the_recovery_code_can_be_saved_as_a_pdf_on_a_stick(qtbot, at_the_code, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "恢复码"), ""))
    qtbot.mouseClick(at_the_code.recovery.save_button, Qt.MouseButton.LeftButton)
    assert at_the_code.recovery.code() in letters_of(tmp_path / "恢复码.pdf")
    assert "删除" in at_the_code.recovery.told.text()


def test_the_page_of_the_recovery_code_sends_no_file_onto_this_computer(at_the_code):
    said = " ".join(label.text() for label in at_the_code.recovery.findChildren(QLabel))
    assert "印在纸上" in said and "U 盘" in said and "不要存在这台电脑里" in said
    assert at_the_code.recovery.print_button.text() == "打印恢复码…"
    assert at_the_code.recovery.save_button.text() == "另存为 PDF…"
