"""A certificate (奖状, 荣誉证书): one landscape page with a plain frame, the name, a sentence, who signs and room for the seal."""

from datetime import date

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, sheet
from desktop_app.support.spans import chinese_day

PAGE = sheet("A4", landscape=True)
_EDGE = 14 * MM
_SIDE = 42 * MM
_BODY = 26.0
_PITCH = 46.0


def draw_certificate(canvas: Canvas, heading: str, name: str, words: str, signer: str, on: date) -> None:
    """One page of a canvas of the size PAGE; `heading` like 奖　状."""
    width, height = canvas.size
    canvas.box(_EDGE, _EDGE, width - 2 * _EDGE, height - 2 * _EDGE, line=3)
    canvas.box(_EDGE + 6, _EDGE + 6, width - 2 * _EDGE - 12, height - 2 * _EDGE - 12, line=0.7)
    canvas.text(width / 2, height - 55 * MM, heading, Role.TITLE, 54, align="center")
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
