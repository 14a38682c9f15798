"""Which reader a file's bytes go to. Imported by the reading process at every start: nothing here may be slow to import."""

from collections.abc import Iterator

from desktop_app.support.tasks import Progress
from desktop_app.workbook.facts import SheetSource
from desktop_app.workbook.preflight import too_large

MOST_CELLS = 8_000_000
"""Of one sheet, empty ones between others included; 100,000 members with 40 columns are 4 million."""


def sources(data: bytes, kind: str, stem: str, progress: Progress, *, sparse: bool = False) -> Iterator[SheetSource]:
    """The sheets of a file in memory; each has to be read before the next is asked for."""
    if kind == "csv":
        from desktop_app.workbook.text_table import text_sheets

        return text_sheets(data, stem)
    if kind in ("html", "xml2003"):
        from desktop_app.workbook.markup import html_sheets, xml_sheets

        return html_sheets(data, stem) if kind == "html" else xml_sheets(data)
    from desktop_app.workbook.grids import grid_sheets

    return grid_sheets(data, kind, progress, sparse=sparse)


def check_size(cells: int) -> None:
    """Raise WorkbookTooLarge for more cells than a window could hold."""
    if cells > MOST_CELLS:
        raise too_large(f"表里的单元格超过 {MOST_CELLS // 10_000} 万个，读不了。")
