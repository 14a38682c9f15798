"""会议记录 (S15): what minutes must have, part by part, in the office's form; 补录 with its date only when it was entered late."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.features.study.papers.told import away_told, parts_told, session_told, when
from desktop_app.features.study.rules import is_late_entry
from desktop_app.features.study.words import SessionState
from desktop_app.paper.official import Block, Heading, OfficialPaper, Paragraph
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

_NUMERALS = "一二三四五六七八九"
_MOST_NAMED = 60


def write_minutes(office: Office, path: Path, session: int, progress: Progress = SILENT) -> int:
    """The minutes of one session; the number of pages."""
    told = session_told(office, session)
    blocks = [*_heads(office, session, told), *_parts(office, session, told), *_ends(told)]
    kind = told["kind"]
    called = kind.removeprefix("支部") if told["org"].endswith("支部") else kind
    title = f"{told['org']}{called}{'' if kind.endswith('记录') else '记录'}"
    return OfficialPaper(title, blocks, sealed=False).write(path, progress)


def _heads(office: Office, session: int, told: dict[str, Any]) -> Iterator[Block]:
    for label, value in (
        ("会议名称", told["title"]),
        ("时　　间", when(told)),
        ("地　　点", told["place"]),
        ("主 持 人", told["host"]),
        ("记 录 人", told["recorder"]),
        ("主 讲 人", told["speaker"]),
        ("列　　席", told["observers"]),
    ):
        if value:
            yield Paragraph(str(value), lead=f"{label}：")
    yield Paragraph(_present(office, session, told), lead="出席情况：")


def _present(office: Office, session: int, told: dict[str, Any]) -> str:
    if told["due_n"] is None:
        return "（没有录签到）"
    counts = f"应到{told['due_n']}人，实到{told['present_n'] or 0}人"
    if told["heads_only"]:
        return f"{counts}（只报人数，未到人）"
    away = away_told(office, session)
    if not away:
        return f"{counts}。"
    named = "、".join(away[:_MOST_NAMED]) + (f"等{len(away)}人" if len(away) > _MOST_NAMED else "")
    return f"{counts}，未到{len(away)}人：{named}。"


def _parts(office: Office, session: int, told: dict[str, Any]) -> Iterator[Block]:
    further = parts_told(office, session)
    first = f"{_NUMERALS[0]}、{told['kind']}" if further else ""
    if first:
        yield Heading(first)
    yield from _told((("议　　题", told["agenda"]), ("会议内容", told["content"]), ("发言要点", told["remarks"])))
    yield from _told((("不同意见", told["dissent"]), ("决　　议", told["decision"]), ("表　　决", _votes(told))))
    for number, part in enumerate(further, 1):
        yield Heading(f"{_NUMERALS[number]}、{part.kind}：{part.title}")
        yield from _told((("主 讲 人", part.speaker), ("内　　容", part.content), ("发言要点", part.remarks)))
        yield from _told((("不同意见", part.dissent), ("决　　议", part.decision)))


def _told(pairs: tuple[tuple[str, str | None], ...]) -> Iterator[Block]:
    for label, text in pairs:
        if text:
            yield Paragraph(text, lead=f"{label}：")


def _votes(told: dict[str, Any]) -> str:
    if told["votes_for"] is None:
        return ""
    return f"赞成{told['votes_for']}票，反对{told['votes_against'] or 0}票，弃权{told['votes_abstain'] or 0}票。"


def _ends(told: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph("主持人（签名）：　　　　　　　记录人（签名）：")
    if told["state"] != SessionState.ARCHIVED:
        yield Paragraph(f"（{told['state']}，还没有归档）")
    if is_late_entry(told["on_day"], told["entered_on"]):
        yield Paragraph(f"（补录，录入日期{told['entered_on']}）")
