"""The chapters of the month's summary in their order (domain.md §9), and which sections of figures stand in each.

Sections that no chapter names come after the named ones, before what is written by hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.features.summary.reckoning import Line


@dataclass(frozen=True)
class Chapter:
    """A chapter: its key in what is kept, its heading without number, the sections it holds."""

    key: str
    heading: str
    sections: tuple[str, ...] = ()


BASICS: Final = Chapter(
    "basics",
    "基本情况",
    ("党员增减", "党组织", "党员队伍", "性别", "民族", "年龄", "学历", "工作岗位", "入党时间", "党龄"),
)
LIFE: Final = Chapter("life", "组织生活", ("组织生活",))
STUDY: Final = Chapter("study", "党课与宣讲", ("学习教育",))
WORKS: Final = Chapter("works", "竞赛与征集", ("竞赛与征集",))
INNOVATION: Final = Chapter("innovation", "创新创效", ("创新",))
PROBLEMS: Final = Chapter("problems", "问题整改", ("问题整改",))
VISITS: Final = Chapter("visits", "走访与诉求", ("走访与诉求",))
HONOURS: Final = Chapter("honours", "典型与宣传", ("典型与宣传",))
OTHERS: Final = Chapter("others", "其他工作")
WEAK: Final = Chapter("weak", "存在问题")
PLANS: Final = Chapter("plans", "下步安排")
CORRECTIONS: Final = Chapter("corrections", "更正")
CHAPTERS: Final = (
    BASICS,
    LIFE,
    STUDY,
    WORKS,
    INNOVATION,
    PROBLEMS,
    VISITS,
    HONOURS,
    OTHERS,
    WEAK,
    PLANS,
    CORRECTIONS,
)
NUMBERS: Final = "一二三四五六七八九十"


def numbered(at: int, heading: str) -> str:
    """三、heading, `at` from 1."""
    tens, ones = divmod(at, 10)
    word = (
        NUMBERS[at - 1]
        if at <= 10
        else f"{'' if tens == 1 else NUMBERS[tens - 1]}十{NUMBERS[ones - 1] if ones else ''}"
    )
    return f"{word}、{heading}"


def chapter_of(section: str) -> Chapter:
    """The chapter in which a section of figures stands."""
    return next((chapter for chapter in CHAPTERS if section in chapter.sections), OTHERS)


def by_chapter(told: Iterable[Line]) -> Mapping[Chapter, Mapping[str, Sequence[Line]]]:
    """The lines by chapter and section: chapters in their order, sections as their chapter names them, then as they come."""
    found: dict[Chapter, dict[str, list[Line]]] = {
        chapter: {name: [] for name in chapter.sections} for chapter in CHAPTERS
    }
    for line in told:
        found[chapter_of(line.figure.section)].setdefault(line.figure.section, []).append(line)
    kept = {chapter: {name: lines for name, lines in parts.items() if lines} for chapter, parts in found.items()}
    return {chapter: parts for chapter, parts in kept.items() if parts}


def in_order(told: Iterable[Line]) -> list[Line]:
    """The lines as the chapters have them."""
    return [line for parts in by_chapter(told).values() for lines in parts.values() for line in lines]
