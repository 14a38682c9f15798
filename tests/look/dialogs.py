"""Every dialog of the window, each made as the window makes it, filled as a clerk would fill it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTabWidget, QWidget

from desktop_app.features.roster.papers import PAPERS
from desktop_app.ledger.rounds.distribute import distribute
from desktop_app.shell import asked
from desktop_app.shell.faults import FaultReporter
from desktop_app.shell.history import HistoryDialog
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.search_dialog import SearchEverywhere
from desktop_app.shell.settings_dialog import SettingsDialog
from desktop_app.shell.shortcuts import ShortcutSheet
from desktop_app.support.errors import OfficeError
from desktop_app.support.settings import WorkstationSettings
from desktop_app.support.spans import parse_span
from desktop_app.widgets.bulk_edit import BulkEditDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.export_dialog import ExportDialog
from desktop_app.widgets.figure_rows import FigureRowsDialog
from desktop_app.widgets.filters.editor import ConditionEditor
from desktop_app.widgets.form.unmask import UnmaskDialog
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.moving import MoveByDrag
from desktop_app.widgets.paper_dialog import PaperDialog
from desktop_app.widgets.pdf_preview import PdfPreview
from desktop_app.widgets.print_dialog import PrintDialog
from desktop_app.widgets.rounds.collect_dialog import CollectDialog
from desktop_app.widgets.rounds.compare_dialog import CompareDialog
from desktop_app.widgets.rounds.distribute_dialog import DistributeDialog
from desktop_app.widgets.rounds.missing_dialog import MissingDialog
from tests.look.papers import write_wide_table

_REFUSAL = OfficeError(
    "文件“党员花名册2016年12月.xlsx”正在 Excel 或 WPS 里打开，写不进去。", "请在 Excel 里关掉它再导出，或换一个文件名。"
)


def dialogs(desk: Desk, window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Name and dialog, made when it is its turn; the caller shows it, and it is closed before the next."""
    for name, make in (*_of_the_window(desk, window, folder), *_of_the_roster(desk, window, folder)):
        dialog = make()
        yield name, dialog
        dialog.close()
    yield from _import(desk, window, folder)
    yield from _rounds(desk, window, folder)
    with _nobody_chooses_a_file():
        yield from _actions(desk, window)
    yield from _belongings(desk, window)


@contextmanager
def _nobody_chooses_a_file() -> Iterator[None]:
    """The system's own file dialogs wait for a hand; here they are given up as they open."""
    answers: dict[str, Any] = dict.fromkeys(("getOpenFileName", "getSaveFileName"), ("", ""))
    answers |= {"getOpenFileNames": ([], ""), "getExistingDirectory": ""}
    before = {name: getattr(QFileDialog, name) for name in answers}
    for name, answer in answers.items():
        setattr(QFileDialog, name, staticmethod(lambda *_, answer=answer, **__: answer))
    try:
        yield
    finally:
        for name, real in before.items():
            setattr(QFileDialog, name, staticmethod(real))


def _belongings(desk: Desk, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What a record's pane opens: a form for each of its parts, the first step it may take, a link."""
    for ledger in desk.ledgers:
        page: Any = window.page(ledger.key)
        if getattr(page, "ledger", None) is not ledger or not hasattr(page, "pane") or not page.panel.model.ids:
            continue
        page.show_record(page.panel.model.ids[0])
        page.pane.read_now()
        belongings = page.pane.belongings
        asking = [part.start_new for part in belongings.parts]
        asking += [belongings.bar.buttons[0].click] if belongings.bar and belongings.bar.buttons else []
        for ask in asking:
            before = set(_open_dialogs())
            ask()
            for dialog in set(_open_dialogs()) - before:
                yield f"{ledger.title} {dialog.windowTitle()}", dialog
                dialog.close()


def _of_the_window(desk: Desk, window: MainWindow, folder: Path) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    yield "搜索全部", lambda: _searching(asked.search(desk, window, {}))
    yield "改动记录", lambda: HistoryDialog(desk, window)
    yield "改动记录 回收站", lambda: _at(HistoryDialog(desk, window), 1)
    yield "改动记录 查阅记录", lambda: _at(HistoryDialog(desk, window), 2)
    for number, page in enumerate(("外观", "报表", "操作员", "字体")):
        yield f"设置 {page}", lambda n=number: _at(SettingsDialog(desk, _workstation(folder), window), n)
    yield "快捷键", lambda: ShortcutSheet(window)
    yield "意外", lambda: FaultReporter(folder / "program.log", window)._build_dialog(None)
    yield "没有办成", lambda: FaultReporter(None, window)._build_dialog(_REFUSAL)
    yield "一个数字由来", lambda: _figure(desk, window)
    yield "预览一份 PDF", lambda: PdfPreview(write_wide_table(folder / "表.pdf"), "三十列的表", desk, window)


def _of_the_roster(desk: Desk, window: MainWindow, folder: Path) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    page: Any = window.page("roster")
    roster = page.ledger
    ids = page.panel.model.ids[:12]
    branch = desk.office.database.rows("SELECT id FROM party_org WHERE level = '党支部' ORDER BY id LIMIT 1")[0][0]
    shown = page.panel.columns_shown()
    yield "批量改", lambda: BulkEditDialog(desk, roster, ids, window)
    yield "移动支部", lambda: MoveByDrag(desk, roster, ids, branch, window)
    yield "筛选条件", lambda: ConditionEditor(desk.office, roster, window)
    yield "显示证号", lambda: UnmaskDialog(desk, window)
    yield "导出", lambda: _whole(ExportDialog(desk, page.query(), shown, window))
    yield "打印", lambda: PrintDialog(desk, page.query(), shown, window)
    yield "花名册报表", lambda: _whole(PaperDialog(desk, roster, PAPERS[0], None, window))


def _import(desk: Desk, window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """One import from its first page to its last."""
    dialog = ImportDialog(desk, desk.ledger("roster"), None, window)
    yield "导入 选文件", dialog
    dialog.read([_workbook(folder / "花名册.xlsx")])
    yield "导入 对应", dialog
    dialog.make_plan()
    yield "导入 预览", dialog
    dialog.write()
    yield "导入 完成", dialog
    dialog.close()


def _rounds(desk: Desk, window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Out to the branches, back with something to ask, and beside the higher level's list."""
    roster = desk.ledger("roster")
    some = "SELECT org_id FROM member WHERE left_on IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 6"
    orgs = [row[0] for row in desk.office.database.rows(some)]
    sent = distribute(desk.office, roster, folder / "下发", "党员信息核对表", orgs)
    for book in sent.books[:2]:
        book.path.unlink()
    _fill_in(next(book.path for book in sent.books[2:] if book.rows > 1))
    yield "下发", _whole(DistributeDialog(desk, roster, None, window))
    collecting = CollectDialog(desk, roster, window)
    yield "收回 选文件夹", collecting
    collecting.read(folder / "下发")
    yield "收回 对照", collecting
    collecting.close()
    yield "没交回的支部", MissingDialog(desk, roster, window)
    comparing = CompareDialog(desk, roster, window)
    comparing.read(_workbook(folder / "上级库.xlsx"))
    yield "与上级库比对", comparing
    comparing.close()


def _fill_in(path: Path) -> None:
    """As a branch does: something emptied, something changed, somebody added."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, at["出生日期"]).value = None
    sheet.cell(5, at["工作单位及职务"]).value = "采油三厂第二作业区退休职工管理站站长"
    spare = next(row for row in range(4, sheet.max_row + 1) if not sheet.cell(row, 2).value)
    sheet.cell(spare, 2).value = "周新"
    book.save(path)


def _actions(desk: Desk, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Whatever dialogs the ledgers' own buttons open."""
    for ledger in desk.ledgers:
        page: Any = window.page(ledger.key)
        if getattr(page, "ledger", None) is not ledger:
            continue  # a part of other records, or a page of its own making
        for action in ledger.actions:
            ids: Sequence[int] = page.panel.model.ids[: {"none": 0, "one": 1}.get(action.selection, 3)]
            if action.selection != "none" and not ids:
                continue  # the window asks for a selection first
            before = set(_open_dialogs())
            action.open(page, list(ids))
            for dialog in _open_dialogs():
                if dialog not in before:
                    yield f"{ledger.title} {action.name}", dialog
                    dialog.close()


def _open_dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def _workstation(folder: Path) -> WorkstationSettings:
    return WorkstationSettings(folder / "settings.json")


def _searching(dialog: SearchEverywhere) -> SearchEverywhere:
    dialog.field.setText("zh")
    dialog._search("zh")
    return dialog


def _at(dialog: QDialog, page: int) -> QDialog:
    dialog.findChildren(QTabWidget)[0].setCurrentIndex(page)
    return dialog


def _whole(dialog: Any) -> QDialog:
    dialog.show()
    QApplication.processEvents()
    getattr(dialog, "handing", dialog).whole.setChecked(True)
    return dialog


def _figure(desk: Desk, window: MainWindow) -> QDialog:
    figure = next(each for each in desk.figures if each.code == "member.mobile")
    span = parse_span(desk.clock.today().strftime("%Y-%m"))
    return FigureRowsDialog(desk, figure, figure.rows(desk.office, span, None), span, window)


def _workbook(path: Path) -> Path:
    """A roster as branches send them: new people, one without a number, one with a number that can't be."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "性别", "身份证号", "所在支部", "入党时间", "手机", "备注"])
    sheet.append(["张建国", "男", "410999195801011236", "机关一支部", "1980.07", "13900000001", ""])
    sheet.append(["李秀英", "女", "", "机关一支部", "1985-07-01", "", "证号待补"])
    sheet.append(["欧阳修文", "男", "410999195801011230", "没有这个支部", "去年七月", "13900000002", ""])
    book.save(path)
    return path
