"""Makes readings.txt from pypinyin and the Unihan database (README.md); the program only reads what this wrote.

    python data/pinyin/make.py Unihan_Readings.txt.bz2

Characters of 通用规范汉字字典 (Unihan kTGHZ2013) get that dictionary's readings in pypinyin's order, commonest first; others get
pypinyin's first three.
"""

import bz2
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

HERE = Path(__file__).parent
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
OTHERS_AT_MOST = 3


def numbered(syllable: str) -> str:
    """shàn → shan4, lǚ → lv3, zi → zi5."""
    marks = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    tone = next((TONES[mark] for mark in marks if mark in TONES), "5")
    return "".join(letter for letter in marks if letter.isascii()) + tone


def dictionary(unihan: Path) -> dict[int, set[str]]:
    """The readings of 通用规范汉字字典 by code point."""
    text = bz2.decompress(unihan.read_bytes()).decode("utf-8") if unihan.suffix == ".bz2" else unihan.read_text("utf-8")
    found = re.findall(r"^U\+([0-9A-F]+)\tkTGHZ2013\t(.+)$", text, re.MULTILINE)
    return {int(code, 16): {numbered(part.split(":")[1]) for part in line.split()} for code, line in found}


def chosen(listed: str, official: set[str] | None) -> tuple[str, ...]:
    """Readings in order, each once; a neutral tone only where the syllable has no other."""
    readings = list(dict.fromkeys(numbered(part) for part in listed.split(",") if part))
    if official:
        readings = [r for r in readings if r in official] + sorted(official - set(readings))
    else:
        readings = readings[:OTHERS_AT_MOST]
    toned = {r[:-1] for r in readings if r[-1] != "5"}
    return tuple(r for r in readings if r[-1] != "5" or r[:-1] not in toned)


def main(unihan: Path) -> None:
    """Write the table, a line for each set of readings."""
    official = dictionary(unihan)
    characters: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code in sorted(PINYIN_DICT.keys() | official.keys()):
        if code >= 0x3400 and (readings := chosen(PINYIN_DICT.get(code, ""), official.get(code))):
            characters[readings].append(chr(code))
    lines = (f"{'/'.join(readings)}\t{''.join(chars)}\n" for readings, chars in sorted(characters.items()))
    (HERE / "readings.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
