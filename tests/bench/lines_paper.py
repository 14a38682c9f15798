"""Papers (performance.md, lines 6 and 12): the roster as a PDF, and the month's summary against the sum of its parts' limits."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.apart import apart
from tests.bench.harness import Line, Measured
from tests.bench.offices import DEMO, MANY, folder_of

_TEN = ("姓名", "性别", "民族", "出生年月", "所在支部", "入党时间", "学历", "职务", "公民身份号码", "备注")
_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国志强玉兰秀英桂芳德明海燕春生永红"
_FEW, _MORE = 6_700, 20_000


def rows(count: int) -> list[list[str]]:
    """Ten columns as a printed roster has them."""
    return [
        [
            _SURNAMES[at % 20] + _GIVEN[at * 7 % 18] + _GIVEN[at * 11 % 18],
            "男女"[at % 2],
            "汉族",
            f"{1930 + at % 60}.{1 + at % 12:02}",
            f"第{at % 140 + 1}离退休党支部",
            f"{1955 + at % 55}.{1 + at % 12:02}",
            ("初中", "高中", "大专", "大学本科")[at % 4],
            ("", "支部书记", "组织委员", "宣传委员")[at % 4],
            f"410999{1930 + at % 60}{1 + at % 12:02}{1 + at % 28:02}****",
            f"备注{at % 977}",
        ]
        for at in range(count)
    ]


def write_ours(path: str, count: int) -> None:
    """The product's long table."""
    from desktop_app.paper.long_table import PaperColumn, TablePaper

    TablePaper("党员花名册", [PaperColumn(name) for name in _TEN], rows(count), unit_left="第八社区管理中心").write(
        Path(path)
    )


def write_theirs(path: str, count: int) -> None:
    """reportlab's own table for the same cells."""
    _write_table(path, [list(_TEN), *rows(count)])


def _write_table(path: str, rows: Iterable[list[str]]) -> None:
    """LongTable with one of our faces: heading repeated, a grid, one size of type."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("body", str(_a_face())))
    table = LongTable(list(rows), repeatRows=1)
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "body", 10.5), ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]))
    SimpleDocTemplate(path, pagesize=landscape(A4)).build([table])


def _a_face() -> Path:
    from desktop_app.support.paths import RESOURCES

    return max((RESOURCES / "fonts").rglob("*.ttf"), key=lambda path: "Serif" in path.name)


def print_roster(folder: str, path: str) -> None:
    """The whole of an office's roster as the clerk prints it."""
    from desktop_app import registry
    from desktop_app.ledger.query import LedgerQuery
    from desktop_app.ledger.table_paper import print_table

    ledger = registry.ledger("roster")
    with registry.open_office(Path(folder)) as office:
        columns = [column for column in ledger.columns if not column.hidden][:10]
        print_table(LedgerQuery(office, ledger), columns, Path(path))


def summary(folder: str, out: str) -> None:
    """The month's summary from click to files: the paper and the workbook."""
    from desktop_app import registry
    from desktop_app.features.summary.excel import write_excel
    from desktop_app.features.summary.papers import write_pdf
    from desktop_app.support.spans import parse_span

    span = parse_span("2016-12")
    with registry.open_office(Path(folder)) as office:
        write_pdf(office, registry.figures(), span, Path(out) / "汇总.pdf")
        write_excel(office, registry.figures(), span, Path(out) / "汇总.xlsx")


def summary_limits(folder: str, out: str) -> Measured:
    """What the summary's parts cost at the least, by the libraries themselves: its people and events read once by the driver, the
    paper's lines through reportlab's own table, the workbook's cells through openpyxl. What those lines and cells are is read before."""
    from openpyxl import Workbook, load_workbook
    from pypdf import PdfReader

    from desktop_app import registry

    printed = [line for page in PdfReader(Path(out) / "汇总.pdf").pages for line in page.extract_text().splitlines()]
    book = load_workbook(Path(out) / "汇总.xlsx")
    sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]
    with registry.open_office(Path(folder)) as office:
        start = time.process_time_ns()
        for table in ("member", "membership_event", "party_org"):
            office.database.rows(f"SELECT * FROM {table}")
        _write_table(str(Path(out) / "limit.pdf"), [[line] for line in printed])
        again = Workbook(write_only=True)
        for sheet in sheets:
            _write_sheet(again.create_sheet(), sheet)
        again.save(Path(out) / "limit.xlsx")
        return Measured((time.process_time_ns() - start) / 1e6, "ms")


def _write_sheet(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    pattern = WriteOnlyCell(sheet)
    pattern.font, pattern.alignment = Font(name="宋体", size=11), Alignment(vertical="center", wrap_text=True)
    for values in rows:
        line = [WriteOnlyCell(sheet, value) for value in values]
        for cell in line:
            cell._style = pattern._style
        sheet.append(line)


def lines(folder: Path) -> Iterator[Line]:
    """Each paper in a process of its own: fonts are loaded on the first PDF only."""
    ours, theirs, many = folder / "ours.pdf", folder / "theirs.pdf", folder / "many.pdf"
    few = _side("write_ours", ours, _FEW)
    yield Line(
        "roster PDF, 6,700 × 10, against reportlab LongTable (6)", few, _side("write_theirs", theirs, _FEW), 0.20
    )
    yield Line("roster PDF, 20,000 against 6,700 (6)", _side("write_ours", many, _MORE), few, 3.0)
    printed = _side("print_roster", folder_of(folder, DEMO), folder / "roster.pdf")
    yield Line(
        "roster printed from the office, against LongTable (6)", printed, _side("write_theirs", theirs, DEMO), 0.30
    )
    office = folder_of(folder, DEMO)
    month = _side("summary", office, folder)
    month()  # its limits are those of what it wrote
    limits = apart("tests.bench.lines_paper:summary_limits", office, folder, of="own")
    yield Line("the month's summary, paper and workbook, 6,703 (12)", month, limits, 1.5)
    much = _side("summary", folder_of(folder, MANY), folder)
    yield Line("the month's summary, 100,000 against 6,703 (12)", much, month, 12.0)


def _side(name: str, *arguments: object) -> Callable[[], Measured]:
    return apart(f"tests.bench.lines_paper:{name}", *arguments)
