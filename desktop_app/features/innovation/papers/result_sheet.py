"""成果 sheet: a project on one A4 page with photographs; the type shrinks, at last the text is cut, so that it stays one page."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.features.innovation.papers.facts import Facts, project_facts
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, WUHAO, XIAOSI, XIAOWU, baseline, sheet
from desktop_app.people.files import files_of
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

_PAGE = sheet("A4", landscape=False)
_SIDE, _TOP, _BOTTOM = 20 * MM, 18 * MM, 16 * MM
_WIDTH = _PAGE[0] - 2 * _SIDE
_PHOTOS_HIGH = tuple(height * MM for height in (72, 64, 56, 48, 40))
_PITCH = 1.55
_CAPTION = 14.0
_MOST_PHOTOS = 4
_GAP = 4 * MM
_SIZES = (XIAOSI + 1, XIAOSI, WUHAO, XIAOWU, 8.0)

Photo = tuple[bytes, str]


def write_results(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """A page for each of these projects."""
    canvas = Canvas(_PAGE, title="创新成果")
    for number, project in enumerate(ids):
        progress.report(number, len(ids), "成果")
        _draw(canvas, office.name, project_facts(office, project), _photos(office, project))
    canvas.save(path)


def _photos(office: Office, project: int) -> list[Photo]:
    kept = [file for file in files_of(office, End("project", project)) if file.is_photo and not file.missing]
    return [(office.attachments.read(file.sha256), file.caption or file.name) for file in kept[:_MOST_PHOTOS]]


def _draw(canvas: Canvas, office: str, facts: Facts, photos: Sequence[Photo]) -> None:
    y = _head(canvas, office, facts)
    sections, rows = _sections(facts), (len(photos) + 1) // 2
    for size in _SIZES:
        lines = _lines(canvas, sections, size)
        for high in _PHOTOS_HIGH:
            room = y - _BOTTOM - rows * (high + _CAPTION + _GAP)
            if len(lines) * size * _PITCH <= room:
                _draw_photos(canvas, photos, _draw_lines(canvas, lines, size, y) - _GAP, high)
                canvas.end_page()
                return
    size, high = _SIZES[-1], _PHOTOS_HIGH[-1]
    room = y - _BOTTOM - rows * (high + _CAPTION + _GAP)
    cut = [*_lines(canvas, sections, size)[: int(room // (size * _PITCH)) - 1], ("（以下从略，全文见台账）", Role.KAI)]
    _draw_photos(canvas, photos, _draw_lines(canvas, cut, size, y), high)
    canvas.end_page()


def _head(canvas: Canvas, office: str, facts: Facts) -> float:
    y = _PAGE[1] - _TOP
    canvas.text(_SIDE, baseline(y, 16, WUHAO), f"{office}　党员创新成果", Role.KAI, WUHAO)
    canvas.text(_PAGE[0] - _SIDE, baseline(y, 16, WUHAO), facts.text("code"), Role.BODY, WUHAO, align="right")
    y -= 20
    canvas.lines([(_SIDE, y, _PAGE[0] - _SIDE, y)], 1.2)
    name = facts.text("name")
    size = min(ERHAO + 4, (ERHAO + 4) * _WIDTH / canvas.pen(Role.TITLE, ERHAO + 4).width(name))
    canvas.text(_PAGE[0] / 2, baseline(y - 8, 36, size), name, Role.TITLE, size, align="center")
    y -= 48
    by = f"{facts.team}　带头人：{facts.leader}　{facts.text('direction')}　{facts.text('state')}"
    size = min(XIAOSI, XIAOSI * _WIDTH / canvas.pen(Role.KAI, XIAOSI).width(by))
    canvas.text(_PAGE[0] / 2, baseline(y, 18, size), by, Role.KAI, size, align="center")
    return y - 26


def _sections(facts: Facts) -> list[tuple[str, str]]:
    used = (
        f"{facts.day('in_use_on')}起用于{facts.text('use_place')}，{facts.text('qty')} 台（套）。"
        if facts.fields["in_use_on"]
        else ""
    )
    told = (
        ("解决的问题", facts.text("problem")),
        ("做法", facts.text("plan")),
        ("创新点", facts.text("novelty")),
        ("使用和推广", "\n".join(filter(None, (used, *facts.rollouts)))),
        ("效益", "\n".join(facts.benefits)),
        ("知识产权", "\n".join(facts.rights)),
        ("获奖", "\n".join(facts.awards)),
        ("攻关成员", "、".join(facts.people)),
    )
    return [(label, text) for label, text in told if text]


def _draw_lines(canvas: Canvas, lines: Sequence[tuple[str, Role]], size: float, y: float) -> float:
    pitch = size * _PITCH
    for at, (line, role) in enumerate(lines):
        canvas.text(_SIDE, baseline(y - at * pitch, pitch, size), line, role, size)
    return y - len(lines) * pitch


def _lines(canvas: Canvas, sections: Sequence[tuple[str, str]], size: float) -> list[tuple[str, Role]]:
    pen = canvas.pen(Role.BODY, size)
    told: list[tuple[str, Role]] = []
    for label, text in sections:
        told.append((f"■ {label}", Role.HEI))
        told += [(line, Role.BODY) for part in text.splitlines() for line in pen.wrap(f"　　{part}", _WIDTH)]
    return told


def _draw_photos(canvas: Canvas, photos: Sequence[Photo], top: float, high: float) -> None:
    width = (_WIDTH - _GAP) / 2
    for at, (content, caption) in enumerate(photos):
        alone = at == len(photos) - 1 and at % 2 == 0
        x = _SIDE + (width + _GAP) / 2 if alone else _SIDE + at % 2 * (width + _GAP)
        low = top - (at // 2 + 1) * (high + _CAPTION + _GAP) + _CAPTION
        canvas.image(content, x, low, width, high)
        size = min(XIAOWU, XIAOWU * width / max(1.0, canvas.pen(Role.BODY, XIAOWU).width(caption)))
        canvas.text(x + width / 2, low - 11, caption, Role.BODY, size, align="center")
