"""Questions as Moodle GIFT (Q2). What GIFT has no word for (difficulty, source, points) goes into the explanation or is left out."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from desktop_app.features.quiz.answers import accepted, options_of
from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.words import QuestionKind
from desktop_app.support.files import write_atomically

_SPECIAL = re.compile(r"([~=#{}:\\])")
_GAP = re.compile(r"_{2,}")


def gift_text(questions: Iterable[Mapping[str, Any]]) -> str:
    """The questions, under a category for each 知识点."""
    parts = []
    ordered = sorted(questions, key=lambda values: values.get("topic") or "")
    for topic, group in groupby(ordered, key=lambda values: values.get("topic") or ""):
        if topic:
            parts.append(f"$CATEGORY: {topic}")
        parts += [_question(values) for values in group]
    return "\n\n".join(parts) + "\n"


def write_gift(path: Path, questions: Iterable[Mapping[str, Any]]) -> None:
    """Write them to a file, wholly or not at all."""
    with write_atomically(path) as beside:
        beside.write_text(gift_text(questions), encoding="utf-8")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _question(values: Mapping[str, Any]) -> str:
    kind, answer, stem = values["qtype"], values["answer"], _escaped(values["stem"])
    general = f"####{_escaped(values['analysis'])}" if values.get("analysis") else ""
    if kind == QuestionKind.JUDGE:
        return f"{stem}{{{'TRUE' if answer == '对' else 'FALSE'}{general}}}"
    if kind == QuestionKind.ESSAY:
        return f"{stem}{{####{_escaped(answer)}}}"
    if kind == QuestionKind.BLANK:
        return _blank(stem, answer, general)
    lines = [f"\t{_mark(kind, answer, at)}{_escaped(option)}" for at, option in enumerate(options_of(values))]
    return "\n".join([f"{stem}{{", *lines, *([f"\t{general}"] if general else []), "}"])


def _mark(kind: str, answer: str, at: int) -> str:
    right = LETTERS[at] in answer
    if kind == QuestionKind.SINGLE:
        return "=" if right else "~"
    share = 100 / len(answer)
    return f"~%{share:.5g}%" if right else "~%-100%"


def _blank(stem: str, answer: str, general: str) -> str:
    """One gap stays a gap; GIFT has only one answer a question, so several gaps are asked for together."""
    ways = accepted(answer)
    if len(ways) == 1:
        told = " ".join(f"={_escaped(way)}" for way in ways[0])
        if len(_GAP.findall(stem)) == 1:
            return _GAP.sub(lambda _: f"{{{told}{general}}}", stem)
        return f"{stem}{{{told}{general}}}"
    return f"{stem}{{={_escaped('；'.join(gap[0] for gap in ways))}{general}}}"
