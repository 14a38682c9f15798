"""The visits' PDFs beyond the standard table. reportlab is paid for when a paper is asked for, not before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.declaration import Paper, RecordPaper
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def _ledger(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.tables import write_ledger

    return write_ledger(office, path, span, scope, progress)


def _care(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.tables import write_care

    return write_care(office, path, span, scope, progress)


def _logs(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.tables import write_logs

    return write_logs(office, path, ids[0], progress)


def _slips(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.slips import write_slips

    return write_slips(office, path, ids, progress)


def _appeals(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.slips import write_appeals

    return write_appeals(office, path, ids, progress)


def _mood(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> Any:
    from desktop_app.features.visits.papers.mood import write_mood

    return write_mood(office, path, ids[0], progress)


VISIT_PERIOD_PAPERS = (Paper("visits", "走访台账", _ledger),)
CARE_PERIOD_PAPERS = (Paper("care", "慰问花名册（按月、按资金来源）", _care),)
TASK_PAPERS = (RecordPaper("logs", "跟班记录表", _logs, one=True),)
HOUSEHOLD_PAPERS = (RecordPaper("slips", "走访单（带编号）", _slips),)
APPEAL_PAPERS = (RecordPaper("appeal", "诉求办理单", _appeals),)
MOOD_PAPERS = (RecordPaper("mood", "思想动态分析报告", _mood, one=True),)
