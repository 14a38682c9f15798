"""How many came, read out of the words the paper uses: 200余名代表 stays as it is written and counts as about 200. Pure."""

import re
from typing import NamedTuple

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_COUNT = re.compile(
    r"(?P<before>约|近|上|大约)?(?P<number>\d[\d,，]*|[一二两三四五六七八九十百千零〇]+)(?P<after>余|多|来|几)?"
    r"\s*(?:个|名|人|位|余人)"
)
_ALONE = re.compile(r"(?P<before>约|近)?(?P<number>\d+)(?P<after>余|多)?")


class Guests(NamedTuple):
    """`heads` people; `about` when the words say that it is no exact count."""

    heads: int
    about: bool


def read_guests(told: str | None) -> Guests | None:
    """The people of 200余名代表 or “采油二厂30人、物业公司15人” (together); None where the words hold no number of people."""
    text = (told or "").strip()
    found = list(_COUNT.finditer(text)) or [match for match in [_ALONE.fullmatch(text)] if match]
    if not found:
        return None
    about = any(match["before"] or match["after"] for match in found)
    return Guests(sum(_number(match["number"]) for match in found), about)


def _number(text: str) -> int:
    if text[0].isdigit():
        return int(re.sub(r"[,，]", "", text))
    whole, digit = 0, 0
    for char in text:
        if char in _PLACES:
            whole += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = _DIGITS.get(char, 0)
    return whole + digit


def guest_heads(told: str | None) -> int:
    """The number alone, 0 without one: for SQL."""
    guests = read_guests(told)
    return guests.heads if guests else 0


def guest_about(told: str | None) -> int:
    """1 where the count is about so many, else 0: for SQL."""
    guests = read_guests(told)
    return int(bool(guests and guests.about))


def in_words(told: str | None) -> str:
    """约200人, 45人, or nothing."""
    guests = read_guests(told)
    return f"{'约' if guests.about else ''}{guests.heads}人" if guests else ""
