"""Moodle's GIFT. Read: 单选, 多选 (weights), 判断, 填空 (short answers; {…} in the middle of a sentence), 简答 (with ####answer).

Not supported, and said so question by question: matching, numerical ranges, descriptions without an answer. What a question
loses (feedback of wrong options, part marks, HTML) is noted with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from desktop_app.features.quiz.formats.drafts import Draft
from desktop_app.features.quiz.words import QuestionKind

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HELD = {char: chr(0xE000 + at) for at, char in enumerate("~=#{}:\\")}
_BACK = {held: char for char, held in _HELD.items()}
_TITLE = re.compile(r"\A\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\A\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\A%(-?\d+(?:\.\d+)?)%")
_TAG = re.compile(r"<[^>]+>")
_TRUTH = {"T": "对", "TRUE": "对", "F": "错", "FALSE": "错"}
_FULL = 100.0


def looks_like(text: str) -> bool:
    """Whether a text is GIFT: an answer in braces that begins with one of its signs."""
    return bool(re.search(r"(?<!\\)\{\s*(?:[=~#}]|T\b|F\b|TRUE\b|FALSE\b)", text))


@dataclass(frozen=True)
class _Choice:
    sign: str
    weight: float | None
    text: str
    feedback: str


def read(text: str) -> list[Draft]:
    """Every question of a GIFT file, with the category as its 知识点."""
    found, topic = [], ""
    for line, block in _blocks(text):
        if block.startswith("$CATEGORY:"):
            topic = _plain(block.removeprefix("$CATEGORY:").strip().splitlines()[0]).rsplit("/", 1)[-1]
        elif draft := _draft(line, block):
            draft.topic = topic if topic not in ("top", "$course$") else ""
            found.append(draft)
    return found


def _blocks(text: str) -> list[tuple[int, str]]:
    """Questions with the line they begin on: separated by blank lines; comment lines are left out.

    A blank line among the answers separates nothing, but one after which another question begins ends one whose brace was
    forgotten: it bounces alone.
    """
    blocks: list[tuple[int, list[str]]] = []
    depth, open_block = 0, False
    told = text.replace("\r\n", "\n").split("\n")
    for number, raw in enumerate(told, 1):
        line = _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else _HELD[found[1]], raw)
        if line.lstrip().startswith("//"):
            continue
        if not line.strip() and (depth <= 0 or not _goes_on(told[number:])):
            open_block = False
            continue
        if line.startswith("$CATEGORY:"):
            blocks.append((number, [line]))
            open_block = False
            continue
        if not open_block:
            blocks.append((number, []))
            open_block, depth = True, 0
        depth += line.count("{") - line.count("}")
        blocks[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in blocks]


def _goes_on(rest: Sequence[str]) -> bool:
    """Whether what follows a blank line within braces is still an answer or the closing brace."""
    following = next((line.lstrip() for line in rest if line.strip()), "")
    return following.startswith(("=", "~", "}", "#"))


def _draft(line: int, block: str) -> Draft | None:
    block, notes = _TITLE.sub("", block, count=1), list[str]()
    if formatted := _FORMAT.match(block):
        block = block[formatted.end() :]
    start, end = block.find("{"), block.rfind("}")
    if start >= 0 and end < start:
        return Draft(line, stem=_plain(block[:start]), fault="没有写完：缺右大括号 }")
    if start < 0:
        stem = _plain(block)
        return Draft(line, stem=stem, fault="没有答案（GIFT 的说明文字不能当题目）") if stem else None
    before, inside, after = block[:start], block[start + 1 : end], block[end + 1 :]
    draft = Draft(line, stem=_plain(before))
    tail = _plain(after)
    inside, general = _split_general(inside)
    _fill(draft, inside.strip(), general, notes)
    if tail.strip("。.?？!！ "):
        gap = "____" if draft.kind == QuestionKind.BLANK else "（　）"
        draft.stem = f"{_plain(before)}{gap}{tail}"
    elif draft.kind == QuestionKind.BLANK and "__" not in draft.stem:
        draft.stem += "____" + tail
    else:
        draft.stem += tail
    draft.note = "；".join(notes)
    return draft


def _split_general(inside: str) -> tuple[str, str]:
    """The answers, and the general feedback after ####."""
    answers, _, general = inside.partition("####")
    return answers, _plain(general)


def _fill(draft: Draft, inside: str, general: str, notes: list[str]) -> None:
    draft.analysis = general
    told, _, feedback = inside.partition("#")
    if told.strip().upper() in _TRUTH:
        draft.kind, draft.answer = QuestionKind.JUDGE, _TRUTH[told.strip().upper()]
        draft.analysis = general or _plain(feedback.replace("#", "；"))
    elif not inside:
        draft.kind, draft.answer, draft.analysis = QuestionKind.ESSAY, general, ""
        draft.fault = "" if general else "简答题没有写答案（GIFT 的 {} 里可以写 ####答案）"
    elif inside.startswith("#"):
        draft.fault = "数值题（{#…}）不支持"
    else:
        _fill_choices(draft, _choices(inside), notes)


def _choices(inside: str) -> list[_Choice]:
    found = []
    for sign, body in re.findall(r"([=~])([^=~]*)", inside):
        body = body.strip()
        weight = _WEIGHT.match(body)
        text, _, feedback = (body[weight.end() :] if weight else body).partition("#")
        found.append(_Choice(sign, float(weight[1]) if weight else None, _plain(text), _plain(feedback)))
    return found


def _fill_choices(draft: Draft, choices: list[_Choice], notes: list[str]) -> None:
    if not choices:
        draft.fault = "大括号里没有答案"
    elif any("->" in choice.text for choice in choices):
        draft.fault = "配对题（->）不支持"
    elif all(choice.sign == "=" for choice in choices):
        whole = [choice for choice in choices if choice.weight in (None, _FULL)]
        draft.kind, draft.answer = QuestionKind.BLANK, "|".join(choice.text for choice in whole)
        if len(whole) < len(choices):
            notes.append("只得部分分的写法没有导入")
        draft.analysis = draft.analysis or next((choice.feedback for choice in whole if choice.feedback), "")
    else:
        _fill_options(draft, choices, notes)


def _fill_options(draft: Draft, choices: list[_Choice], notes: list[str]) -> None:
    right = [choice for choice in choices if choice.sign == "="]
    parts = [choice for choice in choices if choice.sign == "~" and (choice.weight or 0) > 0]
    if len(right) > 1 or not (right or parts):
        draft.fault = "有几个标 = 的正确答案，看不出是单选还是多选" if right else "没有标出正确答案"
    if right and parts:
        notes.append("选项的部分分没有导入")
    chosen = right or parts
    draft.kind = QuestionKind.SINGLE if len(chosen) == 1 else QuestionKind.MULTI
    draft.options = tuple(choice.text for choice in choices)
    draft.answer = "".join(chr(ord("A") + choices.index(choice)) for choice in chosen)
    if any(choice.feedback for choice in choices if choice not in chosen):
        notes.append("错误选项的反馈没有导入")
    draft.analysis = draft.analysis or "；".join(choice.feedback for choice in chosen if choice.feedback)


def _plain(text: str) -> str:
    """Text without tags and escapes, on one line but for line breaks that were written as such."""
    text = unescape(_TAG.sub("", text)) if "<" in text else text
    text = re.sub(r"[ \t\r\f\v]*\n[ \t]*", " ", text)
    return "".join(_BACK.get(char, char) for char in text).strip()
