"""The paragraphs of the summary, drafted from its figures in the article's words; the clerk may mend them.

A clause whose figure nobody offers, or whose first number is nought, is left out (sentences.py holds the clauses). What a
chapter has read is told with it, so that a kept text can be marked where a figure has changed since.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.features.summary import chapters
from desktop_app.features.summary.chapters import Chapter
from desktop_app.features.summary.reckoning import Line, Number, word_for_eve, word_for_span
from desktop_app.features.summary.sentences import SENTENCES, Sentence
from desktop_app.support.spans import Span, chinese_day


@dataclass(frozen=True)
class Draft:
    """A chapter's paragraphs, and the numbers they were made of by figure code."""

    chapter: Chapter
    paragraphs: tuple[str, ...]
    numbers: Mapping[str, Number] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The paragraphs as they are edited: a line each."""
        return "\n".join(self.paragraphs)


_CODE = re.compile(r"\{([a-z_.]+)\}")
_IN = ("member.in.admitted", "member.in.restored", "member.in.transferred_in")
_OUT = ("member.out.expelled", "member.out.suspended", "member.out.died", "member.out.transferred_out")
_LEVELS = ("org.committee", "org.general", "org.branch", "org.joint", "org.temporary")
_GROUPS = ("member.mobile", "member.lost", "member.frail", "member.hardship")


class Narrative:
    """Drafts from the lines of one span. `center` is what the office's organisation is called in running text."""

    def __init__(self, told: Sequence[Line], span: Span, center: str) -> None:
        self._lines: Mapping[str, Line] = {line.code: line for line in told}
        self._span = span
        self._center = center
        self._read: dict[str, Number] = {}

    def drafts(self) -> list[Draft]:
        """Every chapter that has something to say, in order."""
        found = [self._draft(chapter) for chapter in chapters.CHAPTERS]
        return [draft for draft in found if draft.paragraphs]

    def _draft(self, chapter: Chapter) -> Draft:
        self._read = {}
        if chapter is chapters.BASICS:
            paragraphs = (*self._basics(), *self._movement(), *self._structure(), *self._groups())
        else:
            paragraphs = self._told(SENTENCES.get(chapter.key, ()))
        return Draft(chapter, paragraphs, dict(self._read))

    def _told(self, paragraphs: Sequence[Sequence[Sentence]]) -> tuple[str, ...]:
        said = ("".join(map(self._sentence, paragraph)) for paragraph in paragraphs)
        return tuple(text for text in said if text)

    def _sentence(self, sentence: Sentence) -> str:
        """Its clauses that have something to say, one after the other; '' when none has."""
        said = list(filter(None, map(self._clause, sentence.clauses)))
        return (
            sentence.opening.replace("{span}", word_for_span(self._span)) + sentence.between.join(said) + "。"
            if said
            else ""
        )

    def _clause(self, clause: str) -> str:
        codes = _CODE.findall(clause)
        if not all(code in self._lines for code in codes) or (codes and not self._value(codes[0])):
            return ""
        return _CODE.sub(lambda found: written(self._value(found[1])), clause)

    def _value(self, code: str) -> Number:
        line = self._lines.get(code)
        if line is None:
            return 0
        self._read[code] = line.value
        return line.value

    def _counted(self, codes: Sequence[str]) -> str:
        """党委1个、党总支13个: those that aren't nought."""
        said = (self._lines[code] for code in codes if self._value(code))
        return "、".join(f"{line.label}{line.value}{_measure(line)}" for line in said)

    def _share(self, code: str) -> str:
        """3120名，占46.5%."""
        total, value = self._value("member.total"), self._value(code)
        return f"{value}名，占{value / total:.1%}" if total else f"{value}名"

    def _basics(self) -> tuple[str, ...]:
        text = f"截至{chinese_day(self._span.end)}，{self._center}共有党员{self._value('member.total')}名"
        if self._value("member.probationary"):
            text += f"，其中正式党员{self._value('member.full')}名、预备党员{self._value('member.probationary')}名"
        text += "。"
        if self._value("org.total"):
            text += f"设有党组织{self._value('org.total')}个，其中{self._counted(_LEVELS)}。"
        return (text,)

    def _movement(self) -> tuple[str, ...]:
        if "member.in" not in self._lines:
            return ()
        now = word_for_span(self._span)
        text = f"{word_for_eve(self._span)}党员总数{self._value('member.opening')}名。"
        if not self._value("member.in") and not self._value("member.out"):
            text += f"{now}没有增减。期末实有党员{self._value('member.actual')}名{self._agreed()}。"
        else:
            text += f"{now}{self._sum_of('增加', 'member.in', _IN)}；{self._sum_of('减少', 'member.out', _OUT)}。{self._balance()}"
        return (text, self._so_far()) if self._span.months() != 12 else (text,)

    def _sum_of(self, word: str, code: str, kinds: Sequence[str]) -> str:
        if not self._value(code):
            return f"没有{word}"
        return f"{word}党员{self._value(code)}名，其中{self._counted(kinds)}"

    def _balance(self) -> str:
        net = self._value("member.in") - self._value("member.out")
        way = f"净增{net}名" if net > 0 else f"净减{-net}名" if net else "增减持平"
        return f"{way}，期末实有党员{self._value('member.actual')}名{self._agreed()}。"

    def _agreed(self) -> str:
        gap = self._value("member.gap")
        return f"，实有数与应有数相差{abs(gap)}名，正在核实" if gap else "，应有数与实有数相符"

    def _so_far(self) -> str:
        entered, left = self._lines["member.in"].cumulative, self._lines["member.out"].cumulative
        text = f"{self._span.end.year}年1月至{self._span.end.month}月累计增加{entered}名、减少{left}名"
        total = self._lines.get("member.total")
        if total and total.last_year:
            differs = total.value - total.last_year
            than = f"{'增加' if differs > 0 else '减少'}{abs(differs)}名" if differs else "持平"
            text += f"，与去年同期相比{than}"
        return text + "。"

    def _structure(self) -> tuple[str, ...]:
        clauses = [
            (code, words)
            for code, words in (
                ("sex.female", "女党员"),
                ("ethnicity.minority", "少数民族党员"),
                ("education.college_up", "大专及以上学历党员"),
                ("age.01", "30岁及以下党员"),
                ("age.10", "71岁及以上党员"),
                ("job.4", "离退休党员"),
            )
            if self._value(code)
        ]
        said = "；".join(f"{words}{self._share(code)}" for code, words in clauses)
        return (f"{said}。",) if said else ()

    def _groups(self) -> tuple[str, ...]:
        said = self._counted(_GROUPS)
        return (f"现有{said}。",) if said else ()


def written(value: Number) -> str:
    """A number in running text: 6703, 97.3."""
    return f"{value}"


def _measure(line: Line) -> str:
    """A person is counted 名 in running text."""
    return "名" if line.unit == "人" else line.unit
