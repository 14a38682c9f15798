"""The study ledger's PDFs beyond the standard table. reportlab is paid for when a paper is asked for, not before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.declaration import Paper, RecordPaper
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def _minutes(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.minutes import write_minutes

    return write_minutes(office, path, ids[0], progress)


def _sign_in(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.sheets import write_sign_in

    return write_sign_in(office, path, ids, progress)


def _record(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.sheets import write_record_sheets

    return write_record_sheets(office, path, ids, progress)


def _scores(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.works import write_score_sheet

    return write_score_sheet(office, path, ids[0], progress)


def _results(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.works import write_results

    return write_results(office, path, ids[0], progress)


def _covers(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.dossiers import write_covers

    return write_covers(office, path, ids, progress)


def _catalogue(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.dossiers import write_catalogue

    return write_catalogue(office, path, ids[0], progress)


def _walls(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.sheets import write_walls

    return write_walls(office, path, ids, progress)


def _frequency(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.tables import write_frequency

    return write_frequency(office, path, span, scope, progress)


def _hours(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.tables import write_hours

    return write_hours(office, path, span, scope, progress)


def _plan(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.study.papers.tables import write_plan

    return write_plan(office, path, span, scope, progress)


PERIOD_PAPERS = (
    Paper("frequency", "三会一课统计表", _frequency),
    Paper("hours", "学时统计表", _hours),
    Paper("plan", "学习计划（分类要求）", _plan),
)
SESSION_PAPERS = (
    RecordPaper("minutes", "会议记录", _minutes, one=True),
    RecordPaper("sign_in", "签到表（大字）", _sign_in),
    RecordPaper("record", "学习记录（大字）", _record),
)
COLLECTION_PAPERS = (
    RecordPaper("score_sheet", "评分表", _scores, one=True),
    RecordPaper("results", "成绩册", _results, one=True),
)
DOSSIER_PAPERS = (
    RecordPaper("covers", "卷宗封面和脊背", _covers),
    RecordPaper("catalogue", "卷内目录", _catalogue, one=True),
)
PLACE_PAPERS = (RecordPaper("walls", "展板", _walls),)
