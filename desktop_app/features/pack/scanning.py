"""The pack's own scan: every file read back, its text searched for whole identity numbers and telephones (B7).

It trusts nobody who wrote the files: PDFs page by page, workbooks cell by cell, documents, plain text, names of files, zips within.
What can't be read is said to be so; an outer edition leaves such files out.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from desktop_app.support.tasks import SILENT, Progress

_ID = re.compile(
    r"(?<![0-9A-Za-z*])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z*])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z*-])1\d{10}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z*-])1[3-9]\d([ -])\d{4}\1\d{4}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z*-])0\d{2,3}[- ]?[2-9]\d{6,7}(?![0-9A-Za-z])"
)
_TEXT_ENDINGS = frozenset((".txt", ".csv", ".md", ".json", ".html", ".htm", ".xml", ".tsv", ".log"))
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic"))
_SOUNDS = frozenset((".mp3", ".mp4", ".wav", ".avi", ".mov", ".m4a", ".wmv"))
_XML_TEXT = re.compile(r"<[^>]+>")
_XML_BREAKS = re.compile(r"</(?:w:p|w:tc|a:p|text:p|w:tr)>|<w:tab/>|<w:br/>")
_MOST_UNPACKED = 200 << 20


class Hit(NamedTuple):
    """A whole number in a file: where in it, which kind, and how it begins and ends."""

    file: str
    place: str
    kind: str
    shown: str

    def told(self) -> str:
        """02 党员名册/花名册.pdf 第 3 页：完整证号 410***1234."""
        return f"{self.file} {self.place}：{self.kind} {self.shown}"


class Unreadable(Exception):
    """A file whose text can't be got at."""


@dataclass(frozen=True)
class Scanned:
    """What a scan came to: whole numbers found, and files that could not be looked into."""

    hits: tuple[Hit, ...]
    unreadable: tuple[str, ...]


def scan(folder: Path, progress: Progress = SILENT) -> Scanned:
    """Every file below `folder`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hits: list[Hit] = []
    unreadable: list[str] = []
    for number, path in enumerate(files):
        progress.report(number, len(files), "检查文件")
        name = path.relative_to(folder).as_posix()
        try:
            hits += scan_file(path, name)
        except Unreadable:
            unreadable.append(name)
    return Scanned(tuple(hits), tuple(unreadable))


def scan_file(path: Path, name: str = "") -> list[Hit]:
    """The whole numbers of one file. Unreadable where its text can't be got at."""
    name = name or path.name
    found = list(_hits(name, "文件名", PurePosixPath(name).stem))
    for place, text in _texts(path.name, path.read_bytes()):
        found += _hits(name, place, text)
    return found


def _hits(file: str, place: str, text: str) -> Iterator[Hit]:
    plain = unicodedata.normalize("NFKC", text)
    for kind, pattern in (("完整证号", _ID), ("完整电话", _PHONE)):
        for match in pattern.finditer(plain):
            whole = match[0]
            yield Hit(file, place, kind, f"{whole[:3]}{'*' * (len(whole) - 7)}{whole[-4:]}")


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """(place, text) of a file by its ending."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _PICTURES or ending in _SOUNDS:
        return iter(())
    if ending in _TEXT_ENDINGS:
        return iter((("", _decoded(content)),))
    reader = _READERS.get(ending)
    if reader is None:
        raise Unreadable(name)
    return reader(name, content)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable


def _pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(content))
        for number, page in enumerate(reader.pages, 1):
            yield f"第 {number} 页", page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        raise Unreadable(name) from fault


def _workbook(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(BytesIO(content))
        for sheet_name in book.sheet_names:
            yield "表名", sheet_name
            for number, row in enumerate(book.get_sheet_by_name(sheet_name).iter_rows(), 1):
                cells = [_cell(value) for value in row]
                if any(cells):
                    yield f"{sheet_name} 第 {number} 行", "\n".join(cells)
    except (CalamineError, ValueError, OSError) as fault:
        raise Unreadable(name) from fault


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _document(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """docx, pptx, odt: every XML part's text; the marks between cut nothing in two, paragraphs and cells do."""
    for part, inside in _unpacked(name, content):
        if part.endswith(".xml"):
            text = _XML_TEXT.sub("", _XML_BREAKS.sub("\n", inside.decode("utf-8", "replace")))
            yield "", text


def _zip(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    for part, inside in _unpacked(name, content):
        if part.lower().endswith(".zip"):
            raise Unreadable(part)
        for place, text in _texts(part, inside):
            yield f"{part} {place}", text


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise Unreadable(name)
            for each in packed.infolist():
                if not each.is_dir():
                    yield each.filename, packed.read(each)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as fault:
        raise Unreadable(name) from fault


_READERS: Mapping[str, Callable[[str, bytes], Iterator[tuple[str, str]]]] = {
    ".pdf": _pdf,
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"), _workbook),
    **dict.fromkeys((".docx", ".pptx", ".odt", ".odp"), _document),
    ".zip": _zip,
}
