"""Stroke counts and 姓氏笔画 order, the official order of lists of people (GB 13000.1 字序; tables in data/strokes).

Characters stand by stroke count, then stroke by stroke (横竖撇点折), then as in 通用规范汉字表. A character outside the shipped
order stands by its count after those inside. Pinyin order is in pinyin.py.
"""

from functools import cache

from desktop_app.people import surnames
from desktop_app.support.paths import DATA

_BLOCKS = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
_SINGLE_GIVEN = " "


@cache
def _orders() -> dict[str, str]:
    """Character → its strokes as 1–5, in the order of characters."""
    lines = (DATA / "strokes" / "order.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1:] for line in lines}


@cache
def _counts() -> list[str]:
    return (DATA / "strokes" / "counts.txt").read_text(encoding="utf-8").splitlines()


@cache
def _keys() -> dict[str, str]:
    """Character → six digits: count, then place among all shipped characters. Others are added as they are met."""
    return {char: f"{len(order):02d}{place:04d}" for place, (char, order) in enumerate(_orders().items())}


def order(character: str) -> str:
    """The strokes in writing order: 1 横 2 竖 3 撇 4 点 5 折; '' for a character the shipped order does not have."""
    return _orders().get(character, "")


def count(character: str) -> int:
    """The number of strokes, 0 for what is no Chinese character."""
    if known := _orders().get(character):
        return len(known)
    code = ord(character)
    for row, (first, last) in zip(_counts(), _BLOCKS, strict=True):
        if first <= code <= last:
            return ord(row[code - first]) - 32
    return 0


def _outside(character: str) -> str:
    strokes = count(character)
    return f"{strokes:02d}~{ord(character):05x}" if strokes else f"99{ord(character):05x}"


def sort_key(name: str) -> str:
    """A text whose binary order is 姓氏笔画 order of names.

    Character by character; of one surname those with a single given character stand first, as lists of Party congresses
    and the CPPCC count the missing one as blank. Dots and blanks do not count.
    """
    surname, given = surnames.split(name)
    keys = _keys()
    if len(given) != 1 and (known := list(map(keys.get, surname + given))) and None not in known:
        return "".join(known)  # type: ignore[arg-type]
    parts = []
    for place, character in enumerate(surname + given):
        if place == len(surname) and len(given) == 1:
            parts.append(_SINGLE_GIVEN)
        if character == surnames.DOT or character.isspace():
            continue
        if (key := keys.get(character)) is None:
            key = keys[character] = _outside(character)
        parts.append(key)
    return "".join(parts)
