"""Field kinds of the contest's own: an answer in any of the notations in the wild, a score with half points."""

import re
import unicodedata

from desktop_app.storage.fields import LongText
from desktop_app.storage.numbers import Hours

_RIGHT = frozenset(("对", "正确", "√", "✓", "✔", "是", "t", "true", "y", "yes", "r", "right"))
_WRONG = frozenset(("错", "错误", "×", "✗", "✘", "x", "否", "f", "false", "n", "no", "wrong"))
_LETTERS = re.compile(r"[A-Fa-f](?:[\s,、;.·/|和与及]*[A-Fa-f])*[\s.、]*")
_PREFIX = re.compile(r"^(?:正确|标准|参考)?答案(?:是|为)?[::]?\s*")
LETTERS = "ABCDEF"


def tidy_answer(typed: object) -> str:
    """What is typed as an answer in its one stored form: 'ABD' for letters in any order, case, width or separator; 对 or 错 for the
    many signs of a judgement; anything else as it stands (填空, 简答)."""
    if isinstance(typed, bool):
        return "对" if typed else "错"
    text = str(typed).strip()
    plain = unicodedata.normalize("NFKC", text).strip("()[]【】 \t。.")
    plain = _PREFIX.sub("", plain).strip("()[]【】 ")
    if plain.lower() in _RIGHT:
        return "对"
    if plain.lower() in _WRONG:
        return "错"
    if _LETTERS.fullmatch(plain):
        return "".join(sorted({letter for letter in plain.upper() if letter in LETTERS}))
    return _PREFIX.sub("", text)


class Answer(LongText):
    """正确答案. What it must be for its 题型 is answers.py's to say."""

    entry = "text"
    width = 10

    def read(self, typed: object) -> str:
        return super().read(tidy_answer(typed))


class Score(Hours):
    """分数, stored in tenths of a point; what is taken away is below nought."""

    signed = True
