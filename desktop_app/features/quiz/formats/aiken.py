"""Moodle's Aiken: a stem on one line, options A. or A), then ANSWER: and one letter."""

import re

from desktop_app.features.quiz.formats.drafts import Draft
from desktop_app.features.quiz.words import QuestionKind

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)\s*")
_ANSWER = re.compile(r"\s*ANSWER:\s*([A-Z])\s*")


def looks_like(text: str) -> bool:
    """Whether a text is Aiken: it has ANSWER: lines and no braces."""
    return bool(re.search(r"(?m)^\s*ANSWER:\s*[A-Z]\s*$", text)) and "{" not in text


def read(text: str) -> list[Draft]:
    """Every question of an Aiken file; one that is not whole has its fault."""
    found: list[Draft] = []
    draft, options = Draft(0), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if answer := _ANSWER.fullmatch(line):
            found.append(_closed(draft, options, answer[1]))
            draft, options = Draft(0), []
        elif (option := _OPTION.fullmatch(line)) and draft.stem:
            if ord(option[1]) - ord("A") != len(options):
                draft.fault = draft.fault or f"选项 {option[1]} 不在次序上"
            options.append(option[2])
        elif line.strip():
            if options:
                draft.fault = "没有 ANSWER 行"
                found.append(_closed(draft, options, ""))
                draft, options = Draft(0), []
            draft.line = draft.line or number
            draft.stem = f"{draft.stem}\n{line.strip()}".strip()
    if draft.stem:
        draft.fault = "没有 ANSWER 行"
        found.append(_closed(draft, options, ""))
    return found


def _closed(draft: Draft, options: list[str], answer: str) -> Draft:
    draft.kind, draft.options, draft.answer = QuestionKind.SINGLE, tuple(options), answer
    if not draft.fault and ord(answer) - ord("A") >= len(options):
        draft.fault = f"答案是 {answer}，但没有这个选项"
    return draft
