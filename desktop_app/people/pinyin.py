"""Pinyin of names and texts: keys to sort by and to search in (tables in data/pinyin, readings as 'shan4', ü as v).

Which reading is meant is never asked: sorting takes the surname's reading or the commonest; searching finds a name by each.
"""

import csv
import re
from functools import cache
from itertools import product
from math import prod

from desktop_app.people import strokes, surnames
from desktop_app.support.paths import DATA

MOST_COMBINATIONS = 32
LONGEST_NAME = 12
_HAN = re.compile("[\u3400-\u9fff]+")
_MIXED = range(2, 7)
"""Of so many characters a name is also found by surname in full and the rest by initials."""


@cache
def _table() -> str:
    """Lines of readings, a tab, the characters so read; kept as text: finding a character in it takes some 20 µs, once."""
    return "\n" + (DATA / "pinyin" / "readings.txt").read_text(encoding="utf-8")


@cache
def _in_given_names() -> dict[str, str]:
    with (DATA / "pinyin" / "given.csv").open(encoding="utf-8", newline="") as file:
        return {row["character"]: row["reading"] for row in csv.DictReader(file)}


@cache
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character, the commonest first; () where none is known."""
    place = -1 if character.isascii() else _table().find(character)
    if place < 0:
        return ()
    start = _table().rindex("\n", 0, place) + 1
    return tuple(_table()[start : _table().index("\t", start)].split("/"))


@cache
def _part(character: str, reading: str = "") -> str:
    """A character's piece of a sort key: syllable and tone, strokes, itself. Latin and figures come before, unread after."""
    known = readings(character)
    if not known:
        return character.upper() if character.isascii() else f"~{strokes.count(character):02d}{character}"
    return f"{reading or known[0]}{strokes.count(character):02d}{character}"


@cache
def _given_part(character: str) -> str:
    return _part(character, _in_given_names().get(character, ""))


@cache
def _surname_part(surname: str) -> str:
    read = surnames.readings(surname)
    return "".join(_part(char, read[place][0] if read else "") for place, char in enumerate(surname))


def sort_key(text: str) -> str:
    """A text whose binary order is pinyin order: by syllable, tone, strokes, character by character."""
    return "".join(map(_part, text.strip()))


def name_key(name: str) -> str:
    """`sort_key` for a person's name: surname and given name in the readings names have."""
    surname, given = surnames.split(name.strip())
    if not surname:
        return "".join(map(_given_part, given.replace(surnames.DOT, " ")))
    return _surname_part(surname) + "".join(map(_given_part, given))


def initials(text: str) -> str:
    """First letters of the commonest readings: 张建国 → zjg; Latin letters and figures as they are."""
    return "".join(_sounds(character)[0][:1] for character in text if not character.isspace())


@cache
def _sounds(character: str) -> tuple[str, ...]:
    """Syllables without tone under which a character is looked for; ü as v and as u."""
    if character.isascii():
        return (character.lower() if character.isalnum() else "",)
    syllables = [reading[:-1] for reading in readings(character)]
    syllables += [syllable.replace("v", "u") for syllable in syllables if "v" in syllable]
    return tuple(dict.fromkeys(syllables)) or ("",)


@cache
def _surname_sounds(surname: str) -> list[tuple[str, ...]]:
    """For each of its characters the syllables, the surname's own readings first."""
    read = surnames.readings(surname) or ()
    first = [tuple(reading[:-1] for reading in options) for options in read]
    return [
        tuple(dict.fromkeys((*(first[place] if first else ()), *_sounds(char)))) for place, char in enumerate(surname)
    ]


def _name_sounds(name: str) -> list[tuple[str, ...]]:
    surname, given = surnames.split(name)
    return [*_surname_sounds(surname), *map(_sounds, given)]


@cache
def _letters(syllables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(syllable[:1] for syllable in syllables))


def _combined(options: list[tuple[str, ...]]) -> list[str]:
    """All ways to read them, or, where those are too many, the usual way and each other reading by itself."""
    ways = prod(map(len, options))
    if ways == 1:
        return ["".join(syllables[0] for syllables in options)]
    if ways <= MOST_COMBINATIONS:
        return list(map("".join, product(*options)))
    usual = [syllables[0] for syllables in options]
    if len(options) > LONGEST_NAME:
        return ["".join(usual)]
    others = (
        "".join((*usual[:place], syllable, *usual[place + 1 :]))
        for place, syllables in enumerate(options)
        for syllable in syllables[1:]
    )
    return ["".join(usual), *others]


def _given_at(bare: str) -> int:
    """Where the given name begins, of a name that is also found by one part in full and the other by its initials; else 0."""
    return 0 if len(bare) not in _MIXED or bare.isascii() else len(surnames.split(bare)[0]) or 1


def _mixed(bare: str, sounds: list[tuple[str, ...]], letters: list[tuple[str, ...]]) -> list[str]:
    """zhangjg and zjianguo: one part of the name in full, the other by its initials."""
    at = _given_at(bare)
    if not at:
        return []
    return [*_combined([*sounds[:at], *letters[at:]]), *_combined([*letters[:at], *sounds[at:]])]


def search_keys(name: str) -> str:
    """What a name (or another short text) is found by, in small letters with blanks between.

    The text itself (and without its dot), its full pinyin and its initials in each of its readings: 单建国 has shanjianguo,
    danjianguo, sjg, djg, and shanjg, sjianguo between the two. Anything typed that is a part of one of these finds it.
    """
    if _HAN.fullmatch(name):
        text = bare = name
    else:
        text = name.strip().lower()
        bare = "".join(text.replace(surnames.DOT, "").split())
    sounds = _name_sounds(bare) if surnames.DOT not in text else [_sounds(char) for char in bare]
    if sum(map(len, sounds)) == len(sounds):
        keys = (text, bare, *_only_way(bare, [syllable for (syllable,) in sounds]))
    else:
        letters = list(map(_letters, sounds))
        keys = (text, bare, *_combined(sounds), *_combined(letters), *_mixed(bare, sounds, letters))
    return " ".join(filter(None, dict.fromkeys(keys)))


def _only_way(bare: str, syllables: list[str]) -> list[str]:
    """The same for the many names of which every character is read in one way."""
    letters = [syllable[:1] for syllable in syllables]
    full, short = "".join(syllables), "".join(letters)
    at = _given_at(bare)
    return [full, short, *(("".join(syllables[:at]) + short[at:], short[:at] + "".join(syllables[at:])) if at else ())]
