"""Sheets in large type: 签到表 of 25 lines on A4, 学习记录 to be written on, the boards of a wall (S15, S20)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.study.attendance import entry_list
from desktop_app.features.study.papers.told import session_told, when
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import Role
from desktop_app.paper.measures import ERHAO, MM, SANHAO, SIHAO, XIAOSI, baseline, sheet
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

LINES = 25
"""Lines of a sign-in sheet and of a record sheet on A4."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 22 * MM, 18 * MM, 18 * MM, 16 * MM
_ROW = 8.6 * MM


def write_sign_in(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """A sheet for each session's due list, 25 names a page; the number of pages."""
    canvas = Canvas(sheet("A4", False), title="签到表")
    for at, session in enumerate(ids):
        progress.report(at, len(ids), "签到表")
        progress.check()
        told = session_told(office, session)
        people = [(person.name, person.branch) for person in entry_list(office, session)]
        pages = max(1, -(-len(people) // LINES))
        whole = len({branch for _, branch in people}) > 1
        for page in range(pages):
            _sign_in_page(canvas, told, people, page, pages, whole)
    canvas.save(path)
    return canvas.pages


def _sign_in_page(
    canvas: Canvas, told: dict[str, Any], people: Sequence[tuple[str, str]], page: int, pages: int, whole: bool
) -> None:
    width, height = canvas.size
    top = _head(
        canvas, f"{told['org']}签到表", (f"{told['kind']}：{told['title']}", f"{when(told)}　{told['place'] or ''}")
    )
    room = width - _LEFT - _RIGHT
    shares = (0.10, 0.22, 0.30, 0.38) if whole else (0.12, 0.26, 0.40, 0.22)
    headings = ("序号", "姓名", "党支部", "签名") if whole else ("序号", "姓名", "签名", "备注")
    edges = [_LEFT]
    for share in shares:
        edges.append(edges[-1] + share * room)
    for line in range(LINES + 2):
        y = top - line * _ROW
        canvas.lines([(_LEFT, y, width - _RIGHT, y)])
    canvas.lines([(x, top, x, top - (LINES + 1) * _ROW) for x in edges])
    for heading, left, right in zip(headings, edges, edges[1:], strict=False):
        canvas.text((left + right) / 2, baseline(top, _ROW, SIHAO), heading, Role.HEI, SIHAO, align="center")
    for line in range(LINES):
        at = page * LINES + line
        y = baseline(top - (line + 1) * _ROW, _ROW, SANHAO)
        canvas.text((edges[0] + edges[1]) / 2, y, str(at + 1), Role.BODY, SIHAO, align="center")
        if at < len(people):
            canvas.text(
                (edges[1] + edges[2]) / 2,
                y,
                people[at][0],
                Role.BODY,
                _fitting(canvas, people[at][0], edges[2] - edges[1]),
                align="center",
            )
            if whole:
                branch = people[at][1]
                canvas.text(edges[2] + 3, y, branch, Role.BODY, _fitting(canvas, branch, edges[3] - edges[2], SIHAO))
    foot = f"应到 {len(people)} 人　　实到　　　人" + (f"　　第 {page + 1} 页　共 {pages} 页" if pages > 1 else "")
    canvas.text(_LEFT, _BOTTOM, foot, Role.BODY, XIAOSI)
    canvas.end_page()


def _fitting(canvas: Canvas, text: str, room: float, size: float = SANHAO) -> float:
    """The size at which a text fits its cell."""
    width = canvas.pen(Role.BODY, size).width(text)
    return size if width <= room - 6 else max(8.0, size * (room - 6) / width)


def _head(canvas: Canvas, title: str, lines: Sequence[str]) -> float:
    """Draw the title and what stands under it; gives the y where the rest may begin."""
    width, height = canvas.size
    y = height - _TOP - ERHAO
    canvas.text(width / 2, y, title, Role.TITLE, _title_size(canvas, title, width - _LEFT - _RIGHT), align="center")
    for line in lines:
        y -= 22
        for part in canvas.pen(Role.BODY, SIHAO).wrap(line, width - _LEFT - _RIGHT)[:2]:
            canvas.text(_LEFT, y, part, Role.BODY, SIHAO)
            y -= 18
        y += 18
    return y - 10


def _title_size(canvas: Canvas, title: str, room: float) -> float:
    width = canvas.pen(Role.TITLE, ERHAO).width(title)
    return ERHAO if width <= room else ERHAO * room / width


def write_record_sheets(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """学习记录: the heads filled in, the text on ruled lines, 25 of them on a first page; the number of pages."""
    canvas = Canvas(sheet("A4", False), title="学习记录")
    for at, session in enumerate(ids):
        progress.report(at, len(ids), "学习记录")
        progress.check()
        _record_pages(canvas, session_told(office, session))
    canvas.save(path)
    return canvas.pages


def _record_pages(canvas: Canvas, told: dict[str, Any]) -> None:
    width, _ = canvas.size
    heads = (
        f"{told['kind']}：{told['title']}",
        f"时间：{when(told)}　地点：{told['place'] or ''}",
        f"主持：{told['host'] or ''}　主讲：{told['speaker'] or ''}　记录：{told['recorder'] or ''}　学时：{(told['hours'] or 0) / 10:g}",
    )
    pen = canvas.pen(Role.BODY, SANHAO)
    lines = [
        line
        for text in (told["content"], told["remarks"])
        for paragraph in (text or "").splitlines()
        for line in pen.wrap("　　" + paragraph, width - _LEFT - _RIGHT)
    ]
    for start in range(0, max(1, len(lines)), LINES):
        top = _head(canvas, "学习记录", heads)
        for number in range(LINES):
            y = top - (number + 1) * _ROW
            canvas.lines([(_LEFT, y, width - _RIGHT, y)], grey=0.5)
            if start + number < len(lines):
                canvas.text(_LEFT, y + 5, lines[start + number], Role.BODY, SANHAO)
        canvas.text(_LEFT, _BOTTOM, "本人签名：", Role.BODY, SIHAO)
        canvas.end_page()


def write_walls(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """The boards that hang in these places now, one on a page, in large type; the number of pages."""
    marks = ", ".join("?" * len(ids))
    rows = office.database.rows(
        f"SELECT title, body, version, up_on FROM wall_board WHERE place_id IN ({marks}) AND down_on IS NULL ORDER BY place_id, id",
        tuple(ids),
    )
    canvas = Canvas(sheet("A4", True), title="展板")
    for at, (title, body, version, up_on) in enumerate(rows):
        progress.report(at, len(rows), "展板")
        _wall_page(canvas, title, body, f"第 {version} 版　{up_on or ''} 上墙")
    if not rows:
        _wall_page(canvas, "（没有在墙上的展板）", "", "")
    canvas.save(path)
    return canvas.pages


def _wall_page(canvas: Canvas, title: str, body: str, foot: str) -> None:
    width, height = canvas.size
    edge = 14 * MM
    canvas.box(edge, edge, width - 2 * edge, height - 2 * edge, line=1.5)
    room = width - 2 * edge - 30 * MM
    canvas.text(
        width / 2,
        height - edge - 26 * MM,
        title,
        Role.TITLE,
        min(40.0, 40.0 * room / max(1.0, canvas.pen(Role.TITLE, 40).width(title))),
        align="center",
    )
    size = 24.0
    while size > 10 and len(_wrapped(canvas, body, size, room)) * size * 1.7 > height - 2 * edge - 55 * MM:
        size -= 1
    y = height - edge - 42 * MM
    for line in _wrapped(canvas, body, size, room):
        canvas.text(edge + 15 * MM, y, line, Role.BODY, size)
        y -= size * 1.7
    canvas.text(width - edge - 6 * MM, edge + 5 * MM, foot, Role.BODY, XIAOSI, align="right")
    canvas.end_page()


def _wrapped(canvas: Canvas, body: str, size: float, room: float) -> list[str]:
    pen = canvas.pen(Role.BODY, size)
    return [line for paragraph in body.splitlines() for line in pen.wrap(paragraph, room)]
