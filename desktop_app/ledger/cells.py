"""What a value reads like: in a table, in the record pane, on paper. The only place where masking is decided (B7).

Identity numbers, telephones and addresses are masked unless an unmasking is in force; the record pane shows what is meant to be
used there (the clerk telephones all day). An unmasking serves one purpose, lasts half an hour and is in the access log.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.search_index import table_of
from desktop_app.people.fields import Reference
from desktop_app.storage.fields import Address
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

PURPOSES = ("核对信息", "上报组织部", "组织关系转接")
LASTS = timedelta(minutes=30)


class Unmasking:
    """Whole numbers for one purpose, for half an hour by the office's clock; every showing is logged. One belongs to a window."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._since: datetime | None = None
        self.purpose = ""
        self.recipient = ""

    def begin(self, purpose: str, recipient: str = "") -> "Unmasking":
        """Unmask from now on. OfficeError without a purpose."""
        if not purpose.strip():
            raise OfficeError("显示完整证号、电话要写明用途。", f"请选一项用途：{'、'.join(PURPOSES)}，或写明理由。")
        self.purpose, self.recipient = purpose.strip(), recipient.strip()
        self._since = self._office.clock.now()
        return self

    def hand_out(self, purpose: str, recipient: str) -> "Unmasking":
        """Unmask for what leaves the program (B7). OfficeError without a purpose or without somebody who gets it."""
        if purpose.strip() and not recipient.strip():
            raise OfficeError("写全证号要说明交给谁。", "请填写接收的单位或人，例如：上级组织部。")
        return self.begin(purpose, recipient)

    @property
    def live(self) -> bool:
        """Whether it still holds."""
        return self.left > timedelta(0)

    @property
    def left(self) -> timedelta:
        """How much of its time is left; none once it was ended or the clock was put back."""
        if self._since is None:
            return timedelta(0)
        gone = self._office.clock.now() - self._since
        return LASTS - gone if timedelta(0) <= gone < LASTS else timedelta(0)

    def end(self) -> None:
        """Mask again from now on."""
        self._since = None

    def log(self, what: str, ledger: Ledger, ids: Iterable[int]) -> None:
        """Enter in the access log that these records were shown or handed out whole."""
        self._office.log_access(what, {table_of(ledger.record): list(ids)}, self.purpose, self.recipient)


class Cells:
    """Turns a ledger's values into words. `today` is what ages are counted by."""

    def __init__(self, ledger: Ledger, today: date, unmasking: Unmasking | None = None) -> None:
        self.ledger = ledger
        self.unmasking = unmasking
        self._today = today

    @property
    def whole(self) -> bool:
        """Whether sensitive values are shown whole just now."""
        return self.unmasking is not None and self.unmasking.live

    def text(self, column: Column, slot: Any) -> str:
        """A slot of a page (query.page) as the table shows it."""
        return self.writer(column)(slot)

    def writer(self, column: Column) -> Callable[[Any], str]:
        """What turns a column's slots into the table's text, as masked or whole as things are now."""
        if column.compute:
            return self._computing(column, column.compute)
        kind = self.ledger.fields[column.name]
        if isinstance(kind, Reference):
            return _text_of
        return self._one_writer(kind, column)

    def _one_writer(self, kind: Kind, column: Column) -> Callable[[Any], str]:
        if kind.sensitive and not self.whole:
            return kind.mask
        if column.style is None:
            return kind.show
        style = column.style
        return lambda value: "" if value is None else style(value)

    def _computing(self, column: Column, compute: Callable[..., str]) -> Callable[[Any], str]:
        kinds = [self.ledger.fields[name] for name in column.needs]
        masks = [kind.mask if kind.sensitive and not self.whole else None for kind in kinds]
        masks += [None] if column.asks else []

        def write(needed: Sequence[Any] | None) -> str:
            if needed is None:
                return ""
            given = [mask(value) if mask and value else value for mask, value in zip(masks, needed, strict=True)]
            return compute(*given, self._today)

        return write

    def in_pane(self, field: str, value: Any) -> str:
        """A field's value (of a reference, its text) in the record pane."""
        kind = self.ledger.fields[field]
        if isinstance(kind, Reference):
            return _text_of(value)
        if kind.sensitive and not kind.open_in_pane and not self.whole:
            return kind.mask(value)
        return kind.show(value)

    def paper_writer(self, column: Column) -> Callable[[Any], Any]:
        """What turns a column's slots into what a workbook or a paper holds: a number where the kind is one, else text."""
        if column.compute is None and column.style is None:
            kind = self.ledger.fields[column.name]
            if kind.excel == "number":
                return lambda value: None if value is None else kind.number(value)
        return self.writer(column)


def to_the_estate(ledger: Ledger, column: Column) -> Column:
    """The column with its text masked as an address is: a home that is another ledger's record (走访的家庭户), for outside."""
    mask = Address("住址").mask
    return Column(
        column.name, label=ledger.heading(column), needs=(column.name,), compute=lambda text, _today: mask(text)
    )


def _text_of(value: Any) -> str:
    return "" if value is None else str(value)


def is_sensitive(ledger: Ledger, columns: Iterable[Column]) -> bool:
    """Whether any of these columns holds what is masked by default: showing it whole is a showing to be logged."""
    names = [name for column in columns for name in (column.needs if column.compute else (column.name,))]
    confided = ledger.confided.fields if ledger.confided else ()
    return any(ledger.fields[name].sensitive or name in confided for name in names)


class Discretion:
    """Keeps what people wrote of themselves out of rows that leave the office (Ledger.confided).

    `columns` are those to be read: the asked ones, and behind them whose own a record is. `hide(words, slots)` puts the stand-in where
    it is needed and nothing where it isn't.
    """

    def __init__(self, ledger: Ledger, columns: Sequence[Column], *, whole: bool) -> None:
        confided = None if whole else ledger.confided
        self._words = confided.words if confided else ""
        self._hidden = [at for at, column in enumerate(columns) if confided and _touches(column, confided.fields)]
        witness = [Column("confided", label="本人", needs=(confided.by,), compute=_whose)] if confided else []
        self.columns: list[Column] = [*columns, *witness] if self._hidden else list(columns)

    def hide(self, words: list[Any], slots: Sequence[Any]) -> list[Any]:
        """The row's words as they may go out."""
        if self._hidden and slots[-1] is not None and slots[-1][0] is not None:
            for at in self._hidden:
                words[at] = self._words if words[at] not in (None, "") else words[at]
        return words


def _whose(_by: Any, _today: date) -> str:
    return ""


def _touches(column: Column, fields: Sequence[str]) -> bool:
    return bool(set(column.needs if column.compute else (column.name,)) & set(fields))


def shown_text(ledger: Ledger, column: Column, slot: Any, today: date) -> str:
    """A slot of a page as lists show it, masked."""
    return Cells(ledger, today).text(column, slot)
