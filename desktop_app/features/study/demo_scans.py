"""The demo office's few pictures: sign-in sheets as a scanner gives them, a class as a camera sees it. Drawn, of invented people."""

from collections.abc import Sequence
from io import BytesIO
from random import Random
from typing import Any

from desktop_app.people.files import attach
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.paths import RESOURCES
from desktop_app.support.spans import Span

_HAND, _PRINT = "LXGWWenKai-Regular.ttf", "NotoSansSC-Medium.ttf"
_SIGNED = 18
_A_ROW = 6
_CLASSES = 3
_MINUTES = 4
_WALL, _FLOOR, _RED, _YELLOW, _PALE = "#e9e4da", "#b9a48a", "#b3261e", "#f6d365", "#f7f6f2"


def live(office: Office, seed: int, span: Span) -> None:
    """The pictures of the last two months; what is drawn of them draws nothing from the chances of the rest."""
    random = Random(f"{seed} {span.start}")
    if (span.start.year, span.start.month) in ((2016, 11), (2016, 12)):
        _attach_to_classes(office, random, span)
    if (span.start.year, span.start.month) == (2016, 12):
        _attach_to_minutes(office, random)


def _attach_to_classes(office: Office, random: Random, span: Span) -> None:
    """To the month's first classes of the center's leaders a picture and the sign-in sheet."""
    classes = office.database.rows(
        "SELECT s.id, s.title, s.on_day, o.short_name, s.place FROM study_session s JOIN party_org o ON o.id = s.org_id"
        " WHERE s.leader_level = '中心班子成员' AND s.on_day BETWEEN ? AND ? ORDER BY s.id LIMIT ?",
        (str(span.start), str(span.end), _CLASSES),
    )
    for session, title, on, org, place in classes:
        end = End("study_session", session)
        names = _signed(office, session)
        photo = _classroom(title.partition("：")[2], f"{on}　{place}", len(names), random)
        attach(office, end, photo, "党课现场.jpg", f"{org}党课现场")
        attach(office, end, _sign_in(title, on, names, random), "签到表.png", "签到表扫描件")


def _attach_to_minutes(office: Office, random: Random) -> None:
    """To the first items of a dossier that are tied to a session, its sign-in sheet."""
    items = office.database.rows(
        "SELECT i.id, s.id, s.title, s.on_day FROM dossier_item i JOIN link l ON l.from_table = 'dossier_item'"
        " AND l.from_id = i.id AND l.to_table = 'study_session' JOIN study_session s ON s.id = l.to_id ORDER BY i.id LIMIT ?",
        (_MINUTES,),
    )
    for item, session, title, on in items:
        scan = _sign_in(title, on, _signed(office, session), random)
        attach(office, End("dossier_item", item), scan, f"签到表{on}.png", "会议签到表扫描件")


def _signed(office: Office, session: int) -> list[str]:
    rows = office.database.rows(
        "SELECT m.name FROM attendance a JOIN member m ON m.id = a.member_id WHERE a.session_id = ? AND a.status = '出席'"
        " ORDER BY m.id LIMIT ?",
        (session, _SIGNED),
    )
    return [name for (name,) in rows]


def _font(name: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(RESOURCES / "fonts" / name, size)


def _sign_in(title: str, on: str, names: Sequence[str], random: Random) -> bytes:
    """A ruled sheet with signatures, laid a little askew on the glass."""
    from PIL import Image, ImageDraw

    sheet = Image.new("L", (620, 440), 245)
    draw = ImageDraw.Draw(sheet)
    draw.text((310, 34), f"{title[:20]}签到表", 40, _font(_PRINT, 24), anchor="mm")
    draw.text((24, 62), on, 60, _font(_PRINT, 15))
    for line in range(7):
        draw.line((24, 90 + line * 52, 596, 90 + line * 52), 90)
    for column in range(4):
        draw.line((24 + column * 572 // 3, 90, 24 + column * 572 // 3, 402), 90)
    hand = _font(_HAND, 26)
    for at, name in enumerate(names):
        x, y = 24 + at % 3 * 572 // 3 + 60 + random.randint(-16, 16), 102 + at // 3 * 52 + random.randint(-4, 4)
        draw.text((x, y), name, random.randint(20, 70), hand)
    scan = sheet.rotate(random.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=225)
    kept = BytesIO()
    scan.quantize(16).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _classroom(title: str, place: str, heads: int, random: Random) -> bytes:
    """A banner, somebody at the desk, rows of heads seen from behind."""
    from PIL import Image, ImageDraw, ImageFilter

    picture = Image.new("RGB", (640, 420), _WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 250, 640, 420), _FLOOR)
    draw.rectangle((60, 34, 580, 92), _RED)
    draw.text((320, 63), title[:18], _YELLOW, _font(_PRINT, 26), anchor="mm")
    draw.ellipse((300, 140, 340, 184), "#d9b08c")
    draw.rectangle((288, 182, 352, 240), "#33415c")
    draw.rectangle((240, 222, 400, 262), "#7a5230")
    for row in range(3):
        for seat in range(min(_A_ROW, max(heads - row * _A_ROW, 0))):
            x = 60 + row * 20 + seat * (88 + row * 6) + random.randint(-6, 6)
            y, size = 288 + row * 46, 30 + row * 6
            draw.rounded_rectangle((x - 8, y + size - 6, x + size + 8, y + size + 60), 12, random.choice(_COATS))
            draw.ellipse((x, y, x + size, y + size), random.choice(_HAIR))
    picture = picture.filter(ImageFilter.GaussianBlur(0.8))
    ImageDraw.Draw(picture).text((628, 408), place, _PALE, _font(_PRINT, 14), anchor="rs")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=78)
    return kept.getvalue()


_COATS = ("#2f3e46", "#4a5859", "#5b4b49", "#3d405b", "#52624f")
_HAIR = ("#2b2b2b", "#4d4d4d", "#8a8a8a", "#b5b5b5")
