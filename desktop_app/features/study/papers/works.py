"""Paper score sheets for the judges, and the 成绩册 with places and awards, as PDF and as a workbook (S11)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.features.study.rules import mean_score, parse_weights, split_points, trimmed
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, TablePaper
from desktop_app.storage.office import Office
from desktop_app.support.dates import first_day
from desktop_app.support.tasks import SILENT, Progress

_RESULTS = ("名次", "编号", "题目", "作者", "支部", "平均分", "等次")


def _collection(office: Office, collection: int) -> tuple[str, str, str]:
    return office.database.rows(
        "SELECT name, ifnull(criteria, ''), close_on FROM collection WHERE id = ?", (collection,)
    )[0]


def _works(office: Office, collection: int) -> list[tuple[int | None, str]]:
    return office.database.rows("SELECT seq, title FROM submission WHERE collection_id = ? ORDER BY seq", (collection,))


def write_score_sheet(office: Office, path: Path, collection: int, progress: Progress = SILENT) -> Any:
    """Numbers and titles without authors, a blank for each criterion with its most points."""
    name, criteria, closed = _collection(office, collection)
    weights = parse_weights(criteria) or [("总分", 100)]
    columns = [
        PaperColumn("编号", min_width=14),
        PaperColumn("题目", align="left", weight=2, min_width=50),
        *(PaperColumn(f"{label}（{most}）", min_width=22, group="评分项（满分）") for label, most in weights),
        PaperColumn("总分", min_width=20),
    ]
    rows = [(str(seq or ""), title, *([""] * (len(weights) + 1))) for seq, title in _works(office, collection)]
    return TablePaper(
        f"{name}评分表",
        columns,
        rows,
        unit_left="评委（签名）：",
        date_right=f"截稿 {closed}　共 {len(rows)} 件",
        notes=("注：评委不给本支部的作品打分；五名以上评委去掉一个最高分和一个最低分。",),
        landscape=False,
    ).write(path, progress)


def _ranked(office: Office, collection: int) -> list[tuple[Any, ...]]:
    """The works by place with their means in points, to the hundredth that the places go by."""
    found = office.database.rows(
        "SELECT w.place, w.seq, w.title, m.name, ifnull(o.short_name, ''), group_concat(s.total), ifnull(w.grade, '')"
        " FROM submission w JOIN member m ON m.id = w.author_id LEFT JOIN party_org o ON o.id = w.org_id"
        " LEFT JOIN score s ON s.submission_id = w.id WHERE w.collection_id = ?"
        " GROUP BY w.id ORDER BY w.place IS NULL, w.place, w.seq",
        (collection,),
    )
    closed = first_day(_collection(office, collection)[2])
    return [(*told, _mean(totals, closed), grade) for *told, totals, grade in found]


def _mean(totals: str | None, closed: date) -> float | None:
    mean = mean_score([int(total) for total in totals.split(",")], closed) if totals else None
    return None if mean is None else mean / 100


def _result_rows(office: Office, collection: int) -> list[tuple[str, ...]]:
    return [
        (str(place or ""), str(seq or ""), title, author, branch, "" if mean is None else f"{mean:.2f}", grade)
        for place, seq, title, author, branch, mean, grade in _ranked(office, collection)
    ]


def write_results(office: Office, path: Path, collection: int, progress: Progress = SILENT) -> Any:
    """Every work by its place."""
    name, _, closed = _collection(office, collection)
    rows = _result_rows(office, collection)
    columns = [PaperColumn(heading, align="left" if heading in ("题目", "支部") else "center") for heading in _RESULTS]
    return TablePaper(
        f"{name}成绩册",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"截稿 {closed}　共 {len(rows)} 件",
        foot=foot_places(office),
        landscape=False,
    ).write(path, progress)


def write_result_book(office: Office, path: Path, collection: int, progress: Progress = SILENT) -> None:
    """The same as a workbook, numbers as numbers."""
    from desktop_app.workbook.plan import ColumnPlan, SheetPlan
    from desktop_app.workbook.write import write_workbook

    name, _, closed = _collection(office, collection)
    kinds: Sequence[Any] = ("number", "number", "text", "text", "text", "number", "text")
    widths = (7, 7, 30, 10, 20, 9, 10)
    columns = [
        ColumnPlan(heading, width=width, kind=kind)
        for heading, width, kind in zip(_RESULTS, widths, kinds, strict=True)
    ]
    rows = _ranked(office, collection)
    plan = SheetPlan(
        f"{name}成绩册", columns, rows, "成绩册", note_left=f"共 {len(rows)} 件", note_right=f"截稿 {closed}"
    )
    write_workbook(path, [plan, _given(office, collection, name)], progress)


def _given(office: Office, collection: int, name: str) -> Any:
    """Every judge's points and which of them count, so that means and places can be reckoned again by hand."""
    from desktop_app.workbook.plan import ColumnPlan, SheetPlan

    _, criteria, closed = _collection(office, collection)
    weights = parse_weights(criteria) or [("总分", 100)]
    columns = [
        ColumnPlan("编号", width=7, kind="number"),
        ColumnPlan("题目", width=30),
        ColumnPlan("评委", width=12),
        *(ColumnPlan(f"{label}（{most}）", kind="number") for label, most in weights if len(weights) > 1),
        ColumnPlan("总分", kind="number"),
        ColumnPlan("计入平均", align="center"),
    ]
    works: dict[tuple[int, int | None, str], list[tuple[str, str, int]]] = {}
    for work, seq, title, judge, parts, total in office.database.rows(
        "SELECT w.id, w.seq, w.title, s.judge, s.parts, s.total FROM score s JOIN submission w ON w.id = s.submission_id"
        " WHERE w.collection_id = ? ORDER BY w.seq, w.id, s.total, s.id",
        (collection,),
    ):
        works.setdefault((work, seq, title), []).append((judge, parts, total))
    rows = []
    for (_, seq, title), scores in works.items():
        dropped = trimmed(len(scores), first_day(closed))
        for at, (judge, parts, total) in enumerate(scores):
            points = [float(part) for part in split_points(parts)] if len(weights) > 1 else []
            counts = "去掉最低分" if at < dropped else "去掉最高分" if at >= len(scores) - dropped else "计入"
            rows.append((seq, title, judge, *points, total / 10, counts))
    return SheetPlan(f"{name}评委打分", columns, rows, "评委打分", note_left=f"共 {len(rows)} 份打分")
