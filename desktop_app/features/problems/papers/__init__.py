"""The problem lists' PDFs beyond the standard table. reportlab is paid for when a paper is asked for, not before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Paper, RecordPaper
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def _lists(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.problems.papers.lists import write_lists

    return write_lists(office, path, ids, progress)


def _own_lists(
    office: Office,
    path: Path,
    ids: Sequence[int],
    progress: Progress = SILENT,
    unmasking: Unmasking | None = None,
) -> Any:
    from desktop_app.features.problems.papers.lists import write_own_lists

    return write_own_lists(office, path, ids, progress, unmasking)


def _closing(
    office: Office,
    path: Path,
    ids: Sequence[int],
    progress: Progress = SILENT,
    unmasking: Unmasking | None = None,
) -> Any:
    from desktop_app.features.problems.papers.closing import write_closings

    return write_closings(office, path, ids, progress, unmasking)


def _own_lists_among(office: Office, ids: Sequence[int]) -> str:
    return _personal(office, ids, "problem_list", "份", "个人清单")


def _own_items_among(office: Office, ids: Sequence[int]) -> str:
    return _personal(office, ids, "problem_item", "条", "个人问题")


def _personal(office: Office, ids: Sequence[int], table: str, unit: str, what: str) -> str:
    chosen, parameters = among(ids)
    count = office.database.one(
        f"SELECT count(*) FROM {table} WHERE member_id IS NOT NULL AND id IN {chosen}", parameters
    )
    return f"其中 {count:,} {unit}是党员{what}，属自我批评材料" if count else ""


def _notice(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.problems.papers.notice import write_notice

    return write_notice(office, path, ids[0], progress)


def _categories(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.problems.papers.tables import write_categories

    return write_categories(office, path, span, scope, progress)


def _inspected(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.problems.papers.tables import write_inspected

    return write_inspected(office, path, span, scope, progress)


LIST_PAPERS = (
    RecordPaper("list", "问题清单（正式表）", _lists),
    RecordPaper("own_list", "党员个人清单（交本人核对签字）", _own_lists, confided=_own_lists_among),
)
ITEM_PAPERS = (RecordPaper("closing", "销号单", _closing, confided=_own_items_among),)
INSPECTION_PAPERS = (RecordPaper("notice", "督查通报（本轮）", _notice, one=True),)
PERIOD_PAPERS = (Paper("categories", "问题分类统计表（整改率、按期率）", _categories),)
INSPECTION_PERIOD_PAPERS = (Paper("inspected", "督导检查和受检统计表", _inspected),)
