"""The columns of a branch's workbook: which fields, what may be typed in them, what a stored value reads like there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.page import PageReader
from desktop_app.ledger.round_spec import RoundExtra, RoundSpec
from desktop_app.ledger.writes import read_only_fields
from desktop_app.people.chart import Chart
from desktop_app.people.fields import Code, Member, Org, Reference
from desktop_app.storage.fields import Choice, Flag, FullDate, IdNumber, PartialDate, YearMonth
from desktop_app.storage.kind import Kind
from desktop_app.storage.numbers import Money
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.plan import ColumnPlan

_NARROWEST_TYPED = 9.0


@dataclass(frozen=True)
class RoundColumn:
    """One column: a field of the record (`kind`) or one of the declaration's extras. A branch types only in `editable` ones."""

    name: str
    heading: str
    kind: Kind | None
    extra: RoundExtra | None = None
    editable: bool = True

    @property
    def sensitive(self) -> bool:
        """Whether its values go out with stars unless there is a reason."""
        return self.kind is not None and self.kind.sensitive

    def text(self, value: Any, *, whole: bool) -> str:
        """A stored value as the workbook shows it; of a reference `value` is the text that stands for it."""
        if self.kind is None or isinstance(self.kind, Reference):
            return "" if value is None else str(value)
        if self.kind.sensitive and not whole:
            return self.kind.mask(value)
        return self.kind.show(value)


def spec_of(ledger: Ledger) -> RoundSpec:
    """What the ledger declares; OfficeError where it does not go out to branches."""
    if ledger.round is None or ledger.imports is None or not ledger.org_field:
        raise OfficeError(f"{ledger.title}不能按支部下发。")
    return ledger.round


def columns_of(ledger: Ledger, names: Iterable[str] | None = None) -> list[RoundColumn]:
    """The declared columns, or those of them that are named. A record's own name always goes out, and where it belongs."""
    spec = spec_of(ledger)
    locked = spec.read_only | read_only_fields(ledger) | {ledger.org_field}
    fields = [
        RoundColumn(name, ledger.fields[name].label, ledger.fields[name], editable=name not in locked)
        for name in spec.columns
    ]
    extras = [RoundColumn(extra.name, extra.heading, None, extra) for extra in spec.extras]
    wanted = None if names is None else {*names, *ledger.searched[:1], ledger.org_field}
    return [column for column in (*fields, *extras) if wanted is None or column.name in wanted]


class RowReader:
    """Reads records as a workbook's columns need them: values as stored, and the texts of what they refer to."""

    def __init__(self, office: Office, ledger: Ledger, columns: Sequence[RoundColumn]) -> None:
        self._office = office
        self._columns = columns
        self._fields = [column for column in columns if column.kind is not None]
        plain = [Column(column.name, needs=(column.name,)) for column in self._fields]
        self._reader = PageReader(ledger, plain)
        self._values = _ValueReader(ledger, [column.name for column in self._fields])

    def read(self, ids: Sequence[int]) -> dict[int, tuple[list[Any], list[Any]]]:
        """id → (values as stored, the same with references by their text), by column; records that are gone are left out."""
        shown = dict(zip(ids, self._reader.rows(self._office.database, ids), strict=True))
        stored = self._values.read(self._office, ids)
        extras = {c.name: c.extra.texts(self._office, ids) for c in self._columns if c.extra is not None}
        found = {}
        for row_id in ids:
            if row_id not in stored:
                continue
            said = [extras[name].get(row_id, "") for name in extras]
            texts = [
                text if isinstance(column.kind, Reference) else value
                for column, text, value in zip(self._fields, shown[row_id], stored[row_id], strict=True)
            ]
            found[row_id] = ([*stored[row_id], *said], [*texts, *said])
        return found


class _ValueReader:
    """Fields of records as they are stored, references as ids."""

    def __init__(self, ledger: Ledger, names: Sequence[str]) -> None:
        from desktop_app.ledger.search_index import table_of

        columns = "".join(f', "{ledger.fields[name].column_name}"' for name in names)
        table = table_of(ledger.record)
        self._sql = f'SELECT id{columns} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'

    def read(self, office: Office, ids: Sequence[int]) -> dict[int, list[Any]]:
        import json

        rows = office.database.execute_sql(self._sql, (json.dumps(list(ids)),)).fetchall()
        return {row[0]: list(row[1:]) for row in rows}


def column_plan(ledger: Ledger, column: RoundColumn, groups: Sequence[str]) -> ColumnPlan:
    """How the workbook holds a column. `groups` are the 党小组 of the branch."""
    kind = column.kind
    if kind is None:
        return ColumnPlan(column.heading, width=column.extra.width if column.extra else None)
    number = kind.excel == "number"
    choices = choices_of(ledger, column, groups) if column.editable else ()
    typed = column.editable and not number and not choices
    return ColumnPlan(
        column.heading,
        width=max(float(kind.width), _NARROWEST_TYPED) if typed else None,
        align=kind.align,
        kind="number" if number else "text",
        choices=choices,
        editable=column.editable,
    )


def choices_of(ledger: Ledger, column: RoundColumn, groups: Sequence[str]) -> tuple[str, ...]:
    """What the drop-down of a column offers; () for what is typed."""
    kind = column.kind
    if isinstance(kind, (Choice, Code, Flag)):
        return tuple(shown for _, shown in kind.options())
    return tuple(groups) if column.name == ledger.group_field else ()


def groups_of(chart: Chart, org: int) -> list[str]:
    """The 党小组 of a branch as its list calls them."""
    return [chart.nodes[child].short_name for child in chart.children(org)]


def hint_of(column: RoundColumn, masked: bool) -> str:
    """How a column is to be filled in, for 填写说明."""
    kind = column.kind
    if not column.editable:
        return "不用填，这里改了也不采用；要调整请告诉党务办。"
    if kind is None:
        return column.extra.hint if column.extra else ""
    hint = next((words for kinds, words in _HINTS if isinstance(kind, kinds)), "照实填写。")
    return f"{hint}带 * 号的不用动；要更正就写完整的。" if masked and kind.sensitive else hint


_HINTS: tuple[tuple[Any, str], ...] = (
    (Flag, "从下拉列表里选“是”或“否”，空着等于否。"),
    ((Choice, Code), "从下拉列表里选。"),
    (YearMonth, "写到月，例如 2016-12。"),
    (PartialDate, "例如 1958-03-05；只知道年月的写 1958-03，只知道年份的写 1958。"),
    (FullDate, "写到日，例如 2016-12-31。"),
    (IdNumber, "18 位，末位是 X 的写大写 X。这一列是文本格式，不会丢数字。"),
    (Member, "写姓名；有同名的写公民身份证号。"),
    (Org, "从下拉列表里选，没有列表的写党组织简称。"),
    (Money, "单位：元，最多两位小数。"),
)


def as_mapping(columns: Sequence[RoundColumn]) -> Mapping[str, int]:
    """Where each column stands in a row that was sent."""
    return {column.name: at for at, column in enumerate(columns)}
