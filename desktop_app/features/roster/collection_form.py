"""党员基本信息采集表: the official form of 16 items on one upright page a member (domain.md §2.1), masked or whole.

The order, the boxes to tick and the lines to sign are the printed form's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.ledger.cells import PURPOSES, Cells, Unmasking
from desktop_app.ledger.page import read_row
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.people.words import Category, Standing
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.paper.canvas import Canvas

_TITLE = "党员基本信息采集表"
_NOTES = (
    "填表说明：出生日期以人事档案记载为准；加入党组织日期为支部大会通过之日；党龄从转为正式党员之日算起；外出流向由流出地党组织填写；"
    "固定电话要带区号；家庭住址写到门牌号。"
)
Cell = tuple[str, float, bool]
"""Text, width as a share of the row, and whether it is a label."""


def write_masked(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """The form with identity number, telephone and address masked: to be compared and signed in public."""
    _write(office, path, ids, None, progress)


def write_whole(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """The form as it is filed, numbers whole: to be checked by the member; each printing is in the access log."""
    from desktop_app.features.roster import LEDGER

    unmasking = Unmasking(office).begin(PURPOSES[0])
    _write(office, path, ids, unmasking, progress)
    unmasking.log(f"打印{_TITLE} {path.name}", LEDGER, ids)


def _write(office: Office, path: Path, ids: Sequence[int], unmasking: Unmasking | None, progress: Progress) -> None:
    from desktop_app.features.roster import LEDGER
    from desktop_app.paper.canvas import Canvas
    from desktop_app.paper.measures import sheet

    cells = Cells(LEDGER, office.clock.today(), unmasking)
    canvas = Canvas(sheet("A4", landscape=False), title=_TITLE)
    for number, member in enumerate(ids):
        progress.report(number, len(ids), _TITLE)
        row = read_row(office, LEDGER, member)
        if row is not None:
            _draw_page(canvas, office, form_rows(_reader(cells, row.values, row.texts)))
    canvas.save(path)


def _reader(cells: Cells, values: Mapping[str, Any], texts: Mapping[str, str]) -> Callable[[str], str]:
    def read(name: str) -> str:
        kind = cells.ledger.fields[name]
        if name in texts:
            return texts[name] or ""
        return kind.mask(values[name]) if kind.sensitive and not cells.whole else kind.show(values[name])

    return read


def form_rows(read: Callable[[str], str]) -> list[list[Cell]]:
    """The form's rows: every one of the 16 items, filled from `read(field)`."""
    full = read("category") == Category.FULL
    lost, mobile = read("is_lost") == "是", read("is_mobile") == "是"
    normal = read("status") == Standing.NORMAL
    flow = "　".join(part for part in (read("flow_prov"), read("flow_city"), read("flow_county")) if part)
    return [
        [("姓名", 0.16, True), (read("name"), 0.34, False), ("公民身份证号", 0.18, True), (read("id_no"), 0.32, False)],
        [
            ("性别", 0.16, True),
            (_ticks(("男", "女"), read("sex")), 0.34, False),
            ("民族", 0.18, True),
            (read("ethnicity"), 0.32, False),
        ],
        [
            ("出生日期", 0.16, True),
            (read("birth_date"), 0.34, False),
            ("学历", 0.18, True),
            (read("edu_code"), 0.32, False),
        ],
        [("人员类别", 0.16, True), (_ticks(Category, Category.FULL if full else read("category")), 0.84, False)],
        [("所在党支部", 0.16, True), (read("org"), 0.84, False)],
        [
            ("加入党组织日期", 0.16, True),
            (read("joined_on"), 0.34, False),
            ("转为正式党员日期", 0.18, True),
            (read("full_on"), 0.32, False),
        ],
        [("工作岗位", 0.16, True), (read("job_code"), 0.84, False)],
        [
            ("联系电话", 0.16, True),
            (f"手机：{read('mobile')}", 0.42, False),
            (f"固定电话：{read('tel')}", 0.42, False),
        ],
        [("家庭住址", 0.16, True), (read("address"), 0.84, False)],
        [("党籍状态", 0.16, True), (_ticks(("正常", "停止党籍"), "正常" if normal else "停止党籍"), 0.84, False)],
        [
            ("是否为失联党员", 0.16, True),
            (_ticks(("是", "否"), "是" if lost else "否"), 0.34, False),
            ("失去联系日期", 0.18, True),
            (read("lost_since"), 0.32, False),
        ],
        [
            ("是否为流动党员", 0.16, True),
            (_ticks(("是", "否"), "是" if mobile else "否"), 0.34, False),
            ("外出流向", 0.18, True),
            (flow, 0.32, False),
        ],
    ]


def _ticks(words: Iterable[Any], chosen: str) -> str:
    return "　　".join(f"{'☑' if str(word) == chosen else '□'}{word}" for word in words)


def _draw_page(canvas: "Canvas", office: Office, rows: Sequence[Sequence[Cell]]) -> None:
    from desktop_app.paper.fonts import Role
    from desktop_app.paper.measures import ERHAO, MM, WUHAO, XIAOSI

    width, height = canvas.size
    side, top, pitch = 22 * MM, height - 62 * MM, 13.5 * MM
    canvas.text(width / 2, height - 38 * MM, _TITLE, Role.TITLE, ERHAO, align="center")
    canvas.text(side, top + 4 * MM, f"填报单位：{paper_foot(office)['unit']}", Role.BODY, XIAOSI)
    day = f"填表日期：{chinese_day(office.clock.today())}"
    canvas.text(width - side, top + 4 * MM, day, Role.BODY, XIAOSI, align="right")
    for number, row in enumerate(rows):
        x, y = side, top - (number + 1) * pitch
        for text, share, label in row:
            room = share * (width - 2 * side)
            canvas.box(x, y, room, pitch)
            _draw_cell(canvas, text, label, (x, y, room, pitch))
            x += room
    y = top - len(rows) * pitch
    for number, line in enumerate(canvas.pen(Role.BODY, WUHAO).wrap(_NOTES, width - 2 * side), 1):
        canvas.text(side, y - number * 6 * MM, line, Role.BODY, WUHAO)
    for at, words in ((0.0, "党员（签名）："), (0.42, "党支部书记（签名）："), (0.78, "　　年　　月　　日")):
        canvas.text(side + at * (width - 2 * side), y - 32 * MM, words, Role.BODY, XIAOSI)
    canvas.end_page()


def _draw_cell(canvas: "Canvas", text: str, label: bool, frame: tuple[float, float, float, float]) -> None:
    """The text in up to two lines in the middle of its frame, smaller where it would not go in."""
    from desktop_app.paper.fonts import Role
    from desktop_app.paper.measures import MM

    x, y, width, height = frame
    role, inner = (Role.HEI if label else Role.BODY), width - 4 * MM
    for size in _sizes(12.0):
        lines = canvas.pen(role, size).wrap(text, inner)
        if len(lines) * size * 1.25 <= height - 2:
            break
    pitch = size * 1.25
    first = y + height / 2 + (len(lines) - 1) * pitch / 2 - size * 0.36
    for number, line in enumerate(lines):
        at, align = (x + width / 2, "center") if label else (x + 2 * MM, "left")
        canvas.text(at, first - number * pitch, line, role, size, align=align)


def _sizes(largest: float) -> Iterator[float]:
    size = largest
    while size > 5:
        yield size
        size -= 1
    yield 5.0
