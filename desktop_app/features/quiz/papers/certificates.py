"""奖状: one A4 page an award, in the office's own words, with room for the seal; a plain frame and no ornament."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.features.quiz.papers.words import certificate_words
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, sheet
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

_EDGE = 14 * MM
_SIDE = 42 * MM
_BODY = 26.0
_PITCH = 46.0


def write_certificates(office: Office, path: Path, awards: Sequence[int], progress: Progress = SILENT) -> None:
    """A page for each of these awards."""
    chosen, parameters = among(awards)
    rows = office.database.rows(
        "SELECT a.name, a.award, a.awarded_on, c.name, coalesce(c.host, '') FROM quiz_award a"
        f" JOIN quiz_contest c ON c.id = a.contest_id WHERE a.id IN {chosen} ORDER BY a.id",
        parameters,
    )
    canvas = Canvas(sheet("A4", landscape=True), title="奖状")
    for number, (name, award, day, contest, host) in enumerate(rows):
        progress.report(number, len(rows), "奖状")
        words = certificate_words(office).replace("{contest}", contest).replace("{award}", award)
        on = date.fromisoformat(day) if day else office.clock.today()
        _page(canvas, name, words, host or office.name, on)
    canvas.save(path)


def _page(canvas: Canvas, name: str, words: str, signer: str, on: date) -> None:
    width, height = canvas.size
    canvas.box(_EDGE, _EDGE, width - 2 * _EDGE, height - 2 * _EDGE, line=3)
    canvas.box(_EDGE + 6, _EDGE + 6, width - 2 * _EDGE - 12, height - 2 * _EDGE - 12, line=0.7)
    canvas.text(width / 2, height - 55 * MM, "奖　状", Role.TITLE, 54, align="center")
    room = width - 2 * _SIDE
    size = min(32.0, 32.0 * room / canvas.pen(Role.KAI, 32).width(f"{name}："))
    y = height - 82 * MM
    canvas.text(_SIDE, y, f"{name}：", Role.KAI, size)
    for line in canvas.pen(Role.KAI, _BODY).wrap(f"　　{words}", room):
        y -= _PITCH
        canvas.text(_SIDE, y, line, Role.KAI, _BODY)
    pen = canvas.pen(Role.KAI, ERHAO)
    centre = width - _SIDE - max(pen.width(signer), pen.width(chinese_day(on))) / 2
    canvas.text(centre, 50 * MM, signer, Role.KAI, ERHAO, align="center")
    canvas.text(centre, 37 * MM, chinese_day(on), Role.KAI, ERHAO, align="center")
    canvas.end_page()
