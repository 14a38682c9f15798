"""Nearly equal questions: the same asked twice in other words or with another comma.

Stems are compared by their pairs of characters. So that a bank of 100,000 need not be compared pair by pair, each stem has a few
marks (minima of hashed pairs); only questions that share a mark are looked at.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from peewee import Database

from desktop_app.people.events import among
from desktop_app.storage.office import Office

ALIKE = 0.7
"""From this share of common character pairs on two stems are shown as nearly equal."""
_BANDS = 8
_DEPTH = 2
_NOT_WORDS = re.compile(r"[\W_]+")
_FILLER = re.compile("根据|按照|规定|中国共产党|下列|以下|关于|的|是|应当|应该")
_MIX = 0x9E3779B1


class Near(NamedTuple):
    """Two questions and how alike they are (0–1)."""

    one: int
    other: int
    alike: float


def pairs_of(stem: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a stem without punctuation and filler words."""
    plain = _NOT_WORDS.sub("", unicodedata.normalize("NFKC", stem)).lower()
    text = _FILLER.sub("", plain) or plain
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def alike(one: str, other: str) -> float:
    """Common pairs by all pairs."""
    left, right = pairs_of(one), pairs_of(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def set_off(text: str, other: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether the other text lacks it."""
    matching = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    pieces = [(text[start:end], how != "equal") for how, start, end, _, _ in matching]
    return [piece for piece in pieces if piece[0]]


def marks_of(stem: str) -> list[int]:
    """One mark for each band: stems as alike as ALIKE share one for nearly certain (1 − (1 − 0.7²)⁸ = 99.5 %)."""
    hashes = [zlib.crc32(pair.encode()) for pair in pairs_of(stem)]
    minima = [min((value ^ (_MIX * (n + 1))) * _MIX & 0xFFFFFFFF for value in hashes) for n in range(_BANDS * _DEPTH)]
    return [zlib.crc32(repr(minima[band * _DEPTH : (band + 1) * _DEPTH]).encode()) for band in range(_BANDS)]


def refresh(database: Database, questions: Sequence[int]) -> None:
    """Before commit: the marks of touched questions, made anew."""
    chosen, parameters = among(questions)
    database.execute_sql(f"DELETE FROM quiz_near WHERE question_id IN {chosen}", parameters)
    stems = database.execute_sql(f"SELECT id, stem FROM quiz_question WHERE id IN {chosen}", parameters).fetchall()
    rows = [(band, mark, at) for at, stem in stems for band, mark in enumerate(marks_of(stem))]
    database.executemany("INSERT INTO quiz_near (band, mark, question_id) VALUES (?, ?, ?)", rows)  # type: ignore[attr-defined]


def like(office: Office, stem: str, but: int | None = None) -> list[tuple[int, str, float]]:
    """Stored questions nearly equal to a stem, most alike first: (id, stem, alike)."""
    marks = list(enumerate(marks_of(stem)))
    where = " OR ".join("(n.band = ? AND n.mark = ?)" for _ in marks)
    rows = office.database.rows(
        f"SELECT DISTINCT q.id, q.stem FROM quiz_near n JOIN quiz_question q ON q.id = n.question_id WHERE {where}",
        [value for pair in marks for value in pair],
    )
    found = [(at, told, alike(stem, told)) for at, told in rows if at != but]
    return sorted((each for each in found if each[2] >= ALIKE), key=lambda each: -each[2])


def pairs(office: Office, most: int = 2000) -> list[Near]:
    """Pairs of nearly equal questions that are not retired, most alike first."""
    rows = office.database.rows(
        "SELECT DISTINCT a.question_id, b.question_id, p.stem, q.stem FROM quiz_near a"
        " JOIN quiz_near b ON b.band = a.band AND b.mark = a.mark AND b.question_id > a.question_id"
        " JOIN quiz_question p ON p.id = a.question_id AND p.state <> '停用'"
        " JOIN quiz_question q ON q.id = b.question_id AND q.state <> '停用' LIMIT ?",
        (most * 10,),
    )
    return sorted(_near(rows), key=lambda each: -each.alike)[:most]


def _near(rows: Iterable[tuple[int, int, str, str]]) -> list[Near]:
    found = [Near(one, other, alike(left, right)) for one, other, left, right in rows]
    return [each for each in found if each.alike >= ALIKE]
