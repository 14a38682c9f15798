"""What the contests put into the inspection pack (domain.md §9, folder 11): the 成绩册 of each contest that was held."""

from pathlib import Path
from typing import Any

from desktop_app.features.quiz.papers import PAPERS
from desktop_app.features.quiz.progress import HELD
from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_FOLDER = "11"


def evidence() -> tuple[Evidence, ...]:
    """One line of the pack's catalogue."""
    return (Evidence(_FOLDER, "知识竞赛成绩册", _write, _missing),)


def _held(office: Office, span: Span) -> list[tuple[Any, ...]]:
    return office.database.rows(
        "SELECT DISTINCT c.id, c.name FROM quiz_contest c JOIN quiz_stage s ON s.contest_id = c.id"
        f" WHERE s.on_day BETWEEN ? AND ? AND {HELD} ORDER BY c.id",
        (span.start.isoformat(), span.end.isoformat()),
    )


def _write(office: Office, directory: Path, span: Span, masked: bool, progress: Progress = SILENT) -> list[Path]:
    """A PDF for each contest with a stage in the span; there is no number or phone in it to be masked."""
    written = []
    for number, (contest, _name) in enumerate(_held(office, span), 1):
        path = directory / f"知识竞赛成绩册{number}.pdf"
        PAPERS[0].write(office, path, [contest], progress)
        written.append(path)
    return written


def _missing(office: Office, span: Span) -> list[str]:
    rows = office.database.rows(
        "SELECT c.name || ' ' || s.title FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id"
        " WHERE s.on_day BETWEEN ? AND ? AND NOT EXISTS"
        " (SELECT 1 FROM quiz_result r WHERE r.stage_id = s.id AND r.rank IS NOT NULL) ORDER BY s.on_day",
        (span.start.isoformat(), span.end.isoformat()),
    )
    return [f"{name}没有排出名次" for (name,) in rows]
