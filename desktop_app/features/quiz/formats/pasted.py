"""Questions as they stand in Word: numbered, options A. B. C. D., answers in the usual notations.

Understood: section headings (一、单项选择题（每题2分）), 1. 1、 （1） 第1题, options one a line or several, the answer in the stem's
brackets, at the end of its line or in a line of its own (答案：B; 【答案】B; 答：…), or in a list at the end (1.A 2.BC; 1-5 ABCDA),
the words of a gap in brackets in its place (under 填空题), 解析, 出处, 难度, 知识点. An answer in the stem is taken out of it, so that
no screen and no paper shows it.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from desktop_app.features.quiz.answers import blanks_in
from desktop_app.features.quiz.fields import tidy_answer
from desktop_app.features.quiz.formats.drafts import Draft
from desktop_app.features.quiz.words import QuestionKind

_SECTION = re.compile(r"^[一二三四五六七八九十]+\s*[、.]\s*(.*)$")
_KINDS = (
    ("多", QuestionKind.MULTI), ("不定项", QuestionKind.MULTI), ("单", QuestionKind.SINGLE), ("判断", QuestionKind.JUDGE),
    ("是非", QuestionKind.JUDGE), ("填空", QuestionKind.BLANK), ("简答", QuestionKind.ESSAY), ("问答", QuestionKind.ESSAY),
    ("论述", QuestionKind.ESSAY), ("选择", QuestionKind.SINGLE),
)  # fmt: skip
_POINTS = re.compile(r"每[题小]+题?\s*(\d+)\s*分")
_NUMBER = re.compile(r"^(?:第\s*(\d+)\s*题\s*[.、:]?|[(]\s*(\d+)\s*[)]\s*[.、]?|(\d+)\s*[.、:)])\s*(?=\S)")
_OPTION = re.compile(r"(?:^|(?<=[\s　;]))[(]?([A-H])\s*[.、:)]\s*")
_FIRST_OPTION = re.compile(r"^[(]?A\s*[.、:)]\s*\S")
_FIELD = re.compile(
    r"^[【\[]?\s*(正确答案|参考答案|标准答案|答案|解析|答案解析|试题解析|出处|来源|难度|知识点|考点|分值)\s*[】\]]?"
    r"\s*:?\s*(.*)$"
)
_ANSWER_OF_WORDS = re.compile(r"^答\s*:\s*(.*)$")
_TAIL = re.compile(
    r"^(.*\S)\s*[【\[(]?\s*(?:正确|参考|标准)?答案\s*[】\])]?\s*:\s*"
    r"([A-F](?:[\s,、;]*[A-F])*|√|×|✓|✗|对|错|正确|错误)\s*[】\])。]?$"
)
_FILLED = re.compile(r"(?<!》)[(]([^()]{1,40})[)]")
_NOT_FILLED = re.compile(r"\d{4}|修[订改正]|简称|单选|多选|每空|\d+\s*分$")
_INLINE = re.compile(r"[(]\s*([A-Fa-f](?:[\s,、;]*[A-Fa-f])*|√|×|✓|✗|对|错|正确|错误)\s*[)]")
_KEY_LIST = re.compile(r"(\d+)\s*[.、:)]?\s*([A-F]{1,6}|√|×|对|错|正确|错误)(?=[\s,;、。]|\d|$)")
_KEY_RANGE = re.compile(r"(\d+)\s*[-~—–]+\s*(\d+)\s*[.、:]?\s*((?:[A-F√×对错]\s*)+)")
_KEYS = re.compile(
    r"^(?:[【\[])?(?:参考|标准|正确)?答案(?:[】\]])?\s*[::]?\s*(?=$|[一二三四五六七八九十]+、|\d+\s*[-~—.、:])"
)
_NAMES = {
    "解析": "analysis", "答案解析": "analysis", "试题解析": "analysis", "出处": "source", "来源": "source", "难度": "level",
    "知识点": "topic", "考点": "topic", "分值": "points",
}  # fmt: skip


@dataclass
class _Reader:
    drafts: list[Draft] = field(default_factory=list)
    places: dict[tuple[int, int], Draft] = field(default_factory=dict)
    section: int = 0
    kind: QuestionKind | None = None
    points: str = ""
    last: str = ""
    number: int = 0
    point: int = 0
    in_keys: bool = False
    kinds_seen: list[QuestionKind] = field(default_factory=list)

    @property
    def draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def line(self, number: int, text: str) -> None:
        if self._is_section(text):
            return
        if self.drafts and _KEYS.match(text) and self._opens_keys(text):
            self.in_keys = True
        if self.in_keys:
            self._keys(text)
            return
        tail = _TAIL.match(text)
        text = tail[1] if tail else text
        found = _NUMBER.match(text)
        told = int(next(filter(None, found.groups()))) if found else 0
        if found and not self._is_point_of_an_answer(told):
            self._question(number, told, text[found.end() :])
        elif self.draft is not None:
            self._more(text)
        if tail and self.draft is not None:
            self.draft.answer = tail[2]

    def _is_point_of_an_answer(self, number: int) -> bool:
        """Whether a numbered line is a point of the written answer above it (答：1.… 2.…) and no further question."""
        if self.kind != QuestionKind.ESSAY or self.last != "answer" or number != self.point + 1:
            return False
        if self.point == 0 and number == self.number + 1:
            return False
        self.point = number
        return True

    def _opens_keys(self, text: str) -> bool:
        """Whether a line that begins with 答案 opens the list of all answers, and is not the answer of one question."""
        lone = not _KEYS.sub("", text).strip(":】] ")
        waiting = [each for each in self.drafts if not each.answer and not _INLINE.search(each.stem)]
        return bool(_KEY_LIST.search(text) or _KEY_RANGE.search(text) or (lone and len(waiting) > 1))

    def _is_section(self, text: str) -> bool:
        found = _SECTION.match(text)
        kind = next((kind for word, kind in _KINDS if found and word in found[1][:12]), None)
        if kind is None:
            return False
        points = _POINTS.search(text)
        if self.in_keys:
            self.section = next((n for n, each in enumerate(self.kinds_seen, 1) if each == kind), self.section)
            self._keys(text)
            return True
        self.section, self.kind, self.last = self.section + 1, kind, ""
        self.points = points[1] if points else ""
        self.kinds_seen.append(kind)
        return True

    def _question(self, line: int, number: int, text: str) -> None:
        draft = Draft(line, self.kind, points=self.points)
        self.drafts.append(draft)
        self.places[self.section, number] = draft
        self.last, self.number, self.point = "stem", number, 0
        self._stem(draft, text)

    def _stem(self, draft: Draft, text: str) -> None:
        at = _OPTION.search(text)
        if at and at[1] == "A" and _OPTION.search(text, at.end()):
            self._options(draft, text[at.start() :])
            text = text[: at.start()].rstrip()
        draft.stem = f"{draft.stem}\n{text}".strip() if draft.stem else text

    def _options(self, draft: Draft, text: str) -> None:
        marks = list(_OPTION.finditer(text))
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            if ord(mark[1]) - ord("A") != len(draft.options):
                draft.fault = draft.fault or f"选项 {mark[1]} 不在次序上"
            draft.options += (text[mark.end() : end].strip(" 　;"),)
        self.last = "options"

    def _more(self, text: str) -> None:
        draft = self.draft
        assert draft is not None
        if (words := _ANSWER_OF_WORDS.match(text)) and not draft.options:
            self._answer(draft, words[1].strip())
        elif found := _FIELD.match(text):
            name, value = found[1], found[2].strip()
            if name.endswith("答案"):
                self._answer(draft, value)
            else:
                self.last = _NAMES[name]
                setattr(draft, self.last, value)
        elif _OPTION.match(text) and (draft.options or _FIRST_OPTION.match(text)):
            self._options(draft, text)
        elif self.last == "options":
            draft.options = (*draft.options[:-1], f"{draft.options[-1]}{text}")
        elif self.last in ("answer", "analysis", "source"):
            before = getattr(draft, self.last)
            setattr(draft, self.last, f"{before}\n{text}".strip())
        else:
            self._stem(draft, text)

    def _answer(self, draft: Draft, words: str) -> None:
        draft.answer, self.last = words, "answer"
        found = _NUMBER.match(words)
        self.point = int(next(filter(None, found.groups()))) if found else 0

    def _keys(self, text: str) -> None:
        for first, last, letters in _KEY_RANGE.findall(text):
            told = re.findall(r"[A-F√×对错]", letters)
            for number, answer in zip(range(int(first), int(last) + 1), told, strict=False):
                self._key(number, answer)
        for number, answer in _KEY_LIST.findall(_KEY_RANGE.sub(" ", text)):
            self._key(int(number), answer)

    def _key(self, number: int, answer: str) -> None:
        draft = self.places.get((self.section, number))
        if draft is None:
            ones = [each for (_, at), each in self.places.items() if at == number]
            draft = ones[0] if len(ones) == 1 else None
        if draft is not None:
            draft.answer = answer


def read(text: str) -> list[Draft]:
    """Every question of a pasted text; one that is not whole has its fault."""
    reader = _Reader()
    for number, raw in enumerate(text.splitlines(), 1):
        line = _narrow(raw).strip()
        if line:
            reader.line(number, line)
    return [_finished(draft) for draft in reader.drafts]


def _narrow(text: str) -> str:
    """Full-width letters, digits, brackets and points as plain ones; Chinese commas and quotes stay."""
    return "".join(unicodedata.normalize("NFKC", char) if char in _WIDE else char for char in text)


_WIDE = frozenset("ＡＢＣＤＥＦＧＨａｂｃｄｅｆ０１２３４５６７８９．（）：　［］")


def _wide(text: str) -> str:
    """Brackets and colons of Chinese text as they were before it was read; times (10:30) and addresses stay."""
    if not _CHINESE.search(text):
        return text
    return _COLON.sub("：", text.replace("(", "（").replace(")", "）"))


_CHINESE = re.compile("[一-鿿]")
_COLON = re.compile(r"(?<!\d):(?!\d|//)")


def _finished(draft: Draft) -> Draft:
    _take_answer_out(draft)
    if draft.kind == QuestionKind.BLANK and not draft.answer and not blanks_in(draft.stem):
        _open_gaps(draft)
    draft.answer = tidy_answer(draft.answer) if draft.answer else ""
    draft.stem = _wide(re.sub(r"[(]\s*[)]", "（　）", draft.stem))
    draft.options = tuple(_wide(option) for option in draft.options)
    draft.analysis = _wide(draft.analysis)
    draft.kind = _told_kind(draft)
    if draft.kind in (QuestionKind.BLANK, QuestionKind.ESSAY):
        draft.answer = _wide(draft.answer)
    if not draft.answer:
        draft.fault = draft.fault or "没有找到答案"
    return draft


def _open_gaps(draft: Draft) -> None:
    """Words in brackets are what fills the gap there; a year or an edition in them is not."""
    words = [found for found in _FILLED.finditer(draft.stem) if not _NOT_FILLED.search(found[1])]
    for found in reversed(words):
        draft.stem = f"{draft.stem[: found.start()]}____{draft.stem[found.end() :]}"
    draft.answer = ";".join(found[1].strip() for found in words)


def _take_answer_out(draft: Draft) -> None:
    """The last answer in brackets leaves its place empty; without options only signs and words of a judgement are answers."""
    found = [each for each in _INLINE.finditer(draft.stem) if draft.options or not each[1].isascii()]
    if not found:
        return
    last = found[-1]
    draft.answer = draft.answer or last[1]
    empty = "（　）" if draft.options else ""
    draft.stem = f"{draft.stem[: last.start()]}{empty}{draft.stem[last.end() :]}".strip()


def _told_kind(draft: Draft) -> QuestionKind:
    if draft.options:
        if (
            draft.kind is not None
            and draft.kind in (QuestionKind.SINGLE, QuestionKind.MULTI)
            and not (draft.kind == QuestionKind.SINGLE and len(draft.answer) > 1)
        ):
            return draft.kind
        return QuestionKind.MULTI if len(draft.answer) > 1 else QuestionKind.SINGLE
    if draft.kind is not None and draft.kind in (QuestionKind.JUDGE, QuestionKind.BLANK, QuestionKind.ESSAY):
        return draft.kind
    if draft.answer in ("对", "错"):
        return QuestionKind.JUDGE
    return QuestionKind.BLANK if blanks_in(draft.stem) else QuestionKind.ESSAY
