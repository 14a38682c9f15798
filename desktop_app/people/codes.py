"""Code lists by national standard (data/codes): what people type or workbooks hold becomes one code, a code its name.

汉, 汉族, 01 and 1 give one code. Fields that hold codes are in fields.py; fixed words without codes are in words.py.
"""

import csv
import difflib
import unicodedata
from collections.abc import Mapping
from functools import cache

from desktop_app.people import pinyin
from desktop_app.support.frozen import frozen
from desktop_app.support.paths import DATA

TITLES = {
    "sex": "性别",
    "ethnicity": "民族",
    "education": "学历",
    "job": "工作岗位",
    "province": "省份",
    "party_post": "党内职务",
    "lost": "失联情形",
    "yes_no": "是否",
}
_NO_LEARNED: Mapping[str, str] = {}


@frozen
class CodeLine:
    """One code; `group` is what papers sum it up to ('' where a list has no groups)."""

    code: str
    name: str
    synonyms: tuple[str, ...] = ()
    group: str = ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


class CodeTable:
    """One list of codes, in the order of choice."""

    def __init__(self, title: str, lines: tuple[CodeLine, ...]) -> None:
        self.title = title
        self.lines = lines
        self._by_code = {line.code: line for line in lines}
        self._words = self._all_words()

    def _all_words(self) -> dict[str, str]:
        """Everything that means a code: the code, its name, then synonyms, then the code without leading zeros."""
        words: dict[str, str] = {}
        for line in self.lines:
            words[_plain(line.code)] = words[_plain(line.name)] = line.code
        for line in self.lines:
            for word in (*line.synonyms, line.code.lstrip("0")):
                words.setdefault(_plain(word), line.code)
        return {word: code for word, code in words.items() if word}

    def name(self, code: str) -> str:
        """The name shown for a code; a code the list does not have is shown as it is."""
        line = self._by_code.get(code)
        return line.name if line else code

    def group(self, code: str) -> str:
        """What papers sum the code up to; '' for none."""
        line = self._by_code.get(code)
        return line.group if line else ""

    def choices(self) -> list[tuple[str, str]]:
        """(code, name) in order."""
        return [(line.code, line.name) for line in self.lines]

    def parse(self, typed: str, learned: Mapping[str, str] = _NO_LEARNED) -> str:
        """The code meant. `learned` maps words of this office to codes and comes first.

        ValueError with a Chinese sentence that proposes near names.
        """
        word = _plain(typed)
        taught = learned.get(typed) or learned.get(word)
        if taught in self._by_code:
            return str(taught)
        if word in self._words:
            return self._words[word]
        near = "、".join(self.near(typed))
        raise ValueError(f"{self.title}里没有“{typed}”" + (f"，可能是：{near}" if near else "，请从列表里选"))

    def near(self, typed: str, most: int = 3) -> list[str]:
        """Names like what was typed, the likeliest first."""
        word = _plain(typed)
        known = [other for other in self._words if len(other) > 1 and len(word) > 1]
        holding = [self._words[other] for other in known if word in other or other in word]
        alike = [self._words[other] for other in difflib.get_close_matches(word, self._words, most, 0.5)]
        return [self.name(code) for code in dict.fromkeys(alike + holding)][:most]

    def find(self, text: str) -> list[tuple[str, str]]:
        """(code, name) of those meant by the first keys typed: a code's beginning, pinyin, its initials, or part of a name."""
        word = _plain(text)
        return [(line.code, line.name) for line in self.lines if self._begins(line, word)]

    def _begins(self, line: CodeLine, word: str) -> bool:
        if line.code.casefold().startswith(word) or word in _plain(line.name) or word in map(_plain, line.synonyms):
            return True
        return any(
            key.startswith(word) for text in (line.name, *line.synonyms) for key in pinyin.search_keys(text).split()[1:]
        )


@cache
def table(name: str) -> CodeTable:
    """The list of that name, read once; KeyError for a name that is none."""
    title = TITLES[name]
    with (DATA / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = tuple(
            CodeLine(row["code"], row["name"], tuple(filter(None, row["synonyms"].split(";"))), row.get("group") or "")
            for row in csv.DictReader(file)
        )
    return CodeTable(title, lines)
