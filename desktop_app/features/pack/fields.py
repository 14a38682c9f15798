"""What a line of the catalogue may point at: a folder of the pack, and where its proof is kept."""

import re
from collections.abc import Iterable

from peewee import TextField

from desktop_app.ledger.declaration import Ledger
from desktop_app.storage.kind import Kind, plain_text

_FOLDER = re.compile(r"0?(\d{1,2})")
_OPTIONS: list[str] = []


def fill(ledgers: Iterable[Ledger]) -> None:
    """Take what can be pointed at from these ledgers, in place of what was known. The registry does it once."""
    ledgers = tuple(ledgers)
    offered = [each.title for ledger in ledgers if ledger.offers.evidence for each in ledger.offers.evidence()]
    _OPTIONS[:] = [*(f"台账：{ledger.title}" for ledger in ledgers), *(f"材料：{title}" for title in offered)]


class Source(Kind, TextField):
    """台账：班子届次, or 材料：三会一课; stored as it is shown."""

    entry = "choice"
    width = 18
    operators = ("是", "不是", "为空", "不为空")

    def options(self) -> list[tuple[str, str]]:
        """(stored, shown) of everything there is."""
        return [(each, each) for each in _OPTIONS]

    def read(self, typed: object) -> str:
        text = plain_text(typed).replace(":", "：")
        known = {each: each for each in _OPTIONS} | {each.partition("：")[2]: each for each in reversed(_OPTIONS)}
        if text in known:
            return known[text]
        raise ValueError(f"{self.label}没有“{text}”，要写台账或材料的名称，例如“{_OPTIONS[0] if _OPTIONS else ''}”")


class FolderNumber(Kind, TextField):
    """The number of a folder in the pack: 04."""

    align = "center"
    width = 7

    def read(self, typed: object) -> str:
        found = _FOLDER.fullmatch(plain_text(typed))
        if not found or not 1 <= int(found[1]) <= 99:
            raise ValueError(f"{self.label}是两位数字，例如 04")
        return f"{int(found[1]):02d}"
