"""督查通报: one round of inspections as an official paper: how it went, who did well, what was found; the scores as an annex."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.problems.words import InspectionKind, ItemState, Mark
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.paper.official import Annex, Block, Heading, OfficialPaper, PaperColumn, Paragraph
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

_FOUR = (("组织纪律", 5), ("服务态度", 7), ("工作效率", 9), ("联系群众", 11))
"""The four scores and where they stand in a row; the note follows each."""
_NUMERALS = "一二三四五六七八九十"
_SQL = (
    "SELECT i.id, o.short_name, i.on_day, ifnull(i.team, ''), i.state, s_discipline, discipline_note, s_attitude, attitude_note,"
    " s_efficiency, efficiency_note, s_contact, contact_note, i.opinion, i.due_on FROM inspection i"
    " JOIN party_org o ON o.id = i.org_id LEFT JOIN org_place p ON p.org_id = i.org_id"
    " WHERE i.title = ? AND i.kind = ? AND i.on_day IS NOT NULL ORDER BY p.place, i.id"
)


def write_notice(office: Office, path: Path, inspection: int, progress: Progress = SILENT) -> int:
    """The whole round that this inspection belongs to; the number of pages."""
    known = office.database.rows("SELECT title, kind FROM inspection WHERE id = ?", (inspection,))
    if not known:
        raise OfficeError("这次督查已经不在了。", "请刷新后再选。")
    title, kind = known[0]
    rows = office.database.rows(_SQL, (title, kind))
    if not rows:
        raise OfficeError("这一轮还没有进行的督查。", "先在记录栏里“记录督查”。")
    found = _findings(office, [row[0] for row in rows])
    scored = kind == InspectionKind.FOURFOLD
    paper = OfficialPaper(
        f"关于{title}情况的通报",
        [*_opening(rows, title), *(_scores(rows) if scored else ()), *_problems(found), *_asked(rows)],
        to="各党总支、党支部",
        signer=paper_foot(office)["unit"],
        signed_on=office.clock.today(),
        annexes=[*([_score_table(rows, title)] if scored else []), _finding_table(found)],
    )
    return paper.write(path, progress)


def _findings(office: Office, inspections: Sequence[int]) -> list[tuple[Any, ...]]:
    chosen, parameters = among(inspections)
    return office.database.rows(
        "SELECT DISTINCT i.id, o.short_name, i.desc, ifnull(i.measures, ''), ifnull(w.name, ''), ifnull(i.due_on, ''), i.state,"
        " ifnull(i.domain, '其他') FROM link k JOIN problem_item i ON i.id = k.to_id JOIN party_org o ON o.id = i.org_id"
        " LEFT JOIN member w ON w.id = i.owner_id LEFT JOIN org_place p ON p.org_id = i.org_id WHERE k.from_table = 'inspection'"
        f" AND k.to_table = 'problem_item' AND k.from_id IN {chosen} ORDER BY p.place, i.id",
        parameters,
    )


def _opening(rows: Sequence[tuple[Any, ...]], title: str) -> Iterator[Block]:
    days = sorted(row[2] for row in rows)
    when = _day(days[0]) if days[0] == days[-1] else f"{_day(days[0])}至{_day(days[-1])}"
    teams = sorted({row[3] for row in rows if row[3]}, key=lambda team: [_NUMERALS.find(each) for each in team])
    by = f"{'、'.join(teams)}" if teams else "督查组"
    yield Paragraph(f"{when}，{by}对{len(rows)}个党组织进行了{title}。现将情况通报如下。")


def _day(on: str) -> str:
    year, month, day = on.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _scores(rows: Sequence[tuple[Any, ...]]) -> Iterator[Block]:
    yield Heading("一、总体评价")
    for number, (label, at) in enumerate(_FOUR):
        counted = Counter(row[at] for row in rows if row[at])
        words = "，".join(f"“{mark}”{counted[mark]}个" for mark in Mark if counted[mark])
        yield Paragraph(f"{words}。", lead=f"（{'一二三四'[number]}）{label}。")
    best = [row[1] for row in rows if all(row[at] == Mark.GOOD for _, at in _FOUR)]
    poor = [row[1] for row in rows if any(row[at] == Mark.POOR for _, at in _FOUR)]
    if best:
        yield Paragraph(f"四项均为“好”的有：{'、'.join(best)}。")
    if poor:
        yield Paragraph(f"有“差”项、要重点整改的有：{'、'.join(poor)}。")


def _problems(found: Sequence[tuple[Any, ...]]) -> Iterator[Block]:
    yield Heading("二、发现的问题")
    if not found:
        yield Paragraph("本轮督查没有发现需要列入清单的问题。")
        return
    closed = sum(row[6] == ItemState.CLOSED for row in found)
    orgs = len({row[1] for row in found})
    by_domain = Counter(row[7] for row in found)
    told = "、".join(f"{domain}{count}条" for domain, count in by_domain.most_common())
    left = len(found) - closed
    state = f"已销号{closed}条，还有{left}条在整改" if left else "已全部销号"
    yield Paragraph(f"在{orgs}个党组织发现问题{len(found)}条，其中{told}；{state}。详见附件。")


def _asked(rows: Sequence[tuple[Any, ...]]) -> Iterator[Block]:
    yield Heading("三、整改要求")
    due = sorted({row[14] for row in rows if row[14]})
    until = f"，{_day(due[-1])}前完成整改" if due else ""
    yield Paragraph(
        f"各党组织对照反馈意见逐条明确责任人、措施和时限{until}，完成后报请验收销号。整改情况列入下一轮督查。"
    )


def _score_table(rows: Sequence[tuple[Any, ...]], title: str) -> Annex:
    columns = [
        PaperColumn("序号", wrap=False),
        PaperColumn("党组织", "left", min_width=30),
        PaperColumn("督查日期", wrap=False),
        *(PaperColumn(label) for label, _ in _FOUR),
        PaperColumn("情况", "left", weight=2),
        PaperColumn("督查意见", "left", weight=1),
    ]
    cells = [
        [str(at), row[1], row[2], *(row[each] or "" for _, each in _FOUR), _notes(row), row[13] or ""]
        for at, row in enumerate(rows, 1)
    ]
    return Annex(f"{title}评分表", columns, cells)


def _notes(row: tuple[Any, ...]) -> str:
    return "；".join(f"{label}：{row[at + 1]}" for label, at in _FOUR if row[at + 1])


def _finding_table(found: Sequence[tuple[Any, ...]]) -> Annex:
    columns = [
        PaperColumn("序号", wrap=False),
        PaperColumn("党组织", "left", min_width=30),
        PaperColumn("问题", "left", weight=2),
        PaperColumn("整改措施", "left", weight=2),
        PaperColumn("责任人", wrap=False),
        PaperColumn("整改时限", wrap=False),
        PaperColumn("状态", wrap=False),
    ]
    return Annex("督查发现问题清单", columns, [[str(at), *row[1:7]] for at, row in enumerate(found, 1)])
