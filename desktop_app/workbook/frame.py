"""Everything of a workbook but the rows: titles, headings, print set-up, filters, lists, links. openpyxl's work.

A sheet's frame is taken twice: before the rows for what stands above them (and the styles), after them for what depends
on how many there were. The rest of the workbook is taken when all sheets have been written.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._writer import WorksheetWriter  # one sheet's XML without saving all others with it
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.workbook import styles
from desktop_app.workbook.body import ColumnStyles
from desktop_app.workbook.cell_text import clean
from desktop_app.workbook.contents import CONTENTS, Listed, fill_contents
from desktop_app.workbook.plan import ColumnPlan, SheetPlan, column_letter, distinct_names, quoted_name
from desktop_app.workbook.print_setup import set_up_page, text_into
from desktop_app.workbook.widths import LINE, ROW_HEIGHT, TITLE_SCALE, heading_lines

_LISTS = "选项"
_LONGEST_LIST = 250  # characters of choices Excel takes inside a rule; more go on a sheet of their own
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")
_ROWS_END = b"</sheetData>"
_NO_GREEN_CORNERS = b'<ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors></worksheet>'


@dataclass
class SheetFrame:
    """One sheet's frame. Whoever writes the rows says where they ended: `last_data_row`, `last_row`."""

    plan: SheetPlan
    sheet: Any  # an openpyxl Worksheet; its type stubs know less than it does
    widths: list[float]
    styles: list[ColumnStyles]
    closing_style: int
    part: str
    last_data_row: int = 0
    last_row: int = 0


class Frame:
    """The workbook around the rows of `plans`."""

    def __init__(self, plans: Sequence[SheetPlan], contents: bool) -> None:
        self.book = OpenpyxlWorkbook()
        self.book.remove(self.book.worksheets[0])
        self.book.properties.creator = "社区党务台账"
        self._contents = self.book.create_sheet(CONTENTS) if contents else None
        self._lists: Any = None
        self._known: dict[tuple[ColumnPlan, bool], ColumnStyles] = {}
        taken = [CONTENTS, _LISTS] if contents else [_LISTS]
        names = distinct_names((plan.name for plan in plans), taken)
        self._plans = [
            replace(plan, name=name) if name != plan.name else plan for plan, name in zip(plans, names, strict=True)
        ]
        self.sheets: list[SheetFrame] = []

    @property
    def plans(self) -> Sequence[SheetPlan]:
        """The plans under the names their sheets got."""
        return self._plans

    def add(self, plan: SheetPlan, widths: list[float]) -> SheetFrame:
        """Everything of a sheet above its rows."""
        sheet = self.book.create_sheet(plan.name)
        looks = [self._styles(sheet, column, plan.protected) for column in plan.columns]
        frame = SheetFrame(plan, sheet, widths, looks, styles.closing_style(sheet), self._part())
        for at, (column, width) in enumerate(zip(plan.columns, widths, strict=True)):
            sheet.column_dimensions[column_letter(at)].width = width + 0.7
            sheet.column_dimensions[column_letter(at)].hidden = column.hidden
        _title(frame)
        _headings(frame)
        _view(frame)
        self.sheets.append(frame)
        return frame

    def finish(self, frame: SheetFrame) -> None:
        """What depends on where the rows ended: filter, print set-up, lists, protection, the closing line's merge."""
        plan, sheet, last_data_row = frame.plan, frame.sheet, frame.last_data_row
        letter = column_letter(len(plan.columns) - 1)
        sheet.auto_filter.ref = f"A{plan.heading_row}:{letter}{max(last_data_row, plan.heading_row)}"
        sheet.print_area = f"A1:{letter}{frame.last_row}"
        sheet.print_title_rows = f"{plan.title_rows + 1}:{plan.heading_row}"
        set_up_page(sheet, sum(frame.widths))
        if plan.closing and len(plan.columns) > 1:
            sheet.merge_cells(f"A{frame.last_row}:{letter}{frame.last_row}")
        if plan.protected:
            _protect(sheet)
        for at, column in enumerate(plan.columns):
            if column.choices and last_data_row >= plan.first_row:
                self._add_list(frame, at, column)

    def above_rows(self, frame: SheetFrame) -> bytes:
        """The sheet's XML up to where its data rows begin."""
        return _DIMENSION.sub(b"", _sheet_xml(frame.sheet).partition(_ROWS_END)[0], count=1)

    def below_rows(self, frame: SheetFrame) -> bytes:
        """The sheet's XML from where its rows end."""
        whole = f"A1:{column_letter(len(frame.plan.columns) - 1)}{frame.last_row}".encode()
        tail = _sheet_xml(frame.sheet).partition(_ROWS_END)[2]
        return _ROWS_END + tail.replace(b"</worksheet>", _NO_GREEN_CORNERS % whole)

    def other_parts(self) -> dict[str, bytes]:
        """Every part of the finished workbook but the sheets that were streamed."""
        streamed = {frame.part for frame in self.sheets}
        if self._contents:
            fill_contents(self._contents, [_listed(frame) for frame in self.sheets if not frame.plan.hidden])
        whole = io.BytesIO()
        self.book.save(whole)
        with zipfile.ZipFile(whole) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name not in streamed}

    def _part(self) -> str:
        """Where openpyxl will expect the newest sheet to be: it numbers them in order."""
        return f"xl/worksheets/sheet{len(self.book.worksheets)}.xml"

    def _styles(self, sheet: Worksheet, column: ColumnPlan, protected: bool) -> ColumnStyles:
        look = ColumnPlan(
            "", align=column.align, kind=column.kind, number_format=column.number_format, editable=column.editable
        )
        if (look, protected) not in self._known:
            self._known[look, protected] = styles.column_styles(sheet, look, protected)
        return self._known[look, protected]

    def _add_list(self, frame: SheetFrame, at: int, column: ColumnPlan) -> None:
        letter = column_letter(at)
        choices = [clean(choice) for choice in column.choices]
        rule = DataValidation("list", formula1=self._list_formula(choices), allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "请从列表中选择", f"“{column.heading}”只能填列表里的内容。"
        rule.add(f"{letter}{frame.plan.first_row}:{letter}{frame.last_data_row}")
        frame.sheet.add_data_validation(rule)

    def _list_formula(self, choices: list[str]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LIST and not any(set(choice) & set(',"') for choice in choices):
            return f'"{joined}"'
        if self._lists is None:
            self._lists = self.book.create_sheet(_LISTS)
            self._lists.sheet_state = "hidden"
        column = self._lists.max_column + (self._lists["A1"].value is not None)
        for row, choice in enumerate(choices, 1):
            text_into(self._lists.cell(row, column), choice)
        letter = column_letter(column - 1)
        return f"{quoted_name(_LISTS)}!${letter}$1:${letter}${len(choices)}"


def _sheet_xml(sheet: Worksheet) -> bytes:
    writer = WorksheetWriter(sheet, io.BytesIO())
    writer.write()
    return writer.read()


def _title(frame: SheetFrame) -> None:
    plan, sheet = frame.plan, frame.sheet
    row = 1
    if plan.title:
        _across(frame, row, 1, len(plan.columns), plan.title, styles.TITLE, styles.CENTER)
        lines = heading_lines(plan.title, max(sum(frame.widths) / TITLE_SCALE, 10))
        sheet.row_dimensions[row].height = 12 + 24 * lines
        row += 1
    if plan.note_left or plan.note_right:
        _notes(frame, row)
        sheet.row_dimensions[row].height = 20


def _notes(frame: SheetFrame, row: int) -> None:
    plan, columns = frame.plan, len(frame.plan.columns)
    if columns == 1 or not (plan.note_left and plan.note_right):
        place = styles.LEFT if plan.note_left else styles.RIGHT
        text = "  ".join(note for note in (plan.note_left, plan.note_right) if note)
        _across(frame, row, 1, columns, text, styles.BODY, place)
        return
    middle = _middle(frame.widths)
    _across(frame, row, 1, middle, plan.note_left, styles.BODY, styles.LEFT)
    _across(frame, row, middle + 1, columns, plan.note_right, styles.BODY, styles.RIGHT)


def _middle(widths: Sequence[float]) -> int:
    """How many columns make up the left half of the table's width: at least one, never all."""
    half = sum(widths) / 2
    left = sum(so_far < half for so_far in accumulate(widths)) + 1
    return min(left, len(widths) - 1)


def _across(frame: SheetFrame, row: int, first: int, last: int, text: str, font: Font, place: Alignment) -> None:
    cell = frame.sheet.cell(row, first)
    text_into(cell, text)
    cell.font, cell.alignment = font, place
    if last > first:
        frame.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _headings(frame: SheetFrame) -> None:
    plan = frame.plan
    grouped = plan.heading_row - plan.title_rows == 2
    for at, column in enumerate(plan.columns):
        _heading_cell(frame, plan.heading_row, at, column.heading if column.group or not grouped else "")
        if grouped:
            _heading_cell(frame, plan.heading_row - 1, at, column.group or column.heading)
    if grouped:
        _merge_groups(frame, plan.heading_row - 1)
    lines = max(heading_lines(column.heading, width) for column, width in zip(plan.columns, frame.widths, strict=True))
    frame.sheet.row_dimensions[plan.heading_row].height = max(24.0, 8 + LINE * lines)


def _heading_cell(frame: SheetFrame, row: int, at: int, text: str) -> None:
    cell = frame.sheet.cell(row, at + 1)
    text_into(cell, text)
    cell.font, cell.fill, cell.border, cell.alignment = styles.BOLD, styles.HEADING_FILL, styles.GRID, styles.CENTER


def _merge_groups(frame: SheetFrame, row: int) -> None:
    """Neighbours of one group share one cell; a column without a group takes both rows."""
    columns = frame.plan.columns
    at = 0
    while at < len(columns):
        end = at
        if columns[at].group:
            while end + 1 < len(columns) and columns[end + 1].group == columns[at].group:
                end += 1
        bottom = row if columns[at].group else row + 1
        if end > at or bottom > row:
            frame.sheet.merge_cells(start_row=row, end_row=bottom, start_column=at + 1, end_column=end + 1)
        at = end + 1


def _view(frame: SheetFrame) -> None:
    plan, sheet = frame.plan, frame.sheet
    sheet.freeze_panes = f"{column_letter(plan.freeze_columns)}{plan.first_row}"
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_state = "hidden" if plan.hidden else "visible"


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: no password, and filtering, sorting and widths stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = sheet.protection.sort = False


def _listed(frame: SheetFrame) -> Listed:
    rows = frame.last_data_row - frame.plan.first_row + 1 - frame.plan.spare_rows
    return Listed(frame.plan.name, frame.plan.title, max(rows, 0))
