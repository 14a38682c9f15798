"""卷宗 on paper: cover and spine, and the catalogue of what is inside (S14)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.paper_words import paper_foot
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import Role
from desktop_app.paper.long_table import PaperColumn, TablePaper
from desktop_app.paper.measures import MM, SANHAO, sheet
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

_SPINE = 30 * MM
_SPINES_A_PAGE = 5


def _dossiers(office: Office, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    marks = ", ".join("?" * len(ids))
    return office.database.rows(
        "SELECT d.id, d.year, d.no, d.title, ifnull(d.keeper, ''), ifnull(d.retention, ''), count(i.id), ifnull(sum(i.pages), 0)"
        f" FROM dossier d LEFT JOIN dossier_item i ON i.dossier_id = d.id WHERE d.id IN ({marks}) GROUP BY d.id ORDER BY d.year, d.no",
        tuple(ids),
    )


def write_covers(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """A cover each, then the spines side by side to be cut; the number of pages."""
    found, unit = _dossiers(office, ids), paper_foot(office)["unit"]
    canvas = Canvas(sheet("A4", False), title="卷宗封面")
    for at, row in enumerate(found):
        progress.report(at, len(found), "封面")
        _cover(canvas, unit, row)
    for start in range(0, len(found), _SPINES_A_PAGE):
        _spines(canvas, unit, found[start : start + _SPINES_A_PAGE])
    canvas.save(path)
    return canvas.pages


def _cover(canvas: Canvas, unit: str, row: tuple[Any, ...]) -> None:
    _, year, number, title, keeper, retention, items, pages = row
    width, height = canvas.size
    canvas.box(22 * MM, 22 * MM, width - 44 * MM, height - 44 * MM, line=1.2)
    canvas.text(width / 2, height - 62 * MM, unit, Role.BODY, 22, align="center")
    pen = canvas.pen(Role.TITLE, 36)
    size = min(36.0, 36.0 * (width - 70 * MM) / max(1.0, pen.width(title)))
    canvas.text(width / 2, height - 112 * MM, title, Role.TITLE, size, align="center")
    facts = (
        ("年　　度", f"{year}年"),
        ("卷　　号", number),
        ("件　　数", f"{items} 件"),
        ("页　　数", f"{pages} 页"),
        ("保管期限", retention),
        ("责 任 人", keeper),
    )
    for line, (label, value) in enumerate(facts):
        y = 110 * MM - line * 12 * MM
        canvas.text(62 * MM, y, f"{label}：", Role.HEI, SANHAO)
        canvas.text(98 * MM, y, value, Role.BODY, SANHAO)
        canvas.lines([(96 * MM, y - 4, 160 * MM, y - 4)])
    canvas.end_page()


def _spines(canvas: Canvas, unit: str, rows: Sequence[tuple[Any, ...]]) -> None:
    _, height = canvas.size
    tall = 250 * MM
    bottom = (height - tall) / 2
    for at, (_, year, number, title, _, retention, _, _) in enumerate(rows):
        left = 20 * MM + at * (_SPINE + 4 * MM)
        canvas.box(left, bottom, _SPINE, tall)
        middle = left + _SPINE / 2
        canvas.text(middle, bottom + tall - 14 * MM, str(year), Role.HEI, 16, align="center")
        canvas.text(middle, bottom + tall - 24 * MM, f"第 {number} 卷", Role.BODY, 14, align="center")
        _down(canvas, middle, bottom + tall - 42 * MM, title, 26, 150 * MM)
        canvas.text(middle, bottom + 20 * MM, retention, Role.BODY, 14, align="center")
        canvas.text(
            middle,
            bottom + 8 * MM,
            unit,
            Role.BODY,
            min(10.0, 10 * (_SPINE - 4) / max(1.0, canvas.pen(Role.BODY, 10).width(unit))),
            align="center",
        )
    canvas.end_page()


def _down(canvas: Canvas, middle: float, top: float, text: str, size: float, room: float) -> None:
    """A line from top to bottom, a character under the other."""
    pitch = min(size * 1.25, room / max(1, len(text)))
    for at, char in enumerate(text):
        canvas.text(middle, top - at * pitch, char, Role.TITLE, min(size, pitch / 1.1), align="center")


def write_catalogue(office: Office, path: Path, dossier: int, progress: Progress = SILENT) -> Any:
    """The items as they are numbered."""
    found = _dossiers(office, [dossier])
    if not found:
        raise OfficeError("这一卷已经被删除。", "请刷新后再看。")
    _, year, number, title, _, retention, _, _ = found[0]
    items = office.database.rows(
        "SELECT seq, ifnull(author, ''), ifnull(doc_no, ''), title, ifnull(dated, ''), pages, ifnull(remark, '') FROM dossier_item"
        " WHERE dossier_id = ? ORDER BY seq",
        (dossier,),
    )
    rows = [tuple("" if cell is None else str(cell) for cell in item) for item in items]
    headings = ("件号", "责任者", "文号", "题名", "日期", "页数", "备注")
    columns = [
        PaperColumn(heading, align="left" if heading in ("题名", "备注") else "center", weight=heading == "题名")
        for heading in headings
    ]
    return TablePaper(
        "卷内文件目录",
        columns,
        rows,
        unit_left=f"{year}年　第 {number} 卷　{title}",
        date_right=f"保管期限：{retention}　共 {len(rows)} 件",
        landscape=False,
    ).write(path, progress)
