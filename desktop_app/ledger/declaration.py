"""What a ledger is: one declaration from which table, views, form, search, import mapping, Excel and PDF follow.

Only the words of the declaration live here; what is made of them lives beside this file (query, importing, export …).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from peewee import Node

from desktop_app.ledger.figures import Figure
from desktop_app.ledger.offered import About, Contradiction, Due, Evidence
from desktop_app.ledger.round_spec import RoundSpec
from desktop_app.ledger.steps import Steps
from desktop_app.storage.kind import Align, Kind, Tone, kind_of
from desktop_app.storage.record import Record
from desktop_app.storage.slices import Slice
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span

_NONE: Mapping[str, Any] = MappingProxyType({})


def fields_of(record: type[Record]) -> Mapping[str, Kind]:
    """Every field of a record by name, as its kind, without the id."""
    meta = record._meta  # type: ignore[attr-defined]
    return {f.name: kind_of(f) for f in meta.sorted_fields if f is not meta.primary_key}


@frozen
class Column:
    """One column of a ledger's table, Excel sheet and PDF table.

    A column of a record's field has only `name`. A computed one has a `label`, the fields it `needs` and `compute(*values, today)`
    that gives the text; `sorts_by` names the field that orders it (`reverse` where more means earlier, as age does).
    `style` shows a stored value in another way on paper and in Excel (出生年月 as 1952.03). `heading` overrides the field's
    name. `asks()` is SQL that gives one more value for `compute`, after the needed fields, from other tables: a scalar subquery on the
    record, without parameters. `hidden` columns are offered by the column chooser but not shown at first. `tones` makes a
    computed column's words chips, as a choice's own `tones` do.
    """

    name: str
    heading: str = ""
    width: int = 0
    hidden: bool = False
    style: Callable[[Any], str] | None = None
    label: str = ""
    needs: tuple[str, ...] = ()
    compute: Callable[..., str] | None = None
    asks: Callable[[], Node] | None = None
    sorts_by: str = ""
    reverse: bool = False
    align: Align | None = None
    tones: Mapping[str, Tone] = field(default_factory=lambda: _NONE, hash=False)


@frozen
class Condition:
    """One condition of a filter: `operator` is a word of the field kind (是, 包含, 早于, 介于, 为空 …).

    Several values mean any of them, but for 介于, which takes two. All conditions of a filter hold together.
    """

    field: str
    operator: str
    values: tuple[Any, ...] = ()


@frozen
class View:
    """A named filter beside the tree. `where` adds SQL that conditions can't say; it is called with today's date.

    `everything=True` leaves out the ledger's `base` filter (历史党员 is such a view). `order` is the one it begins with, as a ledger's;
    `sequence` are the ids it lists, in the order they stand until the clerk sorts otherwise.
    """

    name: str
    conditions: tuple[Condition, ...] = ()
    where: Callable[[date], Node] | None = None
    everything: bool = False
    hint: str = ""
    columns: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    sequence: tuple[int, ...] = ()


@frozen
class Section:
    """A titled group of fields in the form and the record pane; `read_only` ones are changed by actions, not by typing."""

    title: str
    fields: tuple[str, ...]
    read_only: frozenset[str] = frozenset()


@frozen
class ImportSpec:
    """How a workbook's rows become this ledger's records.

    `keys`: fields any of which names a record for certain (ID number). `asks_by`: a field that may only raise the question (name).
    `synonyms`: other headings a field answers to. `required`: a row without these is refused. `inserts(office, rows) -> ids`
    and `updates(office, [(id, values), …])`, when given, write the accepted rows in the ledger's own way (events of a membership), inside
    the import's one change; else rows are inserted and updated plainly. `check(values, office) -> list of doubts` names what is
    storable but doubtful. `lifelong` fields never change for one and the same (date of birth): namesakes that differ in two of them are
    others. `settles(field, choices, values)` says which of the dates a cell may mean it does mean, None where that is not certain.
    `derives(values)` gives what a row's values say of fields it leaves empty (the birth in an ID number): proposed with a mark, by row.
    `completes(values)` spells out what a row's cells say together (the address of a home in columns), before it is asked who the row is.
    `several`: fields that take the further people of a cell that names more than one (走访人 甲、乙), in order; a text takes the rest.
    `remark`: the field that keeps, in words, what another field can't hold (“建国前” for a date).
    All values are as stored, by field name.
    """

    keys: tuple[str, ...]
    asks_by: str = ""
    required: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    check: Callable[..., Sequence[str]] | None = None
    inserts: Callable[..., Sequence[int]] | None = None
    lifelong: tuple[str, ...] = ()
    settles: Callable[[str, Sequence[str], Mapping[str, Any]], str | None] | None = None
    updates: Callable[..., None] | None = None
    derives: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    completes: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    several: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    remark: str = ""


@frozen
class Paper:
    """A PDF beyond the standard table: `write(office, path, span, scope, progress)`.

    One `as_of` a day shows how things stood then (a roster): its span is the month up to that day, and it takes an `unmasking` too.
    """

    key: str
    title: str
    write: Callable[..., None]
    as_of: bool = False


@frozen
class RecordPaper:
    """A PDF of the records that are selected (销号单, 会议记录): `write(office, path, ids, progress)`. `one`: only of a single record.

    `confided(office, ids)` says what in it people wrote of themselves, '' for nothing. It is asked then what for and for whom; `write`
    gets the answer as its `unmasking` and leaves those words out without one.
    """

    key: str
    title: str
    write: Callable[..., Any]
    one: bool = False
    confided: Callable[[Any, Sequence[int]], str] | None = None


@frozen
class Part:
    """Rows that belong to a record (a project's benefits), listed in its pane, added and edited there.

    `ledger` declares them as any ledger; `field` is their reference to the record. They go with the record when it is deleted.
    `empty` is said where a record has none, by default that there is none yet.
    """

    title: str
    ledger: "Ledger"
    field: str
    empty: str = ""


@frozen
class Board:
    """The records as cards in columns by `field` (a Choice): `title` is the card's first line, `lines` the fields below it.

    `columns`: the values shown, in order. Dragging a card takes the step between the two states (Ledger.steps). `due` is the day by
    which a card must leave its state; in the `settled` states, and where no step leads on, it presses no more.
    """

    field: str
    columns: tuple[str, ...]
    title: str
    lines: tuple[str, ...] = ()
    due: str = ""
    settled: tuple[str, ...] = ()


@frozen
class Action:
    """A named thing to do with the selected records (支部间调整 …), shown as a button; `open` imports its ui inside.

    `open(context, ids)` shows the dialog or does the work; `selection` is what must be selected: none, one or many. One that `asks`
    another ledger by a name (Offers.named) is offered only where somebody answers to it.
    """

    name: str
    open: Callable[..., None]
    selection: str = "many"
    icon: str = ""
    shortcut: str = ""
    asks: str = ""


@frozen
class Offers:
    """What a ledger gives to others that know nothing about it. A missing offer hides the button.

    `doubts(office, id)` says in sentences what about a record is still to be verified; its pane shows them. `second_thoughts(values as
    stored, office, id or None)` says what the form asks about before it stores what can be stored. `dues(office, today)`,
    `checks(office)`, `evidence()` as told in offered.py; `about(office, table, id)` is what this ledger has to say about a record of
    another table ('member', 'party_org', 'project' …), None if nothing. `demo(office, seed)` gives what lives one month of
    the demo office: a function called with each month's span, oldest first, the clock standing on its last day, no change open.
    `upkeep(office)` is done whenever an office is opened (names to be blanked by now), in a change of its own of kind "upkeep", which
    is in the history and is no step of the clerk's to undo. `own_figures(office)` are those that the office's own lists bring (a kind
    of session the clerk added): by the code of the offered figure they stand after.
    """

    figures: Callable[..., Sequence[Figure]] | None = None
    own_figures: Callable[[Any], Mapping[str, Sequence[Figure]]] | None = None
    papers: tuple[Paper, ...] = ()
    record_papers: tuple[RecordPaper, ...] = ()
    dues: Callable[[Any, date], Sequence[Due]] | None = None
    checks: Callable[[Any], Sequence[Contradiction]] | None = None
    doubts: Callable[..., Sequence[str]] | None = None
    second_thoughts: Callable[..., Sequence[str]] | None = None
    evidence: Callable[[], Sequence[Evidence]] | None = None
    about: Callable[[Any, str, int], About | None] | None = None
    demo: Callable[[Any, int], Callable[[Span], None]] | None = None
    named: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NONE)
    upkeep: Callable[[Any], Any] | None = None


@frozen
class Confided:
    """What people wrote of themselves: `fields` of the records in which the field `by` is set (whose own it is).

    Not on paper, in a workbook or in what goes out to branches, but `words` instead, unless it is handed out for a purpose.
    """

    fields: tuple[str, ...]
    by: str
    words: str


@frozen
class Ledger:
    """One ledger: a tab of the window.

    `columns` in the order they are first shown; `searched` fields (the first is the record's title); `base` is the filter of everyday
    (members on the roster). `org_field` ties the tree at the left to the table, `group_field` its 党小组. `order` sorts at first:
    (column, descending); a person's name written `name.strokes` goes by 姓氏笔画 instead of pinyin. `creates(values, office) -> id`
    and `validate(values, office, row_id) -> {field: sentence}` get what is to be stored, every required field in it; `creates` runs
    inside the open change. `needs(values, office) -> fields` says what a record of such values can't be without beyond its required
    fields (a home visit its household): the form marks these, with what is typed so far. It may get values with anything empty.
    `moves(office, ids, org, on, basis)` is what dragging records onto an organisation does, inside the open change; without it they
    can't be dragged. `page` builds a tab of its own where the standard one is not enough; it is imported inside the function.
    `parts` are rows that belong to a record; `steps` the steps its state takes; `board` shows the same records as cards.
    Where a record is made by an action only (定稿), it `is_typed_in` no form.
    `everybody` names the everyday list, the first of the views. `round` says how it goes out to the branches as workbooks and comes
    back (ledger/rounds). `confided` are words that stay in the office. `fills`: choosing a record in a field of the form fills other
    fields from that record's ({"member": {"org": "org"}}: a member's branch), unless something else was typed there. `numbered`: a
    new part's number follows the last of the record it belongs to ({"seq": "dossier"}).
    """

    key: str
    title: str
    unit: str
    record: type[Record]
    slice: Slice
    columns: tuple[Column, ...]
    searched: tuple[str, ...]
    form: tuple[Section, ...]
    views: tuple[View, ...] = ()
    base: Callable[[], Node] | None = None
    order: tuple[tuple[str, bool], ...] = ()
    org_field: str = ""
    group_field: str = ""
    imports: ImportSpec | None = None
    creates: Callable[..., int] | None = None
    deletes: bool = True
    is_typed_in: bool = True
    moves: Callable[..., Any] | None = None
    validate: Callable[..., Mapping[str, str]] | None = None
    needs: Callable[..., Collection[str]] | None = None
    actions: tuple[Action, ...] = ()
    parts: tuple[Part, ...] = ()
    steps: Steps | None = None
    board: Board | None = None
    round: RoundSpec | None = None
    confided: Confided | None = None
    fills: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NONE)
    numbered: Mapping[str, str] = field(default_factory=lambda: _NONE)
    offers: Offers = field(default_factory=Offers)
    page: Callable[..., Any] | None = None
    icon: str = "book"
    empty: str = ""
    everybody: str = "全部"

    @cached_property
    def fields(self) -> Mapping[str, Kind]:
        """Every field of the record by name, as its kind, without the id."""
        return fields_of(self.record)

    def column(self, name: str) -> Column:
        """The declared column of this name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.key} has no column {name}")

    def heading(self, column: Column) -> str:
        """What stands over the column."""
        return column.heading or column.label or self.fields[column.name].label


@frozen
class Tab:
    """A tab of the window without records of its own; `page(desk)` builds it and imports its widgets inside."""

    key: str
    title: str
    icon: str
    page: Callable[..., Any]


@frozen
class Shelf:
    """A tab that holds several ledgers and pages side by side, chosen by a row of names under the tabs; it opens on the first."""

    key: str
    title: str
    icon: str
    pages: tuple[Ledger | Tab, ...]


def ledgers_of(pages: Iterable[Ledger | Tab | Shelf]) -> tuple[Ledger, ...]:
    """Every ledger on these tabs in their order, those on shelves and those that are parts of others included, each once."""
    found: dict[str, Ledger] = {}
    for page in pages:
        if isinstance(page, Shelf):
            inside = ledgers_of(page.pages)
        elif isinstance(page, Ledger):
            inside = (page, *ledgers_of(part.ledger for part in page.parts))
        else:
            inside = ()
        found.update({ledger.key: ledger for ledger in inside if ledger.key not in found})
    return tuple(found.values())
