"""Which characters bytes are, and which separator a text table uses. Nothing here knows about spreadsheets."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from desktop_app.workbook.cells import NotAWorkbook, broken

Quoting = Literal[0, 3]
"""csv.QUOTE_MINIMAL or csv.QUOTE_NONE."""

SEPARATORS = (",", "\t", ";", "|")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_LOOKED_AT = 60  # lines from which the separator is told
_DAMAGE_ALLOWED = 0.001
_SEP_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

csv.field_size_limit(1_000_000)


def decode(data: bytes) -> tuple[str, str]:
    """Text and the encoding found: byte order mark, UTF-16 by its zeros, UTF-8, else GB18030 (which GBK is a part of).

    A few damaged characters become U+FFFD. Raises NotAWorkbook for what is no text, BrokenWorkbook for text cut off.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name), name
    if b"\0" in data[:_SAMPLE]:
        name = _utf16_order(data[:_SAMPLE])
        return _lenient(data, name), name
    try:
        return _without_control(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        if (
            error.start > len(data) - 4
            and error.reason == "unexpected end of data"
            and not data[: error.start].isascii()
        ):
            raise broken("文件在最后一个字中间断开，不完整。") from error
    return _lenient(data, "gb18030"), "gb18030"


def _utf16_order(sample: bytes) -> str:
    """In UTF-16 the zeros of plain letters and separators all stand on one side; anything else is no text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        raise no_text()
    return "utf-16-le" if odd > even else "utf-16-be"


def _lenient(data: bytes, name: str) -> str:
    text = data.decode(name, "replace")
    if text.count("\ufffd") > max(1, len(text) * _DAMAGE_ALLOWED):
        raise NotAWorkbook(
            "文件的文字编码认不出（不是 UTF-8、GBK、GB18030 或 UTF-16）。", "请在 Excel、WPS 中打开后另存为 .xlsx。"
        )
    return _without_control(text)


def _without_control(text: str) -> str:
    """Programs and pictures are full of control characters, tables are not."""
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > max(2, min(len(text), _SAMPLE) // 500):
        raise no_text()
    return text


def no_text() -> NotAWorkbook:
    """What is said of a file of no known kind."""
    return NotAWorkbook("这不是 Excel 工作簿，也不是文本表格。", "请选择 .xlsx、.xls、.ods 或 .csv 文件。")


def split_rows(text: str) -> Iterator[list[str]]:
    """The rows of a comma-, tab-, semicolon- or bar-separated text; one column where there is no separator."""
    told = _SEP_LINE.match(text)
    if told:
        return _parse(text[told.end() :], told[1], csv.QUOTE_MINIMAL)
    separator, quoting = _dialect(text)
    return _parse(text, separator, quoting)


def _parse(text: str, separator: str, quoting: Quoting) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator, quoting=quoting, strict=False)


def _dialect(text: str) -> tuple[str, Quoting]:
    """The separator that cuts most lines into the same number of fields; quotes count only where they are balanced."""
    quoting: Quoting = csv.QUOTE_MINIMAL if _quotes_balance(text) else csv.QUOTE_NONE
    sample = "".join(line for _, line in zip(range(_LOOKED_AT), text[:_SAMPLE].splitlines(keepends=True), strict=False))
    return max(SEPARATORS, key=lambda each: _fitness(sample, each, quoting)), quoting


def _quotes_balance(text: str) -> bool:
    """A single stray quote would swallow the rest of the file into one field."""
    return text.count('"') % 2 == 0


def _fitness(sample: str, separator: str, quoting: Quoting) -> tuple[float, int]:
    widths = Counter(len(row) for row in _parse(sample, separator, quoting) if any(row))
    several = {width: times for width, times in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width, times = max(several.items(), key=lambda item: (item[1], item[0]))
    return times / sum(widths.values()), width
