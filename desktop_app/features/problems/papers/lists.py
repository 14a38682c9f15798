"""The official table of a list (P10): an organisation's, and a member's, whose own words go only to himself (P11)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.problems.words import ListKind
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, TablePaper, note, write_together
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

_LISTS = (
    "SELECT l.id, l.kind, o.name, ifnull(m.name, ''), l.batch, l.made_on, ifnull(l.reviewer, ''), ifnull(l.reviewed_on, '')"
    " FROM problem_list l JOIN party_org o ON o.id = l.org_id LEFT JOIN member m ON m.id = l.member_id"
)
_ITEMS = (
    "SELECT i.desc, i.aspect, i.measures, lead.name, ifnull(owner.name, self.name), i.dept, i.fix_type, i.due_on, i.ext_to, i.done_on,"
    " i.evidence, i.state, i.closed_on FROM problem_item i LEFT JOIN member lead ON lead.id = i.lead_id"
    " LEFT JOIN member owner ON owner.id = i.owner_id LEFT JOIN member self ON self.id = i.member_id"
    " WHERE i.list_id = ? ORDER BY i.seq, i.id"
)
_OF_ORG = (
    PaperColumn("序号", wrap=False),
    PaperColumn("问题描述", "left", weight=3, min_width=50),
    PaperColumn("对应方面"),
    PaperColumn("整改措施", "left", weight=2, min_width=40),
    PaperColumn("责任领导", wrap=False),
    PaperColumn("责任人", wrap=False),
    PaperColumn("责任部门"),
    PaperColumn("整改类型"),
    PaperColumn("整改时限", wrap=False),
    PaperColumn("整改情况", "left", weight=2, min_width=30),
    PaperColumn("状态", wrap=False),
    PaperColumn("销号日期", wrap=False),
)
_OF_MEMBER = tuple(column for column in _OF_ORG if column.heading not in ("责任领导", "责任人", "责任部门"))
_NOT_SHOWN = "党员个人清单共 {} 条，已销号 {} 条；属自我批评材料，内容不列。"


def write_lists(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> int:
    """A table for each list; of members' lists only how many items there are. How many pages."""
    return write_together((_paper(office, row, whole=False) for row in _asked(office, ids, progress)), path, progress)


def write_own_lists(
    office: Office,
    path: Path,
    ids: Sequence[int],
    progress: Progress = SILENT,
    unmasking: Unmasking | None = None,
) -> int:
    """Members' lists with their words, for the member to check and sign; what for is entered in the access log. How many pages."""
    rows = [row for row in _asked(office, ids, progress) if row[1] == ListKind.MEMBER]
    if not rows:
        raise OfficeError("选中的都不是党员个人清单。", "党组织清单用“问题清单（正式表）”打印。")
    if unmasking is None:
        raise OfficeError("党员个人清单属自我批评材料，打印要写明用途和交给谁。")
    pages = write_together((_paper(office, row, whole=True) for row in rows), path, progress)
    lists = [row[0] for row in rows]
    what = f"打印党员个人清单 {len(lists)} 份"
    office.log_access(what, {"problem_list": lists}, unmasking.purpose, unmasking.recipient)
    return pages


def _asked(office: Office, ids: Sequence[int], progress: Progress) -> Iterator[tuple[Any, ...]]:
    chosen, parameters = among(ids)
    rows = office.database.rows(f"{_LISTS} WHERE l.id IN {chosen} ORDER BY l.kind, l.batch, l.id", parameters)
    return progress.over(rows, len(rows), "清单", 1)


def _paper(office: Office, row: tuple[Any, ...], *, whole: bool) -> TablePaper:
    number, kind, org, member, batch, made_on, reviewer, reviewed_on = row
    own = kind == ListKind.MEMBER
    items = office.database.rows(_ITEMS, (number,))
    notes = ["注：整改时限后有“延至”的，原时限保留。"] if any(item[8] for item in items) else []
    if reviewer:
        notes.append(f"审核人：{reviewer}　审核日期：{reviewed_on}")
    closed = sum(1 for item in items if item[-1])
    return TablePaper(
        f"{member if own else org}{batch}问题清单",
        _OF_MEMBER if own else _OF_ORG,
        [_line(at, item, own=own) for at, item in enumerate(items, 1)]
        if whole or not own
        else [note(_NOT_SHOWN.format(len(items), closed))],
        unit_left=f"{'所在党组织：' + org if own else '填报单位：' + paper_foot(office)['unit']}",
        date_right=f"制定日期：{made_on}　共 {len(items)} 条",
        foot=(("本人（签名）", ""), ("支部书记（签名）", ""), ("日期", "")) if own and whole else foot_places(office),
        notes=notes,
    )


def _line(at: int, item: tuple[Any, ...], *, own: bool) -> list[str]:
    desc, aspect, measures, lead, owner, dept, fix, due_on, ext_to, done_on, evidence, state, closed_on = item
    due = f"{due_on or ''}\n延至 {ext_to}" if ext_to else due_on or ""
    done = "\n".join(filter(None, (evidence, f"{done_on} 完成" if done_on else "")))
    who = () if own else (lead, owner, dept)
    cells = (str(at), desc, aspect, measures, *who, fix, due, done, state, closed_on)
    return [cell or "" for cell in cells]
