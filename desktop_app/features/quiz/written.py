"""Written papers: A and B of one draw, each shuffled by its own seed, so that the key of each follows from the same place as its page.

Drawing is draw.py's, setting them on pages papers/'s.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import Any

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.words import QuestionKind, Version
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_ORDER = list(QuestionKind)
_STAYS = ("以上", "都对", "都不", "均正确", "均不", "全对", "A和", "A、", "A与")


@dataclass(frozen=True)
class Item:
    """One question on a paper: its number, what is printed, what it is worth, and the key."""

    number: int
    kind: str
    stem: str
    options: tuple[str, ...]
    answer: str
    points: int
    source: str
    analysis: str


@dataclass(frozen=True)
class Part:
    """The questions of one kind, in a row: 一、单选题."""

    kind: str
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        """What the whole part is worth."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True)
class ExamPaper:
    """One version of one paper."""

    title: str
    stage: str
    version: Version
    paper_no: int
    papers: int
    minutes: int | None
    parts: tuple[Part, ...]
    multi_rule: str

    @property
    def points(self) -> int:
        """The full mark."""
        return sum(part.points for part in self.parts)


def exam_papers(office: Office, stage: int) -> list[ExamPaper]:
    """Every version of every paper of a written stage. OfficeError where nothing was drawn."""
    contest, title, minutes, rule, seed = office.database.rows(
        "SELECT c.name, s.title, s.minutes, s.multi_rule, c.seed FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id"
        " WHERE s.id = ?",
        (stage,),
    )[0]
    drawn = office.database.rows(
        "SELECT paper_no, told FROM quiz_drawn WHERE stage_id = ? AND round_id IS NULL ORDER BY paper_no, seq", (stage,)
    )
    if not drawn:
        raise OfficeError("这个阶段还没有抽题。", "请先抽题，再印试卷。")
    sheets = {no: [json.loads(told) for _, told in rows] for no, rows in groupby(drawn, key=lambda row: row[0])}
    return [
        ExamPaper(
            contest, title, version, no, len(sheets), minutes, _parts(told, f"{seed}/{stage}/{no}/{version}"), rule
        )
        for no, told in sheets.items()
        for version in Version
    ]


def _parts(told: Sequence[dict[str, Any]], seed: str) -> tuple[Part, ...]:
    random, number, parts = Random(seed), 0, []
    for kind in _ORDER:
        of_kind = [each for each in told if each["kind"] == kind]
        random.shuffle(of_kind)
        items = []
        for each in of_kind:
            number += 1
            items.append(_item(number, each, random))
        if items:
            parts.append(Part(str(kind), tuple(items)))
    return tuple(parts)


def _item(number: int, told: dict[str, Any], random: Random) -> Item:
    options, answer = shuffled(told["options"], told["answer"], random)
    return Item(number, told["kind"], told["stem"], options, answer, told["points"], told["source"], told["analysis"])


def shuffled(options: Sequence[str], answer: str, random: Random) -> tuple[tuple[str, ...], str]:
    """Options in another order, and the letters of the same right ones. Options that speak of others (以上都对) keep their places."""
    order = list(range(len(options)))
    if not any(word in option for option in options for word in _STAYS):
        random.shuffle(order)
    if not options:
        return (), answer
    right = {LETTERS.index(letter) for letter in answer}
    letters = "".join(LETTERS[place] for place, at in enumerate(order) if at in right)
    return tuple(options[at] for at in order), letters
