"""奖状: one A4 page an award, in the office's own words, with room for the seal; a plain frame and no ornament."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.features.quiz.papers.words import certificate_words
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.certificate import PAGE, draw_certificate
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress


def write_certificates(office: Office, path: Path, awards: Sequence[int], progress: Progress = SILENT) -> None:
    """A page for each of these awards."""
    chosen, parameters = among(awards)
    rows = office.database.rows(
        "SELECT a.name, a.award, a.awarded_on, c.name, coalesce(c.host, '') FROM quiz_award a"
        f" JOIN quiz_contest c ON c.id = a.contest_id WHERE a.id IN {chosen} ORDER BY a.id",
        parameters,
    )
    canvas = Canvas(PAGE, title="奖状")
    for number, (name, award, day, contest, host) in enumerate(rows):
        progress.report(number, len(rows), "奖状")
        words = certificate_words(office).replace("{contest}", contest).replace("{award}", award)
        on = date.fromisoformat(day) if day else office.clock.today()
        draw_certificate(canvas, "奖　状", name, words, host or office.name, on)
    canvas.save(path)
