"""The paper that goes upward (上报件): title, 主送机关, text, small tables, 附件, 署名, 成文日期, by GB/T 9704-2012.

No cover, no chart of its own accord, no serial: a plain 公文. It is declared here and written; how its parts are set is told in
official_blocks.py, its tables as 附件 in annex.py, the page's numbers in gb9704.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.paper import gb9704
from desktop_app.paper import official_blocks as parts
from desktop_app.paper.annex import Annex, AnnexPages
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.flow import Flow, Piece
from desktop_app.paper.fonts import Fonts
from desktop_app.paper.table import PaperColumn, Row
from desktop_app.support.tasks import SILENT, Progress

__all__ = ["Annex", "Block", "Figure", "Heading", "OfficialPaper", "PaperColumn", "Paragraph", "SmallTable"]


@dataclass(frozen=True)
class Heading:
    """A heading with its own number in the text: level 1 一、, level 2 （一）, levels 3 and 4 1. and （1）."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or several where the text has line breaks. `lead` opens it in 楷体: （一）加强学习。"""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class SmallTable:
    """A table within the text; larger ones are annexes."""

    columns: Sequence[PaperColumn]
    rows: Iterable[Row]
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing within the text (a chart of chart.py)."""

    drawing: parts.Drawing
    caption: str = ""


Block = Heading | Paragraph | SmallTable | Figure


@dataclass
class OfficialPaper:
    """A 公文 as it is sent. `title` is broken where it has line breaks, else by itself; `to` has no colon.

    `sealed` leaves room for the seal above and below the date; `note` is the 附注 (联系人 …). Annexes are listed below the text
    and follow on their own pages; their numbers are given here.
    """

    title: str
    blocks: Sequence[Block]
    to: str = ""
    signer: str = ""
    signed_on: date | None = None
    annexes: Sequence[Annex] = ()
    note: str = ""
    sealed: bool = True
    fonts: Fonts | None = field(default=None, repr=False)

    def write(self, path: Path, progress: Progress = SILENT) -> int:
        """Write the PDF, wholly or not at all; the number of pages."""
        canvas = Canvas(gb9704.SHEET, title=self.title.replace("\n", ""), fonts=self.fonts)
        progress.report(0, 0, "排版")
        self._draw_letter(canvas)
        for number, annex in enumerate(self.annexes, 1):
            label = f"附件{number}" if len(self.annexes) > 1 else "附件"
            AnnexPages(canvas, annex, label).draw(progress)
        progress.check()
        canvas.save(path)
        return canvas.pages

    def _draw_letter(self, canvas: Canvas) -> None:
        for page in Flow(gb9704.HEIGHT, gb9704.LINE).pages(self._pieces(canvas)):
            for piece, offset in page:
                piece.draw(gb9704.TOP_EDGE - offset)
            gb9704.draw_page_number(canvas, canvas.pages + 1)
            canvas.end_page()

    def _pieces(self, canvas: Canvas) -> list[Piece]:
        pieces = list(parts.title(canvas, self.title))
        if self.to:
            pieces += parts.addressee(canvas, self.to)
        for block in self.blocks:
            pieces += _block_pieces(canvas, block)
        signed = bool(self.signer or self.signed_on)
        if signed:
            parts.tie_last_lines(pieces)
        pieces += parts.annex_list(canvas, [annex.title for annex in self.annexes], keeps=signed)
        if signed:
            pieces += parts.signature(canvas, self.signer, self.signed_on, self.sealed, noted=bool(self.note))
        if self.note:
            pieces += parts.note(canvas, self.note)
        return pieces


def _block_pieces(canvas: Canvas, block: Block) -> Iterator[Piece]:
    match block:
        case Heading():
            return parts.heading(canvas, block.text, block.level)
        case Paragraph():
            return parts.paragraph(canvas, block.text, block.lead)
        case SmallTable():
            return parts.small_table(canvas, block.columns, block.rows, block.caption, block.unit)
        case Figure():
            return parts.figure(canvas, block.drawing, block.caption)
