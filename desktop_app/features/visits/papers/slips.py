"""Slips to be carried along: 走访单 with its number, two to a sheet (V6), and the 诉求办理单 of an appeal."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.features.visits import slips
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import Role
from desktop_app.paper.measures import ERHAO, MM, SIHAO, WUHAO, XIAOSI, baseline, sheet
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

_SIDE, _LABEL, _PITCH, _PAD = 20 * MM, 28 * MM, 18.0, 6.0
Lines = Sequence[tuple[tuple[str, str, float], ...]]
"""Lines of one or two cells: label, words, height in millimetres at least."""


def write_slips(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """A numbered slip for each home; how many pages. A home's unused number is printed again."""
    given = slips.give_out(office, ids)
    canvas = Canvas(sheet("A4", False), title="走访单")
    width, height = canvas.size
    for at, slip in enumerate(progress.over(given, len(given), "走访单", 1)):
        top = height - 12 * MM - at % 2 * (height / 2)
        _slip(canvas, office.name, slip, top)
        if at % 2 == 0 and at + 1 < len(given):
            canvas.path([(10 * MM, height / 2), (width - 10 * MM, height / 2)], 0.4, dashes="4 3", grey=0.5)
        if at % 2 or at + 1 == len(given):
            canvas.end_page()
    canvas.save(path)
    return canvas.pages


def _slip(canvas: Canvas, unit: str, slip: slips.Slip, top: float) -> None:
    lines: Lines = (
        (("走访对象", slip.title, 10), ("走访日期", "　　　　年　　月　　日", 10)),
        (("走访党组织", "", 10), ("结　　果", "□见到　□未遇　□婉拒", 10)),
        (("宣讲内容", "□油田形势　□法制　□安全　□环保　□信访　　资料　　份", 10),),
        (("情况摘要", "", 22),),
        (("诉　　求", "", 18),),
    )
    y = _form(canvas, "走访单", f"{unit}　　编号：{slip.code}", lines, top)
    canvas.text(_SIDE, y - 10 * MM, "走访人（签名）：　　　　　　、", Role.BODY, XIAOSI)
    canvas.text(canvas.size[0] / 2 + 8 * MM, y - 10 * MM, "住户（签名）：", Role.BODY, XIAOSI)
    canvas.text(_SIDE, y - 16 * MM, "不登记居民的证件号、病情、收入、子女情况。", Role.BODY, WUHAO, grey=0.3)


def write_appeals(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """A sheet for each appeal, from the visit to the calling back, with places to sign; how many pages."""
    chosen, parameters = among(ids)
    rows = office.database.rows(
        "SELECT a.id, a.text, a.kind, a.urgency, a.dept, a.due_on, ifnull(a.petition_no, ''), ifnull(a.result, ''), ifnull(a.done_on, ''),"
        " ifnull(a.called_back_on, ''), ifnull(a.satisfaction, ''), v.code, v.on_day, ifnull(h.title, c.name), o.short_name, m.name"
        " FROM appeal a JOIN visit v ON v.id = a.visit_id JOIN party_org o ON o.id = v.org_id JOIN member m ON m.id = v.visitor_id"
        f" LEFT JOIN household h ON h.id = v.household_id LEFT JOIN crew c ON c.id = v.crew_id WHERE a.id IN {chosen} ORDER BY a.id",
        parameters,
    )
    if not rows:
        raise OfficeError("选中的诉求已经不在了。", "请刷新后再选。")
    canvas = Canvas(sheet("A4", False), title="诉求办理单")
    for row in progress.over(rows, len(rows), "诉求办理单", 1):
        _appeal(canvas, [str(cell) for cell in row])
    canvas.save(path)
    return canvas.pages


def _appeal(canvas: Canvas, row: Sequence[str]) -> None:
    number, text, kind, urgency, dept, due, petition, result, done, told, satisfied, code, on, whom, org, who = row
    lines: Lines = (
        (("提出人", whom, 10), ("走访日期", on, 10)),
        (("走访党组织", org, 10), ("走访人", who, 10)),
        (("类　　别", kind, 10), ("紧急程度", urgency, 10)),
        (("诉求内容", text, 30),),
        (("承办部门", dept, 10), ("承诺时限", due, 10)),
        (("信访编号", petition, 10), ("走访编号", code, 10)),
        (("办理结果", result, 36),),
        (("办结日期", done, 10), ("承办人签名", "", 10)),
        (("回访结果", f"{told or '　　年　　月　　日'}　　{satisfied or '□满意　　□基本满意　　□不满意'}", 10),),
        (("领导意见", "", 26),),
    )
    y = _form(canvas, "居民诉求办理单", f"编号：{code}-{number}", lines, canvas.size[1] - 20 * MM)
    canvas.text(_SIDE, y - 14 * MM, "承办部门（盖章）：", Role.BODY, SIHAO)
    canvas.text(canvas.size[0] / 2, y - 14 * MM, "回访人（签名）：", Role.BODY, SIHAO)
    canvas.end_page()


def _form(canvas: Canvas, title: str, told: str, lines: Lines, top: float) -> float:
    """A titled form from `top` down; where it ends. A line grows with its words."""
    width = canvas.size[0]
    y = top - ERHAO
    canvas.text(width / 2, y, title, Role.TITLE, ERHAO, align="center")
    y -= 24
    canvas.text(width - _SIDE, y, told, Role.BODY, XIAOSI, align="right")
    y -= 8
    pen = canvas.pen(Role.BODY, XIAOSI)
    for cells in lines:
        share = (width - 2 * _SIDE) / len(cells)
        wrapped = [pen.wrap(words, share - _LABEL - 2 * _PAD) or [""] for _, words, _ in cells]
        least = max(height for _, _, height in cells) * MM
        height = max(least, max(len(each) for each in wrapped) * _PITCH + _PAD)
        for at, ((label, _, _), words) in enumerate(zip(cells, wrapped, strict=True)):
            x = _SIDE + at * share
            canvas.box(x, y - height, _LABEL, height)
            canvas.box(x + _LABEL, y - height, share - _LABEL, height)
            canvas.text(x + _LABEL / 2, baseline(y, height, XIAOSI), label, Role.HEI, XIAOSI, align="center")
            start = y - (height - len(words) * _PITCH) / 2
            for number, line in enumerate(words):
                canvas.text(
                    x + _LABEL + _PAD, baseline(start - number * _PITCH, _PITCH, XIAOSI), line, Role.BODY, XIAOSI
                )
        y -= height
    return y
