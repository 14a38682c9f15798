"""A sign-in sheet, or one of 学习强国, into a session's attendance (S10): who signed was there, strangers are listed, nobody is guessed.

No widgets; the sheet is read before, what is found is written as one change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.features.study.attendance import Mark, due_at, set_attendance
from desktop_app.features.study.words import Status
from desktop_app.people.events import among
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.cells import Workbook

_NAMES = ("姓名", "用户姓名", "学员姓名", "党员姓名", "名字")
_IDS = ("公民身份号码", "公民身份证号", "身份证号", "身份证号码", "证件号码")
_STATES = ("情况", "签到情况", "出席情况", "考勤", "状态", "是否到会", "备注")
_HEADER_ROWS = 12
_WORDS = (
    ("请假", Status.LEAVE),
    ("病假", Status.LEAVE),
    ("事假", Status.LEAVE),
    ("公差", Status.ON_DUTY),
    ("出差", Status.ON_DUTY),
    ("送学", Status.DELIVERED),
    ("缺席", Status.ABSENT),
    ("未到", Status.ABSENT),
    ("未签", Status.ABSENT),
)


@dataclass
class SignInPlan:
    """What a sheet says of a session: marks of those due who were not simply there; who is on it and can't be placed."""

    session: int
    due: dict[int, int]
    away: dict[int, Mark] = field(default_factory=dict)
    signed: set[int] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def unsigned(self) -> int:
        """How many of those due are not on the sheet: they will be 缺席."""
        return len(self.due) - len(self.signed)

    def summary(self) -> str:
        """In a sentence."""
        told = f"签到表 {self.rows} 行：认出 {len(self.signed)} 人，名单外 {len(self.strangers)} 人"
        told += f"，重名分不清 {len(self.several)} 人" if self.several else ""
        return told + f"；应到 {len(self.due)} 人中有 {self.unsigned} 人没有签到，记为缺席。"


def plan_sign_in(office: Office, session: int, book: Workbook) -> SignInPlan:
    """Match every row of the first sheet that has a column of names against those due. OfficeError where there is none."""
    due = due_at(office, session)
    by_name, by_id = _people(office, due)
    rows, name_at, id_at, state_at = _find_table(book)
    plan = SignInPlan(session, due)
    for row in rows:
        name = plain_text(_cell(row, name_at)).replace(" ", "") if _cell(row, name_at) is not None else ""
        if not name or name in _NAMES or name.startswith(("合计", "共计", "总计")):
            continue
        plan.rows += 1
        number = plain_text(_cell(row, id_at)).upper() if _cell(row, id_at) is not None else ""
        _place(plan, name, by_id.get(number), by_name.get(name, []), _state(_cell(row, state_at)))
    for member in due.keys() - plan.signed:
        plan.away[member] = Mark(Status.ABSENT)
    return plan


def _place(plan: SignInPlan, name: str, by_id: int | None, namesakes: list[int], mark: Mark | None) -> None:
    found = [by_id] if by_id is not None else namesakes
    if not found:
        plan.strangers.append(name)
    elif len(found) > 1:
        plan.several.append(name)
    else:
        plan.signed.add(found[0])
        if mark is not None:
            plan.away[found[0]] = mark


def _people(office: Office, due: dict[int, int]) -> tuple[dict[str, list[int]], dict[str, int]]:
    chosen, parameters = among(due)
    by_name: dict[str, list[int]] = {}
    by_id: dict[str, int] = {}
    for member, name, number in office.database.rows(
        f"SELECT id, name, ifnull(id_no, '') FROM member WHERE id IN {chosen} ORDER BY id", parameters
    ):
        by_name.setdefault(name, []).append(member)
        if number:
            by_id[number] = member
    return by_name, by_id


def _find_table(book: Workbook) -> tuple[Sequence[Sequence[Any]], int, int | None, int | None]:
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows[:_HEADER_ROWS]):
            heads = [plain_text(cell).replace(" ", "") if cell is not None else "" for cell in row]
            name_at = _among(heads, _NAMES)
            if name_at is not None:
                return sheet.rows[at + 1 :], name_at, _among(heads, _IDS), _among(heads, _STATES)
    raise OfficeError("表里没有“姓名”一列。", "请给签到表加上“姓名”表头再导入。")


def _among(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((heads.index(word) for word in wanted if word in heads), None)


def _cell(row: Sequence[Any], at: int | None) -> Any:
    return row[at] if at is not None and at < len(row) else None


def _state(cell: Any) -> Mark | None:
    text = plain_text(cell) if cell is not None else ""
    if text in ("否", "×", "x", "X"):
        return Mark(Status.ABSENT)
    status = next((status for word, status in _WORDS if word in text), None)
    if status is None:
        return None
    return Mark(status, text, "支部") if status == Status.LEAVE else Mark(status)


def apply_sign_in(office: Office, plan: SignInPlan) -> int:
    """Write it, inside an open change; how many lines changed."""
    return set_attendance(office, plan.session, plan.away, plan.due)
