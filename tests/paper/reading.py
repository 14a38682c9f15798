"""What a PDF says, read with other people's tools: words and where they stand, lines, fonts."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from pypdf import PdfReader

MM = 72 / 25.4
GOLDEN = Path(__file__).parent / "golden"

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
_LINE = re.compile(r"(-?[\d.]+) (-?[\d.]+) m (-?[\d.]+) (-?[\d.]+) l")
_BOX = re.compile(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re")


@dataclass(frozen=True)
class Word:
    """A run of characters; edges in points from the page's upper left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def told(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def text(path: Path, *options: str) -> str:
    return told("pdftotext", *options, path, "-")


def words(path: Path) -> list[Word]:
    found: list[Word] = []
    for page, (_, _, body) in enumerate(_PAGE.findall(told("pdftotext", "-bbox", path, "-")), 1):
        for left, top, right, bottom, word in _WORD.findall(body):
            found.append(Word(page, float(left), float(top), float(right), float(bottom), unescape(word)))
    return found


def fonts(path: Path) -> list[list[str]]:
    """Name, and whether embedded, cut down, with Unicode: the columns of pdffonts."""
    lines = told("pdffonts", path).splitlines()[2:]
    return [[line.split()[0], *line.split()[-5:-2]] for line in lines]


def page_sizes(path: Path) -> list[tuple[int, int, int]]:
    """Width and height in millimetres, and the rotation, of each page."""
    pages = PdfReader(path).pages
    return [(round(p.mediabox.width / MM), round(p.mediabox.height / MM), p.rotation) for p in pages]


def face_of(path: Path, wanted: str) -> str:
    """The face in which a text of the first page is set."""
    found: list[str] = []

    def see(seen: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        if wanted in seen and font:
            found.append(font["/BaseFont"].split("+")[1])

    PdfReader(path).pages[0].extract_text(visitor_text=see)
    return found[0]


def strokes(path: Path, page: int) -> list[tuple[float, float, float, float]]:
    """The straight lines of a page, edges of boxes included, in points from its upper left."""
    pdf_page = PdfReader(path).pages[page - 1]
    contents = pdf_page.get_contents()
    assert contents is not None
    drawn, height = contents.get_data().decode("latin-1"), float(pdf_page.mediabox.height)
    lines = [tuple(map(float, found)) for found in _LINE.findall(drawn)]
    for found in _BOX.findall(drawn):
        x, y, w, h = map(float, found)
        lines += [(x, y, x + w, y), (x, y + h, x + w, y + h), (x, y, x, y + h), (x + w, y, x + w, y + h)]
    return [(x1, height - y1, x2, height - y2) for x1, y1, x2, y2 in lines]


def crossings(path: Path, page: int) -> list[str]:
    """The words of a page that a vertical line runs through: text that has left its cell."""
    uprights = [
        (x1, min(y1, y2), max(y1, y2)) for x1, y1, x2, y2 in strokes(path, page) if abs(x1 - x2) < 0.01 < abs(y1 - y2)
    ]
    return [
        word.text
        for word in words(path)
        if word.page == page
        for x, upper, lower in uprights
        if word.left + 0.2 < x < word.right - 0.2 and upper < (word.top + word.bottom) / 2 < lower
    ]


def golden(name: str, path: Path) -> None:
    """The paper's words stand where they stood when somebody last looked at it, to the point.

    Where it was changed on purpose: look at the pages, delete the file in golden/, run twice.
    """
    lines = [f"{w.page} {w.left:.0f} {w.bottom:.0f} {w.text}" for w in words(path)]
    kept = GOLDEN / f"{name}.txt"
    if not kept.exists():
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
        raise AssertionError(f"{kept.name} was missing and is written now: look at {path}, then run again")
    wanted = kept.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 3)[3] for line in lines] == [line.split(" ", 3)[3] for line in wanted]
    for line, want in zip(lines, wanted, strict=True):
        places = zip(line.split(" ", 3)[:3], want.split(" ", 3)[:3], strict=True)
        assert all(abs(int(found) - int(kept)) <= 1 for found, kept in places), (line, want)
