"""What makes a question sound, by its kind; and what its answer reads like. Pure: values by field name, as stored."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.words import QuestionKind

OPTION_FIELDS = tuple(f"opt_{letter.lower()}" for letter in LETTERS)
_BLANK = re.compile(r"_{2,}|[（(]\s*[　\s]*[)）]|＿{2,}|﹍{2,}|—{4,}")
_LEAST_OPTIONS = {QuestionKind.SINGLE: 2, QuestionKind.MULTI: 3}
_LEAST_RIGHT = 2


def options_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The options up to the last filled one."""
    options = [values.get(name) or "" for name in OPTION_FIELDS]
    while options and not options[-1]:
        options.pop()
    return tuple(options)


def blanks_in(stem: str) -> int:
    """How many gaps a 填空 stem has: ____ or （ ）."""
    return len(_BLANK.findall(stem))


def accepted(answer: str) -> list[list[str]]:
    """For each gap of a 填空 the ways it may be filled."""
    gaps = re.split(r"[;；]", answer)
    return [[way.strip() for way in re.split(r"[|｜]", gap) if way.strip()] for gap in gaps]


def needs(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that a question of this kind has at least, and those before one that is filled."""
    kind = values.get("qtype")
    least = _LEAST_OPTIONS.get(QuestionKind(kind)) if kind else None
    return OPTION_FIELDS[: max(least, len(options_of(values)))] if least else ()


def faults(values: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the way of storing a question, a sentence by field."""
    kind, answer, options = values.get("qtype"), values.get("answer") or "", options_of(values)
    if kind is None or not answer or not values.get("stem"):
        return {}
    found: dict[str, str] = {}
    if kind in _LEAST_OPTIONS:
        found = _choice_faults(QuestionKind(kind), answer, options)
    elif options:
        found[next(name for name in OPTION_FIELDS if values.get(name))] = f"{kind}题没有选项"
    elif kind == QuestionKind.JUDGE and answer not in ("对", "错"):
        found["answer"] = f"判断题的答案只能是对或错，这里是“{answer[:20]}”"
    elif kind == QuestionKind.BLANK:
        found = _blank_faults(values["stem"], answer)
    if not values.get("score", 1):
        found["score"] = "分值要大于 0"
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and start > end:
        found["valid_to"] = "有效期止早于有效期起"
    return found


def _choice_faults(kind: QuestionKind, answer: str, options: Sequence[str]) -> dict[str, str]:
    if "" in options:
        return {f"opt_{LETTERS[options.index('')].lower()}": f"选项{LETTERS[options.index('')]}空着，后面却还有选项"}
    if len(options) < _LEAST_OPTIONS[kind]:
        return {"opt_b": f"{kind}题至少要 {_LEAST_OPTIONS[kind]} 个选项，这里有 {len(options)} 个"}
    same = [option for at, option in enumerate(options) if option in options[:at]]
    if same:
        return {"opt_b": f"有两个选项一样：{same[0]}"}
    if not re.fullmatch("[A-F]+", answer):
        return {"answer": f"{kind}题的答案要写选项字母，这里是“{answer[:20]}”"}
    beyond = [letter for letter in answer if LETTERS.index(letter) >= len(options)]
    if beyond:
        return {"answer": f"答案是 {beyond[0]}，但没有选项{beyond[0]}"}
    if kind == QuestionKind.SINGLE and len(answer) != 1:
        return {"answer": f"单选题只能有一个答案，这里有 {len(answer)} 个"}
    if kind == QuestionKind.MULTI and len(answer) < _LEAST_RIGHT:
        return {"answer": "多选题至少要有两个答案"}
    return {}


def _blank_faults(stem: str, answer: str) -> dict[str, str]:
    gaps, given = blanks_in(stem), accepted(answer)
    if not gaps:
        return {"stem": "填空题的题干里要有空：____ 或（　）"}
    if len(given) != gaps or not all(given):
        return {"answer": f"题干有 {gaps} 个空，答案有 {len([g for g in given if g])} 个（各空用分号隔开）"}
    return {}


def shown_answer(kind: str, options: Sequence[str], answer: str) -> str:
    """The answer in words for whoever must not misread a letter: B　二年; 对; 甲；乙 或 丙."""
    if kind in _LEAST_OPTIONS:
        return "；".join(f"{letter}　{options[LETTERS.index(letter)]}" for letter in answer)
    if kind == QuestionKind.BLANK:
        return "；".join(" 或 ".join(ways) for ways in accepted(answer))
    return answer


def is_right(kind: str, answer: str, given: str) -> bool | None:
    """Whether what was given is right; None for 简答, which a person judges. Blanks ignore spaces and width."""
    if kind == QuestionKind.ESSAY:
        return None
    if kind == QuestionKind.BLANK:
        ways, said = accepted(answer), re.split(r"[;；]", given)
        plain = [re.sub(r"\s", "", each) for each in said]
        return len(plain) == len(ways) and all(
            each in {re.sub(r"\s", "", way) for way in allowed} for each, allowed in zip(plain, ways, strict=True)
        )
    return given == answer
