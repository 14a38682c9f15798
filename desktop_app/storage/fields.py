"""Field kinds: each knows how to read what people type or Excel holds, how to show it, mask it, align it and sort it.

A record's field is one of these with its Chinese name; table, form, filter, import mapping, Excel and PDF column follow
from it. What all kinds have in common is in kind.py, numbers are in numbers.py; kinds that point at people or organisations,
and code lists, live in people/fields.py.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from math import isfinite
from typing import Any

from peewee import BooleanField, TextField

from desktop_app.storage.kind import Kind, Tone, plain_lines, plain_text
from desktop_app.support import dates, id_number

_DOTS = str.maketrans({"•": "·", "・": "·", "‧": "·", "∙": "·", "．": "·", "／": "·", "。": "·"})
_YES = frozenset(("是", "有", "1", "true", "y", "yes", "√", "对"))
_NO = frozenset(("否", "无", "0", "false", "n", "no", "×", "错"))


def _folded(word: str) -> str:
    """A word as it is compared: full width and capitals are no other words."""
    return unicodedata.normalize("NFKC", word).casefold()


class Text(Kind, TextField):
    """One line of text, at most `longest` characters."""

    sort = "pinyin"
    longest = 200
    usual = re.compile('[!"$-)+-~\u4e00-\u9fff]{1,200}')

    def read(self, typed: object) -> str:
        text = plain_text(typed)
        if len(text) > self.longest:
            raise ValueError(f"{self.label}最多 {self.longest} 个字，这里有 {len(text)} 个")
        return text


class LongText(Text):
    """Text of several lines."""

    entry = "long"
    width = 24
    longest = 10_000

    def read(self, typed: object) -> str:
        text = plain_lines(typed)
        if len(text) > self.longest:
            raise ValueError(f"{self.label}最多 {self.longest} 个字，这里有 {len(text)} 个")
        return text


class PersonName(Text):
    """A person's name as on the identity card: no blanks between Chinese characters, one kind of dot in minority names."""

    sort = "name"
    longest = 50
    width = 9
    usual = re.compile("[\u4e00-\u9fff]{1,50}")
    _between_latin = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")

    def read(self, typed: object) -> str:
        name = self._between_latin.sub("", super().read(typed).translate(_DOTS))
        if any(character.isdigit() for character in name):
            raise ValueError(f"{self.label}里有数字：{name}")
        return name

    def public(self, value: str | None) -> str:
        """王*, for lists that hang on a wall."""
        return value[0] + "*" * (len(value) - 1) if value else ""


class DayKind(Kind, TextField):
    """A day in ISO; one that is not known to the day is shorter. It stands `not_before` that of another field, and is `past` where
    it tells of what has been (ledger/record_rules.py)."""

    align = "center"
    entry = "date"
    width = 10
    operators = ("是", "早于", "晚于", "介于", "为空", "不为空")

    def __init__(self, label: str, *, not_before: str = "", past: bool = False, **options: Any):
        super().__init__(label, **options)
        self.not_before, self.past = not_before, past


class PartialDate(DayKind):
    """A biographical date known to the year, month or day: '1958', '1958-03', '1958-03-05'. Sorts as it stands."""

    def read(self, typed: object) -> str:
        return dates.parse(typed)


class YearMonth(PartialDate):
    """A year and month, such as 党费交至年月: '2016-12'."""

    width = 8

    def read(self, typed: object) -> str:
        text = dates.parse(typed)
        if len(text) < 7:
            raise ValueError(f"{self.label}要到月，例如 2016-12")
        return text[:7]


class FullDate(DayKind):
    """A date that must be known to the day: '2016-12-31'."""

    excel = "date"

    def read(self, typed: object) -> str:
        text = dates.parse(typed)
        if len(text) < 10:
            raise ValueError(f"{self.label}要到日，例如 2016-12-31")
        return text


class Moment(Kind, TextField):
    """A date and time of day, ISO: '2016-12-31T09:30'."""

    align = "center"
    entry = "moment"
    width = 15

    def read(self, typed: object) -> str:
        if isinstance(typed, datetime):
            return typed.isoformat(timespec="minutes")
        text = plain_text(typed).replace(" ", "T").replace("：", ":")
        try:
            return datetime.fromisoformat(text).isoformat(timespec="minutes")
        except ValueError:
            raise ValueError(f"{self.label}看不懂：{typed}，例如 2016-12-31 09:30") from None

    def show(self, value: Any) -> str:
        return "" if value is None else str(value).replace("T", " ")


class Choice(Kind, TextField):
    """One of a fixed few words; what is stored is the Chinese word itself.

    `tones` says of words that are a state how they stand: good, note, warn or bad; screens show those as a chip.
    """

    align = "center"
    entry = "choice"
    operators = ("是", "不是", "为空", "不为空")

    def __init__(
        self,
        label: str,
        words: type[StrEnum],
        *,
        synonyms: dict[str, str] | None = None,
        tones: Mapping[str, Tone] | None = None,
        **options: Any,
    ):
        super().__init__(label, **options)
        self.words = words
        self._words = {_folded(word): str(word) for word in words}
        self.synonyms = synonyms or {}
        self.tones = tones or {}

    def options(self) -> list[tuple[str, str]]:
        """(stored, shown) in the order of the declaration."""
        return [(str(word), str(word)) for word in self.words]

    def read(self, typed: object) -> str:
        text = plain_text(typed)
        text = self.synonyms.get(text, text)
        if (word := self._words.get(_folded(text))) is not None:
            return word
        raise ValueError(f"{self.label}没有“{text}”，只能是：{'、'.join(self.words)}")


class Choices(Kind, TextField):
    """Several of a fixed few words, stored as they are shown: in the order of the declaration, with 、 between them."""

    width = 16
    operators = ("包含", "为空", "不为空")
    _between = re.compile(r"[、,，;；/\s]+")

    def __init__(self, label: str, words: type[StrEnum], **options: Any):
        super().__init__(label, **options)
        self.words = words

    def read(self, typed: object) -> str:
        said = [word for word in self._between.split(plain_text(typed)) if word]
        known = [str(word) for word in self.words]
        if unknown := [word for word in said if word not in known]:
            raise ValueError(f"{self.label}没有“{unknown[0]}”，只能是：{'、'.join(known)}")
        return "、".join(word for word in known if word in said)


class Flag(Kind, BooleanField):
    """Yes or no; empty is no."""

    align = "center"
    entry = "flag"
    width = 6
    operators = ("是", "不是")

    def __init__(self, label: str, *, default: bool = False, **options: Any):
        super().__init__(label, required=True, default=default, **options)
        self.required = False

    def parse(self, typed: object) -> bool:
        return bool(super().parse(typed))

    def read(self, typed: object) -> bool:
        text = plain_text(typed).lower()
        if text in _YES:
            return True
        if text in _NO:
            return False
        raise ValueError(f"{self.label}只能填 是 或 否，这里是“{typed}”")

    def options(self) -> list[tuple[bool, str]]:
        """(stored, shown)."""
        return [(True, "是"), (False, "否")]

    def show(self, value: Any) -> str:
        return "是" if value else ""


class IdNumber(Kind, TextField):
    """公民身份号码 (GB 11643-1999) as text. A wrong check digit is a doubt and storable; a wrong length or letter is refused."""

    align = "center"
    width = 19
    sensitive = True
    usual = re.compile("[0-9]{17}[0-9X]")

    def read(self, typed: object) -> str:
        if isinstance(typed, (int, float)):
            return self._read_number(typed)
        return id_number.parse(str(typed))

    def _read_number(self, typed: int | float) -> str:
        # A 15-digit number is exact in Excel; a longer one has lost its tail (messy-workbook cases 1 and 6).
        digits = str(int(typed)) if isfinite(typed) else ""
        if len(digits) == 15:
            return digits
        raise ValueError(f"{self.label}是按数字存放的，末几位已经丢失，请向支部核对原号")

    def mask(self, value: Any) -> str:
        return id_number.mask(value) if value else ""


class Phone(Kind, TextField):
    """A mobile or fixed number as text."""

    align = "center"
    width = 13
    sensitive = True
    open_in_pane = True
    usual = re.compile(r"1[0-9]{10}")
    _shape = re.compile(r"(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})(-\d{1,6})?")

    def read(self, typed: object) -> str:
        text = unicodedata.normalize("NFKC", plain_text(typed)).replace(" ", "").replace("—", "-")
        compact = text.replace("-", "")
        if len(compact) == 11 and compact.startswith("1"):
            text = compact
        if not self._shape.fullmatch(text):
            raise ValueError(f"{self.label}“{text}”不像电话号码：手机 11 位，座机写区号-号码")
        return text

    def mask(self, value: Any) -> str:
        if not value:
            return ""
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else f"****{value[-4:]}"


class Address(Text):
    """A home address, to the door; masked it ends at the 小区."""

    width = 24
    sensitive = True
    _to_the_estate = re.compile(r"^.*?(小区|社区|家属院|花园|苑|村|新村|大院)")

    def mask(self, value: Any) -> str:
        if not value:
            return ""
        found = self._to_the_estate.match(value)
        return found.group(0) + "****" if found else value[: min(6, len(value) // 2)] + "****"
