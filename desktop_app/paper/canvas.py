"""The surface every paper is drawn on: pages, lines, text in the faces of a role. Fast because it remembers.

A string's encoded characters and width are kept, so a roster's 6,703 times 汉族 cost one encoding. Lengths are points from the
page's lower left; greys run from 0 (black) to 1 (white). Nothing here knows what kind of paper it draws.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from desktop_app.paper.embedding import EmbeddedFace
from desktop_app.paper.fonts import Chain, Fonts, Role, shared
from desktop_app.paper.measures import HAIRLINE
from desktop_app.paper.typeface import Typeface
from desktop_app.paper.wrapping import wrap
from desktop_app.support.files import write_atomically

rl_config.useA85 = 0  # pages as bytes: the detour through ASCII takes longer than drawing them

Align = Literal["left", "center", "right"]


class _Sheets(ReportlabCanvas):
    """reportlab's canvas, but for the unembedded Helvetica that it names at the head of every page."""

    def _make_preamble(self) -> None:
        self._preamble = "0 g 0 G 2 J"


class _Remembered(dict[str, Any]):
    """A dictionary that finds what it lacks, once."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> Any:
        found = self[key] = self._find(key)
        return found


class _Elsewhere(Exception):
    """A character of the string is not in the role's main face."""


class _Setting:
    """How strings are set in one role on one canvas: their codes in the main face, or runs of codes in several."""

    def __init__(self, chain: Chain, embed: Callable[[Typeface], EmbeddedFace]) -> None:
        self.chain = chain
        self._embed = embed
        self._main: EmbeddedFace | None = None
        self.chars = _Remembered(self._main_code)
        self.widths = _Remembered(self._width_of)
        self.text_widths = _Remembered(self._text_width)

    @property
    def main(self) -> EmbeddedFace:
        if self._main is None:
            self._main = self._embed(self.chain.main)
        return self._main

    def _main_code(self, char: str) -> str:
        spelling = self.chain.spelling(char)
        if any(self.chain.face_for(shown) is not self.chain.main for shown in spelling):
            raise _Elsewhere
        if spelling == char:
            return self.main.code_of(char)
        return "".join(self.chars[shown] for shown in spelling)

    def _width_of(self, char: str) -> float:
        return sum(self._face(shown).widths.get(ord(shown), 1000) for shown in self.chain.spelling(char)) / 1000

    def _text_width(self, text: str) -> float:
        return sum(map(self.widths.__getitem__, text))

    def _face(self, char: str) -> Typeface:
        return self.chain.face_for(char) or self.chain.main

    def plain_codes(self, text: str) -> str | None:
        """The codes of a text that the main face draws alone; None for one that needs others."""
        try:
            return "".join(map(self.chars.__getitem__, text))
        except _Elsewhere:
            return None

    def mixed_runs(self, text: str) -> list[tuple[str, str]]:
        """A text as runs of one face each: the face's name on the page, and codes."""
        text = "".join(map(self.chain.spelling, text))
        runs: list[tuple[str, str]] = []
        for char in text:
            face = self._face(char)
            embedded = self._embed(face)
            code = embedded.code_of(char)
            if runs and runs[-1][0] == embedded.resource:
                runs[-1] = (embedded.resource, runs[-1][1] + code)
            else:
                runs.append((embedded.resource, code))
        return runs


class Pen:
    """One role at one size (points) on one canvas: measures strings and gives the operators that show them."""

    def __init__(self, setting: _Setting, size: float) -> None:
        self._setting = setting
        self.size = size
        self.ems = setting.text_widths
        self.shown: dict[str, str] = _Remembered(self.operators)

    @property
    def select(self) -> str:
        """The operator that selects face and size."""
        return f"/{self._setting.main.resource} {self.size:g} Tf"

    def width(self, text: str) -> float:
        """Points from the string's start to its end."""
        return self.ems[text] * self.size

    def char_widths(self, text: str) -> list[float]:
        """Points of each character."""
        return [width * self.size for width in map(self._setting.widths.__getitem__, text)]

    def wrap(self, text: str, width: float, first: float | None = None) -> list[str]:
        """The text in lines of this width (避头尾)."""
        return wrap(text, width, self.char_widths, first)

    def operators(self, text: str) -> str:
        """The operators that show a text where the pen is selected; `shown` remembers them."""
        codes = self._setting.plain_codes(text)
        if codes is not None:
            return f"<{codes}> Tj"
        runs = self._setting.mixed_runs(text)
        steps = [f"/{resource} {self.size:g} Tf <{codes}> Tj" for resource, codes in runs]
        return " ".join((*steps, self.select))


class Canvas:
    """A paper being drawn, page after page. `size` is the first page's width and height.

    Finish with `save(path)`. Not to be shared between threads; two papers may be drawn on two threads.
    """

    def __init__(self, size: tuple[float, float], *, title: str = "", fonts: Fonts | None = None) -> None:
        self.fonts = fonts or shared()
        self.size = size
        self.pages = 0
        self._sheets: Any = _Sheets(BytesIO(), pagesize=size, pageCompression=1, lang="zh-CN", initialFontName=None)
        self._sheets.setTitle(title)
        self._sheets.setAuthor("")
        self._sheets.setSubject("")
        self._sheets.setCreator("社区党务台账")
        self._sheets.setProducer("社区党务台账")
        self._embedded: dict[Typeface, EmbeddedFace] = {}
        self._settings: dict[Role, _Setting] = {}
        self._pens: dict[tuple[Role, float], Pen] = {}
        self._drawn: list[str] = []
        self._rotation = 0

    def pen(self, role: Role, size: float) -> Pen:
        """The pen of a role at a size; the same one each time."""
        key = (role, size)
        if key not in self._pens:
            if role not in self._settings:
                self._settings[role] = _Setting(self.fonts.chain(role), self._embed)
            self._pens[key] = Pen(self._settings[role], size)
        return self._pens[key]

    def _embed(self, face: Typeface) -> EmbeddedFace:
        if face not in self._embedded:
            embedded = EmbeddedFace(face, len(self._embedded) + 1)
            self._embedded[face] = embedded
            self._sheets._doc.delayedFonts.append(embedded)
        return self._embedded[face]

    # --- drawing

    def draw(self, operators: str) -> None:
        """Append page operators that somebody has made (tables make their own, for speed)."""
        self._drawn.append(operators)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: Role = Role.BODY,
        size: float = 16,
        *,
        align: Align = "left",
        spread: float = 0,
        grey: float = 0,
    ) -> None:
        """One line with its baseline at `y`; `x` is its left end, middle or right end. `spread` is added after each character."""
        if not text:
            return
        pen = self.pen(role, size)
        if align != "left":
            x -= (pen.width(text) + spread * len(text)) * (0.5 if align == "center" else 1)
        shown = pen.shown[text]
        colour, black = (f"{grey:g} g ", " 0 g") if grey else ("", "")
        spaced, tight = (f"{spread:.4f} Tc ", " 0 Tc") if spread else ("", "")
        self._drawn.append(f"{colour}BT {pen.select} {spaced}1 0 0 1 {x:.2f} {y:.2f} Tm {shown}{tight} ET{black}")

    def lines(
        self, lines: Iterable[tuple[float, float, float, float]], width: float = HAIRLINE, grey: float = 0
    ) -> None:
        """Straight lines from (x1, y1) to (x2, y2)."""
        strokes = " ".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in lines)
        if strokes:
            self._drawn.append(f"{width:g} w {grey:g} G {strokes} S")

    def path(self, points: Sequence[tuple[float, float]], width: float, *, dashes: str = "", grey: float = 0) -> None:
        """A line through the points; `dashes` as in PDF ('4 2')."""
        first, *rest = points
        through = " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)
        self._drawn.append(f"[{dashes}] 0 d {width:g} w {grey:g} G {first[0]:.2f} {first[1]:.2f} m {through} S [] 0 d")

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: float | None = None, line: float = HAIRLINE
    ) -> None:
        """A rectangle from its lower left; `fill` is a grey, `line` the width of its edge (0: none)."""
        paint = {(False, True): "S", (True, False): "f", (True, True): "B"}.get((fill is not None, line > 0))
        if paint:
            grey = f"{fill:g} g " if fill is not None else ""
            self._drawn.append(f"{grey}{line:g} w 0 G {x:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint} 0 g")

    def image(self, source: Path | bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture, as large as fits the frame, in its middle."""
        picture = ImageReader(BytesIO(source) if isinstance(source, bytes) else str(source))
        self._flush()
        self._sheets.drawImage(picture, x, y, width, height, preserveAspectRatio=True, anchor="c", mask="auto")

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """Within it, the page is turned a quarter to the left: (x, y) becomes the origin, and right becomes up."""
        self.draw(f"q 0 1 -1 0 {x:.2f} {y:.2f} cm")
        yield
        self.draw("Q")

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Within it, nothing is drawn outside the rectangle."""
        self.draw(f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n")
        yield
        self.draw("Q")

    # --- pages

    def rotate_page(self, degrees: int) -> None:
        """Let a viewer show this page turned clockwise, so that a table on its side is read upright."""
        self._rotation = degrees

    def end_page(self, next_size: tuple[float, float] | None = None) -> None:
        """Close the page. The next has the same size unless told otherwise."""
        self._flush()
        self._sheets.setPageRotation(self._rotation)
        width, height = self.size
        self._sheets._pagesize = (height, width) if self._rotation in (90, 270) else (width, height)
        self._sheets.showPage()
        self._rotation = 0
        self.size = next_size or self.size
        self.pages += 1

    def _flush(self) -> None:
        self._sheets._code.append("\n".join(self._drawn))
        self._drawn = []

    def finish(self) -> bytes:
        """The PDF. The canvas can't be used any more."""
        if self._drawn:
            self.end_page()
        return self._sheets.getpdfdata()

    def save(self, path: Path) -> None:
        """Write the PDF: wholly or not at all. OfficeError when the place can't take it."""
        content = self.finish()
        with write_atomically(path) as beside:
            beside.write_bytes(content)
