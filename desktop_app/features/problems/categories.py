"""问题分类统计 (P9): organisations down, categories across, with 整改率 and 按期率. The sums are those of figures.py.

New items are those found within the span; the rates are as of its last day, over all items whose day had come (整改率 = 已销号 ÷ 应整改)
and over all finished ones (按期率 = 按期 ÷ 已完成). Page and paper both read it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.features.problems.words import Aspect, Domain, FixType, ItemState, Source
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

UNNAMED = "未分类"
WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "aspect": ("对应方面", tuple(Aspect)),
    "domain": ("领域", tuple(Domain)),
    "source": ("来源", tuple(Source)),
    "state": ("状态", tuple(ItemState)),
}
"""What items can be sorted by: the field, its name, its words in order."""

_DUE = "ifnull(i.ext_to, i.due_on)"
_TIMED = f"i.fix_type <> '{FixType.LASTING}'"
_SQL = (
    "SELECT i.org_id, o.short_name, ifnull(i.{field}, ''), i.id, i.found_on BETWEEN :start AND :end,"
    f" ifnull({_TIMED} AND {_DUE} <= :end, 0), ifnull(i.closed_on <= :end, 0),"
    f" ifnull({_TIMED} AND i.done_on IS NOT NULL AND i.closed_on <= :end AND {_DUE} IS NOT NULL, 0), ifnull(i.done_on <= {_DUE}, 0)"
    " FROM problem_item i JOIN party_org o ON o.id = i.org_id LEFT JOIN org_place p ON p.org_id = i.org_id"
    " WHERE i.found_on <= :end {under} ORDER BY p.place, o.id, i.id"
)
_UNDER = "AND i.org_id IN (SELECT org_id FROM org_under WHERE ancestor_id = :org)"


@dataclass
class Counts:
    """One row: the ids of new items by category, and how many were to be done, done and in time."""

    name: str
    found: dict[str, list[int]] = field(default_factory=dict)
    asked: int = 0
    closed: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def total(self) -> int:
        """New items of all categories."""
        return sum(len(ids) for ids in self.found.values())

    @property
    def fix_rate(self) -> str:
        """整改率 in words; — where nothing was due."""
        return _percent(self.closed, self.asked)

    @property
    def on_time_rate(self) -> str:
        """按期率 in words."""
        return _percent(self.in_time, self.done)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


@dataclass(frozen=True)
class Table:
    """The table: its categories, a row for each organisation that has items, the sums."""

    categories: Sequence[str]
    rows: Sequence[Counts]
    sums: Counts


def categories(office: Office, span: Span, org: int | None = None, way: str = "aspect") -> Table:
    """Count the items of an organisation with everything below it (all by default) by a way of WAYS."""
    named = {"start": span.start.isoformat(), "end": span.end.isoformat(), "org": org}
    sql = _SQL.format(field=way, under="" if org is None else _UNDER)
    counts: dict[int, Counts] = {}
    sums, used = Counts("合计"), set[str]()
    for branch, name, category, item, new, asked, closed, done, in_time in office.database.execute_sql(sql, named):
        category = category or UNNAMED
        row = counts.setdefault(branch, Counts(name))
        for each in (row, sums):
            if new:
                each.found.setdefault(category, []).append(item)
                used.add(category)
            each.asked += asked
            each.closed += asked and closed
            each.done += done
            each.in_time += done and in_time
    shown = [row for row in counts.values() if row.total or row.asked or row.done]
    return Table([word for word in (*WAYS[way][1], UNNAMED) if word in used], shown, sums)
