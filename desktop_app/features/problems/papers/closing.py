"""销号单 (P10): one item on a page: what it was, its measures and days, every extension, what was done, who verified, and who signs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.cells import Unmasking
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import Role
from desktop_app.paper.measures import ERHAO, MM, SIHAO, WUHAO, XIAOSI, baseline, sheet
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

_SIDE, _TOP, _BOTTOM = 24 * MM, 26 * MM, 24 * MM
_LABEL = 32 * MM
_PITCH, _PAD, _LOW = 18.0, 7.0, 12 * MM
_HEADINGS = (
    "number", "desc", "list", "org", "member", "aspect", "domain", "source", "found_on", "measures", "lead", "owner", "dept", "fix_type",
    "due_on", "ext_to", "evidence", "done_on", "verifier", "verdict", "public_view", "closed_on", "look_back_on", "look_back",
    "reopened", "state",
)  # fmt: skip
_SQL = (
    "SELECT i.id, i.desc, l.title, o.name, self.name, i.aspect, i.domain, i.source, i.found_on, i.measures, lead.name, owner.name,"
    " i.dept, i.fix_type, i.due_on, i.ext_to, i.evidence, i.done_on, v.name, i.verdict, i.public_view, i.closed_on,"
    " i.look_back_on, i.look_back, i.reopened, i.state FROM problem_item i JOIN party_org o ON o.id = i.org_id"
    " LEFT JOIN problem_list l ON l.id = i.list_id LEFT JOIN member self ON self.id = i.member_id"
    " LEFT JOIN member lead ON lead.id = i.lead_id LEFT JOIN member owner ON owner.id = i.owner_id"
    " LEFT JOIN member v ON v.id = i.verifier_id"
)
Pair = tuple[str, str]
_OWN_WORDS = frozenset(("问题描述", "整改措施", "整改情况", "退回和反弹", "群众评价", "验收意见", "回头看"))
_NONE = "没有"
_NOT_SHOWN = "（党员个人清单，内容不列）"


def write_closings(
    office: Office,
    path: Path,
    ids: Sequence[int],
    progress: Progress = SILENT,
    unmasking: Unmasking | None = None,
) -> int:
    """A sheet for each item, several pages where its story is long; how many pages.

    Members' own ones tell their words only for a purpose, and are logged as handed out.
    """
    chosen, parameters = among(ids)
    rows: list[dict[str, Any]] = [
        dict(zip(_HEADINGS, row, strict=True))
        for row in office.database.rows(f"{_SQL} WHERE i.id IN {chosen} ORDER BY i.id", parameters)
    ]
    if not rows:
        raise OfficeError("选中的问题已经不在了。", "请刷新后再选。")
    canvas = Canvas(sheet("A4", False), title="问题整改销号单")
    for item in progress.over(rows, len(rows), "销号单", 1):
        told = list(_told(office, item))
        if item["member"] and unmasking is None:
            told = [tuple((label, _withheld(label, words)) for label, words in pairs) for pairs in told]
        _Sheet(canvas, item).draw(told)
    canvas.save(path)
    if unmasking and (own := [item["number"] for item in rows if item["member"]]):
        what = f"打印党员个人问题销号单 {len(own)} 条"
        office.log_access(what, {"problem_item": own}, unmasking.purpose, unmasking.recipient)
    return canvas.pages


def _withheld(label: str, words: str) -> str:
    """What may be told of a member's own item: days and names, not the words."""
    if label == "延期记录":
        return "\n".join(line.partition("：")[0] for line in words.splitlines())
    return _NOT_SHOWN if label in _OWN_WORDS and words and words != _NONE else words


def _told(office: Office, item: dict[str, Any]) -> Iterator[tuple[Pair, ...]]:
    """The sheet's lines: one pair of label and words across, or two beside each other."""
    whose = item["member"] and f"{item['member']}（{item['org']}）"
    yield (("责任主体", whose or item["org"]),)
    yield (("所属清单", item["list"] or "单独提出"), ("来源", item["source"]))
    yield (("问题描述", item["desc"]),)
    yield (("对应方面", item["aspect"] or ""), ("领域", item["domain"] or ""))
    yield (("整改措施", item["measures"] or ""),)
    yield (("责任领导", item["lead"] or ""), ("责任人", item["owner"] or item["member"] or ""))
    yield (("责任部门", item["dept"] or ""), ("整改类型", item["fix_type"]))
    yield (("提出日期", item["found_on"]), ("整改时限", item["due_on"] or ""))
    yield (("延期记录", _extensions(office, item["number"]) or "没有延期"),)
    yield (("整改情况", _progress(office, item)),)
    yield (("完成时间", item["done_on"] or ""), ("群众评价", item["public_view"] or ""))
    yield (("退回和反弹", _setbacks(office, item["number"]) or _NONE),)
    yield (("验收意见", item["verdict"] or ""),)
    yield (("验收人", item["verifier"] or ""), ("销号日期", item["closed_on"] or f"（{item['state']}，未销号）"))
    look = item["look_back"] or (f"{item['look_back_on']} 到期" if item["look_back_on"] else "")
    yield (("回头看", look),)


def _extensions(office: Office, item: int) -> str:
    rows = office.database.rows(
        "SELECT on_day, old_due, new_due, reason, approver FROM item_extension WHERE item_id = ? ORDER BY on_day, id",
        (item,),
    )
    return "\n".join(f"{on} 由 {old} 延至 {new}：{reason}（{approver}批准）" for on, old, new, reason, approver in rows)


def _progress(office: Office, item: dict[str, Any]) -> str:
    rows = office.database.rows(
        "SELECT on_day, text FROM item_progress WHERE item_id = ? ORDER BY on_day, id", (item["number"],)
    )
    lines = [f"{on} {text}" for on, text in rows]
    files = office.database.rows(
        "SELECT name FROM record_file WHERE (x_table, x_id) = ('problem_item', ?) ORDER BY id", (item["number"],)
    )
    if item["evidence"] and not any(item["evidence"] in line for line in lines):
        lines.append(item["evidence"])
    return "\n".join([*lines, *([f"附件：{'、'.join(name for (name,) in files)}"] if files else [])])


def _setbacks(office: Office, item: int) -> str:
    rows = office.database.rows(
        "SELECT on_day, step, ifnull(opinion, '') FROM step_taken WHERE (x_table, x_id) = ('problem_item', ?)"
        " AND step IN ('退回整改', '反弹重开') ORDER BY on_day, id",
        (item,),
    )
    return "\n".join(f"{on} {step}：{opinion}" for on, step, opinion in rows)


class _Sheet:
    """One item's sheet while it is drawn; goes over to a further page between lines."""

    def __init__(self, canvas: Canvas, item: dict[str, Any]) -> None:
        self._canvas, self._item = canvas, item
        self._width, self._height = canvas.size
        self._pen = canvas.pen(Role.BODY, XIAOSI)
        self._page = 0

    def draw(self, lines: Sequence[tuple[Pair, ...]]) -> None:
        y = self._begin()
        for pairs in lines:
            for piece in self._pieces(pairs):
                height = self._height_of(piece)
                if y - height < _BOTTOM:
                    self._end()
                    y = self._begin()
                self._line(y, height, piece)
                y -= height
        if y - 44 * MM < _BOTTOM:
            self._end()
            y = self._begin()
        self._signatures(y)
        self._end()

    def _begin(self) -> float:
        self._page += 1
        y = self._height - _TOP
        title = "问题整改销号单" + ("（续）" if self._page > 1 else "")
        self._canvas.text(self._width / 2, y, title, Role.TITLE, ERHAO, align="center")
        self._canvas.text(
            self._width - _SIDE, y - 24, f"编号：{self._item['number']}", Role.BODY, XIAOSI, align="right"
        )
        return y - 34

    def _end(self) -> None:
        self._canvas.text(self._width / 2, _LOW, f"第 {self._page} 页", Role.SONG, WUHAO, align="center")
        self._canvas.end_page()

    def _room(self, pairs: tuple[Pair, ...]) -> float:
        return (self._width - 2 * _SIDE) / len(pairs) - _LABEL - 2 * _PAD

    def _wrapped(self, words: str, room: float) -> list[str]:
        return [line for paragraph in words.splitlines() for line in self._pen.wrap(paragraph, room)] or [""]

    def _pieces(self, pairs: tuple[Pair, ...]) -> Iterator[tuple[Pair, ...]]:
        """A line that is higher than a page, in parts that are not."""
        most = int((self._height - _TOP - 34 - _BOTTOM - 2 * _PAD) / _PITCH)
        (label, words), *beside = pairs
        lines = self._wrapped(words, self._room(pairs))
        if beside or len(lines) <= most:
            yield pairs
            return
        for start in range(0, len(lines), most):
            yield ((label, "\n".join(lines[start : start + most])),)

    def _height_of(self, pairs: tuple[Pair, ...]) -> float:
        room = self._room(pairs)
        return max(len(self._wrapped(words, room)) for _, words in pairs) * _PITCH + 2 * _PAD

    def _line(self, top: float, height: float, pairs: tuple[Pair, ...]) -> None:
        share = (self._width - 2 * _SIDE) / len(pairs)
        for at, (label, words) in enumerate(pairs):
            x = _SIDE + at * share
            self._canvas.box(x, top - height, _LABEL, height)
            self._canvas.box(x + _LABEL, top - height, share - _LABEL, height)
            y = baseline(top, height, XIAOSI)
            self._canvas.text(x + _LABEL / 2, y, label, Role.HEI, XIAOSI, align="center")
            lines = self._wrapped(words, self._room(pairs))
            start = top - (height - len(lines) * _PITCH) / 2
            for number, line in enumerate(lines):
                y = baseline(start - number * _PITCH, _PITCH, XIAOSI)
                self._canvas.text(x + _LABEL + _PAD, y, line, Role.BODY, XIAOSI)

    def _signatures(self, top: float) -> None:
        y = top - 14 * MM
        who = (
            ("责任人（签名）：", "支部书记（签名）：")
            if self._item["member"]
            else ("责任人（签名）：", "责任领导（签名）：")
        )
        for row in (who, ("验收人（签名）：", "党组织（盖章）：")):
            for at, label in enumerate(row):
                self._canvas.text(_SIDE + at * (self._width / 2 - _SIDE), y, label, Role.BODY, SIHAO)
            y -= 13 * MM
        self._canvas.text(self._width - _SIDE, y, "年　　月　　日", Role.BODY, SIHAO, align="right")
