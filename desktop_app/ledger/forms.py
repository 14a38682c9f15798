"""Forms as data (X12): what a paper or a sheet is called, which columns it has, in which order and under which headings.

A room declares its forms; what the clerk has changed is kept in the office and laid over the declaration, so that a column
that a later version adds is not lost. Who signs below the tables is kept with the words of papers (paper_words.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span

SPAN_MARK: Final = "{期间}"
_KEY = "forms."
LONGEST = 60
"""Characters of a title or heading: more does not fit a page."""


@dataclass(frozen=True)
class FormColumn:
    """A column by its key. One that is `needed` can be renamed and moved, not left out."""

    key: str
    heading: str
    needed: bool = False


@dataclass(frozen=True)
class Form:
    """What a paper (or sheet) of this key looks like; `name` is what the settings call it. {期间} in the title is the span."""

    key: str
    name: str
    title: str
    columns: tuple[FormColumn, ...] = ()

    def title_of(self, span: Span) -> str:
        """The title as it is printed."""
        return self.title.replace(SPAN_MARK, span.title())

    def heading(self, key: str) -> str:
        """The heading over a column; KeyError for one that is left out."""
        return {column.key: column.heading for column in self.columns}[key]


def form_of(office: Office, declared: Form) -> Form:
    """The declared form with what the clerk changed; columns she left out are gone."""
    kept = office.settings.get(_KEY + declared.key)
    if not kept:
        return declared
    known = {column.key: column for column in declared.columns}
    told = [(key, heading, shown) for key, heading, shown in kept["columns"] if key in known]
    columns = [
        replace(known[key], heading=heading or known[key].heading)
        for key, heading, shown in told
        if shown or known[key].needed
    ]
    told_of = {key for key, _, _ in told}
    columns += [column for column in declared.columns if column.key not in told_of]
    return replace(declared, title=kept["title"] or declared.title, columns=tuple(columns))


def remember_form(office: Office, declared: Form, title: str, columns: Sequence[tuple[str, str, bool]]) -> None:
    """Keep (key, heading, shown) in this order. OfficeError for a title or heading that is too long, or a form without columns."""
    if any(len(text) > LONGEST for text in (title, *(heading for _, heading, _ in columns))):
        raise OfficeError(f"名称太长，最多 {LONGEST} 个字。", "请写短一些。")
    if declared.columns and not any(shown for _, _, shown in columns):
        raise OfficeError("至少要留一栏。", "请勾选要印的栏目。")
    office.settings.put(
        _KEY + declared.key,
        {"title": title.strip(), "columns": [[key, text.strip(), shown] for key, text, shown in columns]},
    )


def forget_form(office: Office, declared: Form) -> None:
    """Back to the declared form."""
    office.settings.drop(_KEY + declared.key)


def all_columns(office: Office, declared: Form) -> list[tuple[FormColumn, bool]]:
    """Every column for the settings page with whether it is shown, in the kept order."""
    kept = office.settings.get(_KEY + declared.key) or {"columns": []}
    shown = form_of(office, declared).columns
    order = [key for key, _, _ in kept["columns"]]
    every = {column.key: column for column in (*declared.columns, *shown)}
    place = {key: at for at, key in enumerate(order)}
    columns = sorted(every.values(), key=lambda column: place.get(column.key, len(place)))
    there = {column.key for column in shown}
    return [(column, column.key in there) for column in columns]
