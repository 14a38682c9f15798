"""The paragraphs kept with a span: drafted from the figures, or the clerk's own, marked where a figure changed since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.features.summary.chapters import CHAPTERS, Chapter
from desktop_app.features.summary.issues_state import standing
from desktop_app.features.summary.narrative import Draft, written
from desktop_app.features.summary.reckoning import Line, Number
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span

LONGEST = 20_000


@dataclass(frozen=True)
class Changed:
    """A figure that a kept text was written by, and what it is now."""

    label: str
    then: Number
    now: Number

    def __str__(self) -> str:
        return f"{self.label} {written(self.then)} → {written(self.now)}"


@dataclass(frozen=True)
class Told:
    """A chapter as it will be printed: `text` is hers where `kept`, else the draft; `changed` says what it no longer agrees with."""

    chapter: Chapter
    text: str
    draft: Draft
    kept: bool = False
    changed: tuple[Changed, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


def texts(office: Office, span: Span, drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Told]:
    """Every chapter of a span in order; those without draft and without text are empty."""
    drafted, kept = {draft.chapter: draft for draft in drafts}, _kept(office, span)
    now = {line.code: line for line in lines}
    found = []
    for chapter in CHAPTERS:
        draft = drafted.get(chapter, Draft(chapter, ()))
        if chapter.key in kept:
            body, numbers = kept[chapter.key]
            found.append(Told(chapter, body, draft, True, _changes(numbers, now)))
        else:
            found.append(Told(chapter, draft.text, draft))
    return found


def _kept(office: Office, span: Span) -> dict[str, tuple[str, Mapping[str, Number]]]:
    rows = office.database.rows(
        "SELECT chapter, body, numbers FROM report_text WHERE start_on = ? AND end_on = ?",
        (str(span.start), str(span.end)),
    )
    return {chapter: (body, json.loads(numbers)) for chapter, body, numbers in rows}


def _changes(then: Mapping[str, Number], now: Mapping[str, Line]) -> tuple[Changed, ...]:
    there = ((now[code], value) for code, value in then.items() if code in now)
    return tuple(Changed(line.label, value, line.value) for line, value in there if line.value != value)


def keep_text(office: Office, span: Span, draft: Draft, body: str) -> None:
    """Keep a chapter's text with the numbers of today's draft. Saying the draft itself again forgets what was kept.

    OfficeError while an issue of the span is out.
    """
    body = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    if len(body) > LONGEST:
        raise OfficeError(f"这一段超过 {LONGEST:,} 字。", "请写短一些。")
    if body == draft.text:
        forget_text(office, span, draft.chapter)
        return
    with office.change(f"改写{span.title()}“{draft.chapter.heading}”"):
        _refuse_unless_draft(office, span)
        office.database.execute_sql(
            "INSERT INTO report_text (start_on, end_on, chapter, body, numbers) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (start_on, end_on, chapter) DO UPDATE SET body = excluded.body, numbers = excluded.numbers",
            (
                str(span.start),
                str(span.end),
                draft.chapter.key,
                body,
                json.dumps(dict(draft.numbers), ensure_ascii=False),
            ),
        )


def forget_text(office: Office, span: Span, chapter: Chapter) -> None:
    """Back to the draft. OfficeError while an issue of the span is out."""
    place = (str(span.start), str(span.end), chapter.key)
    where = "start_on = ? AND end_on = ? AND chapter = ?"
    if office.database.one(f"SELECT 1 FROM report_text WHERE {where}", place):
        with office.change(f"重拟{span.title()}“{chapter.heading}”"):
            _refuse_unless_draft(office, span)
            office.database.execute_sql(f"DELETE FROM report_text WHERE {where}", place)


def keep_typing(office: Office, span: Span, chapter: Chapter, typed: str | None) -> None:
    """Remember what is being typed, for after a crash; None once it is kept or given up. No step to undo, not in the history."""
    key, known = _typing_key(span), typing_of(office, span)
    now = {**known, chapter.key: typed}
    left = {name: text for name, text in now.items() if text is not None}
    if left:
        office.settings.put(key, left)
    elif known:
        office.settings.drop(key)


def typing_of(office: Office, span: Span) -> dict[str, str]:
    """What was being typed when the program last ended, by chapter."""
    return office.settings.get(_typing_key(span), {})


def _typing_key(span: Span) -> str:
    return f"draft.summary.{span.start}.{span.end}"


def _refuse_unless_draft(office: Office, span: Span) -> None:
    """What was issued keeps its words: the kept texts stay those that its paper prints."""
    now = standing(office, span)
    if not now.is_draft:
        raise OfficeError(f"{span.title()}{now.words()}，文字不能再改。", now.way_on())
