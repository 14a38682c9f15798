"""大事记 of a year on paper: a 公文 with a heading a month, a paragraph an event, its photographs below."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.ledger.declaration import Paper
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.people.files import files_of
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.paper.canvas import Canvas
    from desktop_app.paper.official import Block

_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_PHOTO_WIDTH, _PHOTO_HEIGHT = 300.0, 203.0
"""In points: about 106 mm across, seven lines of the page."""
_PHOTOS_AN_EVENT = 2
_ROWS = (
    "SELECT e.id, e.on_day, ifnull(e.until_on, ''), e.title, ifnull(e.place, ''), ifnull(e.guests, ''),"
    " ifnull(e.leaders, ''), ifnull(e.story, '') FROM chronicle_event e"
    " WHERE e.on_day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR e.org_id IN (SELECT org_id FROM org_under WHERE ancestor_id = ?3)"
    " OR (e.org_id IS NULL AND ?3 IN (SELECT id FROM party_org WHERE parent_id IS NULL))) ORDER BY e.on_day, e.id"
)


@frozen
class Photograph:
    """A photograph within the text, in its own proportions."""

    content: bytes
    width: float
    height: float

    def draw(self, canvas: "Canvas", x: float, y: float) -> None:
        """Draw it from its lower left."""
        canvas.image(self.content, x, y, self.width, self.height)


def write_chronicle(
    office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT, **_options: Any
) -> None:
    """The events from 1 January of the span's last year to its end; of one organisation where `scope` is given."""
    from desktop_app.paper.official import OfficialPaper, Paragraph

    year = span.year_to_date()
    rows = office.database.rows(_ROWS, (year.start.isoformat(), year.end.isoformat(), scope))
    blocks = list(_blocks(office, rows, progress)) or [Paragraph("本年没有记入大事记的事件。")]
    unit = paper_foot(office)["unit"]
    OfficialPaper(f"{unit}\n{year.end.year}年大事记", blocks, signer=unit, signed_on=office.clock.today()).write(
        path, progress
    )


def _blocks(office: Office, rows: list[tuple[Any, ...]], progress: Progress) -> Iterator["Block"]:
    from desktop_app.paper.official import Figure, Heading, Paragraph

    for month, events in groupby(rows, key=lambda row: int(row[1][5:7])):
        yield Heading(f"{_MONTHS[month - 1]}月")
        for event in events:
            progress.check()
            yield Paragraph(_told(*event[1:]))
            for name, photo in _photographs(office, event[0]):
                yield Figure(photo, name)


def _told(on: str, until: str, title: str, place: str, guests: str, leaders: str, story: str) -> str:
    """5月26日，……。 as the year book says it; the guests in the words they were entered with."""
    day = date.fromisoformat(on)
    end = date.fromisoformat(until) if until else day
    days = f"{day.month}月{day.day}日" + (f"至{end.month}月{end.day}日" if end != day else "")
    parts = [f"{days}，{title.rstrip('。')}"]
    if guests and guests not in title:
        parts.append(f"{guests}参加")
    if place:
        parts.append(f"地点：{place}")
    if leaders:
        parts.append(f"{leaders}出席")
    return "，".join(parts) + "。" + story.strip()


def _photographs(office: Office, event: int) -> Iterator[tuple[str, Photograph]]:
    photos = [each for each in files_of(office, End("chronicle_event", event)) if each.is_photo and not each.missing]
    for each in photos[:_PHOTOS_AN_EVENT]:
        content = office.attachments.read(each.sha256)
        if size := _size_of(content):
            scale = min(_PHOTO_WIDTH / size[0], _PHOTO_HEIGHT / size[1])
            yield each.caption, Photograph(content, size[0] * scale, size[1] * scale)


def _size_of(content: bytes) -> tuple[int, int] | None:
    """Pixels across and down; None for what is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError):
        return None


PAPERS = (Paper("chronicle", "大事记（全年）", write_chronicle),)
