"""What reading a cell put right without changing what it says, in words: the clerk sees what was done to the branch's writing."""

import re
import unicodedata
from typing import Any

from desktop_app.storage.fields import IdNumber, PersonName, Phone
from desktop_app.storage.kind import Kind
from desktop_app.workbook.cells import Cell

_STEPS = (
    (re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]"), "去掉看不见的字符"),
    (re.compile("['’‘`\"“”]"), "去掉引号"),
    (re.compile(r"\s"), "去掉空格、换行"),
    (re.compile("[×хХ✕✖╳x]"), "末位改为大写 X"),
    (re.compile("[•・‧∙．／。]"), "间隔号改为“·”"),
    (re.compile("[-—]"), "去掉短横"),
)


def tidied(kind: Kind, cell: Cell, value: Any) -> str:
    """What was put right, such as “全角改半角、去掉空格”; '' where nothing was, or where the value is no text to be copied."""
    if not isinstance(cell, str) or not isinstance(value, str) or cell == value:
        return ""
    if not isinstance(kind, (IdNumber, PersonName, Phone)):
        return ""
    done = ["全角改半角"] if _wide(cell) and not isinstance(kind, PersonName) else []
    done += [words for found, words in _STEPS if found.search(cell) and not found.search(value)]
    return "、".join(done) or "写法已统一"


def _wide(cell: str) -> bool:
    return any(
        "\uff00" < character < "\uff5f" and unicodedata.normalize("NFKC", character).isalnum() for character in cell
    )
