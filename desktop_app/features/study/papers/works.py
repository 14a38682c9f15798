"""Paper score sheets for the judges, and the 成绩册 with places and awards, as PDF and as a workbook (S11)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.study.rules import parse_weights
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, TablePaper
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

_RESULTS = ("名次", "编号", "题目", "作者", "支部", "平均分", "等次")


def _collection(office: Office, collection: int) -> tuple[str, str, str]:
    return office.database.rows(
        "SELECT name, ifnull(criteria, ''), close_on FROM collection WHERE id = ?", (collection,)
    )[0]


def _works(office: Office, collection: int, order: str) -> list[tuple[Any, ...]]:
    return office.database.rows(
        "SELECT w.place, w.seq, w.title, m.name, ifnull(o.short_name, ''), w.mean, ifnull(w.grade, '') FROM submission w"
        f" JOIN member m ON m.id = w.author_id LEFT JOIN party_org o ON o.id = w.org_id WHERE w.collection_id = ? ORDER BY {order}",
        (collection,),
    )


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
    rows = [
        (str(seq or ""), title, *([""] * (len(weights) + 1)))
        for _, seq, title, *_ in _works(office, collection, "w.seq")
    ]
    return TablePaper(
        f"{name}评分表",
        columns,
        rows,
        unit_left="评委（签名）：",
        date_right=f"截稿 {closed}　共 {len(rows)} 件",
        notes=("注：评委不给本支部的作品打分；五名以上评委去掉一个最高分和一个最低分。",),
        landscape=False,
    ).write(path, progress)


def _result_rows(office: Office, collection: int) -> list[tuple[str, ...]]:
    found = []
    for place, seq, title, author, branch, mean, grade in _works(office, collection, "w.place IS NULL, w.place, w.seq"):
        found.append(
            (str(place or ""), str(seq or ""), title, author, branch, "" if mean is None else f"{mean / 10:.1f}", grade)
        )
    return found


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
    rows = [
        (place, seq, title, author, branch, None if mean is None else mean / 10, grade)
        for place, seq, title, author, branch, mean, grade in _works(
            office, collection, "w.place IS NULL, w.place, w.seq"
        )
    ]
    plan = SheetPlan(
        f"{name}成绩册", columns, rows, "成绩册", note_left=f"共 {len(rows)} 件", note_right=f"截稿 {closed}"
    )
    write_workbook(path, [plan], progress)
