"""The contest on paper: exam papers, answer sheets, keys, 成绩册, 奖状. The drawing is imported only when a paper is asked for."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.ledger.declaration import RecordPaper
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress


def _exam(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.quiz.papers.exam import write_exam

    write_exam(office, path, ids[0], progress)


def _sheet(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.quiz.papers.answer_sheet import write_answer_sheet

    write_answer_sheet(office, path, ids[0], progress)


def _key(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.quiz.papers.key import write_key

    write_key(office, path, ids[0], progress)


def _results(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.quiz.papers.results import write_results

    write_results(office, path, ids[0], progress)


def _certificates(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.quiz.papers.certificates import write_certificates

    write_certificates(office, path, ids, progress)


STAGE_PAPERS = (
    RecordPaper("quiz_exam", "试卷（A卷、B卷）", _exam, one=True),
    RecordPaper("quiz_sheet", "答题卡", _sheet, one=True),
    RecordPaper("quiz_key", "答案与评分标准", _key, one=True),
)
PAPERS = (RecordPaper("quiz_results", "成绩册", _results, one=True),)
AWARD_PAPERS = (RecordPaper("quiz_certificates", "奖状", _certificates),)
