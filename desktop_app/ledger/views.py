"""What the clerk keeps of a ledger's table: views saved by name, the layout of its columns, the last filter (R15, U2).

Kept inside the office, not in the history. What the declaration no longer knows is dropped when it is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.ledger.declaration import Column, Condition, Ledger, View
from desktop_app.ledger.ordering import STROKES
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_LONGEST_NAME = 20
Order = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SavedView:
    """A view with the columns and the order it was saved with; () means the ledger's own."""

    view: View
    order: Order = ()

    @property
    def name(self) -> str:
        """What stands beside the tree."""
        return self.view.name


@dataclass(frozen=True)
class Layout:
    """How the table was left: columns from left to right, widths in characters, hidden ones, order, and the filter in force."""

    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    order: Order = ()
    view: str = ""
    conditions: tuple[Condition, ...] = ()

    def arranged(self, ledger: Ledger) -> list[Column]:
        """All of the ledger's columns as they were left; one that is new to the program stands after its neighbour."""
        names = [name for name in self.columns if _column(ledger, name)]
        for place, column in enumerate(ledger.columns):
            if column.name not in names:
                before = ledger.columns[place - 1].name if place else ""
                names.insert(names.index(before) + 1 if before in names else 0, column.name)
        return [ledger.column(name) for name in names]

    def shows(self, column: Column) -> bool:
        """Whether the column is to be seen. One never seen by this layout is as declared."""
        return column.name not in self.hidden if column.name in self.columns else not column.hidden


class Views:
    """The saved views and the layout of one ledger in one office."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self._office = office
        self._ledger = ledger
        self._views_key = f"views.{ledger.key}"
        self._layout_key = f"layout.{ledger.key}"

    def saved(self) -> list[SavedView]:
        """In the order in which they were saved."""
        return [self._view_of(kept) for kept in self._kept()]

    def find(self, name: str) -> View | None:
        """The declared or saved view of this name."""
        every = (*self._ledger.views, *(saved.view for saved in self.saved()))
        return next((view for view in every if view.name == name), None)

    def save(
        self,
        name: str,
        conditions: Sequence[Condition],
        columns: Sequence[str] = (),
        order: Sequence[tuple[str, bool]] = (),
    ) -> SavedView:
        """Keep a filter by name; one of this name is replaced. OfficeError for a name that can't be."""
        name = self._checked(name)
        saved = SavedView(View(name, tuple(conditions), columns=tuple(columns)), tuple(order))
        self._change(lambda kept: [*(k for k in kept if k["name"] != name), _plain_view(saved)])
        return saved

    def rename(self, old: str, new: str) -> None:
        """Give a saved view another name."""
        new = self._checked(new)
        if old != new and any(kept["name"] == new for kept in self._kept()):
            raise OfficeError(f"已经有名为“{new}”的视图。", "请换一个名称。")
        self._change(lambda kept: [{**k, "name": new} if k["name"] == old else k for k in kept])

    def drop(self, name: str) -> None:
        """Forget a saved view; the records stay."""
        self._change(lambda kept: [k for k in kept if k["name"] != name])

    def layout(self) -> Layout:
        """How the table was left, or as declared when it was never touched."""
        kept = self._office.settings.get(self._layout_key)
        return self._layout_of(kept) if kept else Layout()

    def keep_layout(self, layout: Layout) -> None:
        """Remember how the table is."""
        self._office.settings.put(
            self._layout_key,
            {
                "columns": list(layout.columns),
                "widths": dict(layout.widths),
                "hidden": sorted(layout.hidden),
                "order": [list(term) for term in layout.order],
                "view": layout.view,
                "conditions": [_plain_condition(condition) for condition in layout.conditions],
            },
        )

    def _kept(self) -> list[dict[str, Any]]:
        return self._office.settings.get(self._views_key, [])

    def _change(self, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
        self._office.settings.put(self._views_key, change(self._kept()))

    def _checked(self, name: str) -> str:
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise OfficeError(f"视图的名称要有 1 到 {_LONGEST_NAME} 个字。", "请写一个短名称，例如：七十岁以上。")
        if any(view.name == name for view in self._ledger.views):
            raise OfficeError(f"“{name}”是自带的视图。", "请换一个名称。")
        return name

    def _view_of(self, kept: Mapping[str, Any]) -> SavedView:
        columns = tuple(name for name in kept["columns"] if _column(self._ledger, name))
        return SavedView(
            View(kept["name"], self._conditions(kept["conditions"]), columns=columns), self._order(kept["order"])
        )

    def _layout_of(self, kept: Mapping[str, Any]) -> Layout:
        return Layout(
            tuple(kept["columns"]), kept["widths"], frozenset(kept["hidden"]), self._order(kept["order"]), kept["view"],
            self._conditions(kept["conditions"]),
        )  # fmt: skip

    def _order(self, kept: Iterable[Sequence[Any]]) -> Order:
        return tuple((name, bool(down)) for name, down in kept if _column(self._ledger, name.removesuffix(STROKES)))

    def _conditions(self, kept: Iterable[Sequence[Any]]) -> tuple[Condition, ...]:
        known = self._ledger.fields
        return tuple(
            Condition(name, operator, tuple(values))
            for name, operator, values in kept
            if name in known and operator in known[name].operators
        )


def _column(ledger: Ledger, name: str) -> Column | None:
    return next((column for column in ledger.columns if column.name == name), None)


def _plain_condition(condition: Condition) -> list[Any]:
    return [condition.field, condition.operator, list(condition.values)]


def _plain_view(saved: SavedView) -> dict[str, Any]:
    return {
        "name": saved.name,
        "conditions": [_plain_condition(condition) for condition in saved.view.conditions],
        "columns": list(saved.view.columns),
        "order": [list(term) for term in saved.order],
    }
