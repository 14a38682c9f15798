"""The rows behind all figures of a summary, put on few sheets, each figure marked in a column: so that a formula can count it again.

Rows of one kind share a sheet: people of a stock stand once each, whatever counts them; events of a flow once each. A figure's
mark is its label, in the first column of its section where none of its rows is marked yet.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.ledger.figures import Figure, FigureRows, Measure
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import distinct_names

_STOCK_NAMES = {"member": "党员名册", "party_org": "党组织名册"}


@dataclass(frozen=True)
class Mark:
    """Where a figure is counted: rows of the sheet whose `column` reads `label`; `measure` and `measured` are the figure's."""

    sheet: "DetailSheet"
    column: str
    label: str
    measure: Measure = "count"
    measured: str = ""


@dataclass
class DetailSheet:
    """One kind of rows. `values` hold what the rows say by heading, `marks` what they are counted as by column."""

    name: str
    headings: list[str]
    rows: dict[Hashable, dict[str, Any]] = field(default_factory=dict)
    marks: dict[str, dict[Hashable, str]] = field(default_factory=dict)
    _used: set[tuple[str, str]] = field(default_factory=set)

    def take(self, figure: Figure, told: FigureRows) -> Mark:
        """Add a figure's rows and mark them."""
        keys = self._keys(figure, told)
        for heading in told.headings:
            if heading not in self.headings:
                self.headings.append(heading)
        for key, row in zip(keys, told.rows, strict=True):
            known = self.rows.setdefault(key, {})
            for heading, value in zip(told.headings, row, strict=True):
                known.setdefault(heading, value)
        counted = dict.fromkeys(keys)
        column = self._free_column(figure, counted)
        self.marks[column].update(dict.fromkeys(counted, figure.label))
        return Mark(self, column, figure.label, figure.measure, figure.measured)

    def _keys(self, figure: Figure, told: FigureRows) -> list[Hashable]:
        """People of a stock are told apart by id; whatever has no id or may come twice, by its place among its equals."""
        if figure.kind == "stock" and told.ids and figure.measure != "sum" and len(set(told.ids)) == len(told.ids):
            return list(told.ids)
        seen: dict[Hashable, int] = {}
        keys: list[Hashable] = []
        owner = figure.code if figure.measure == "sum" else ""
        for at, row in enumerate(told.rows):
            key = (owner, told.ids[at] if told.ids else None, *row)
            seen[key] = seen.get(key, 0) + 1
            keys.append((*key, seen[key]))
        return keys

    def _free_column(self, figure: Figure, keys: dict[Hashable, None]) -> str:
        """The first column of the figure's section where none of its rows is marked and its label isn't used."""
        for number in range(1, 100):
            column = f"计入{figure.section}" if number == 1 else f"计入{figure.section}（{number}）"
            marked = self.marks.setdefault(column, {})
            if (column, figure.label) not in self._used and marked.keys().isdisjoint(keys):
                self._used.add((column, figure.label))
                return column
        raise ValueError(f"{figure.section}: too many figures count one row")

    @property
    def columns(self) -> list[str]:
        """All headings of the sheet."""
        return [*self.headings, *self.marks]

    def lines(self) -> Iterator[list[Any]]:
        """The rows, with None where a row says nothing: an empty cell adds up, an empty text does not."""
        for key, row in self.rows.items():
            yield [*(row.get(h) for h in self.headings), *(marked.get(key, "") for marked in self.marks.values())]


@dataclass
class Details:
    """All detail sheets of a summary that hold rows, and every figure's mark."""

    sheets: list[DetailSheet]
    marks: dict[str, Mark]


def details(office: Office, figures: Sequence[Figure], span: Span, progress: Progress = SILENT) -> Details:
    """Collect the rows behind the figures."""
    sheets: dict[tuple[Any, ...], DetailSheet] = {}
    marks: dict[str, Mark] = {}
    for figure in progress.over(figures, len(figures), "汇集明细", every=5):
        told = figure.rows(office, span, None)
        kind = (figure.kind, told.table, *told.headings[:2], figure.measure == "sum")
        if kind not in sheets:
            sheets[kind] = DetailSheet(_sheet_name(figure, told), [])
        marks[figure.code] = sheets[kind].take(figure, told)
    said = [sheet for sheet in sheets.values() if sheet.rows]
    for sheet, name in zip(said, distinct_names(sheet.name for sheet in said), strict=True):
        sheet.name = name
    return Details(said, marks)


def _sheet_name(figure: Figure, told: FigureRows) -> str:
    if figure.measure == "sum":
        return "算式明细" if figure.section == "党员增减" else f"{figure.section}数量明细"
    if figure.kind == "flow":
        return f"{figure.section}明细"
    return _STOCK_NAMES.get(told.table) or f"{figure.section}名册"
