"""Editing many records at once: first a review of every change, old → new, then one change (R16)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import PageReader
from desktop_app.ledger.record_rules import has_rules, record_faults
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import NotAccepted, field_list, read_only_fields, read_typed, update_rows
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError


@dataclass(frozen=True)
class BulkLine:
    """What would become of one record: field → (old, new), as stored; `fault` says why it can't be."""

    id: int
    title: str
    changes: Mapping[str, tuple[Any, Any]]
    fault: str = ""


@dataclass(frozen=True)
class BulkReview:
    """What an edit of many would do, before anything is written. `same` counts records that have the values already."""

    lines: Sequence[BulkLine]
    same: int
    fields: tuple[str, ...]

    @property
    def accepted(self) -> list[BulkLine]:
        """The lines that can be written."""
        return [line for line in self.lines if not line.fault]


def review(office: Office, ledger: Ledger, ids: Sequence[int], typed: Mapping[str, Any]) -> BulkReview:
    """What giving these fields to these records would change. NotAccepted when what was typed can't be stored at all."""
    read = read_typed(ledger, typed)
    locked = {name: f"{ledger.fields[name].label}不能成批改" for name in typed if name in read_only_fields(ledger)}
    empty = {
        name: f"{ledger.fields[name].label}不能为空"
        for name, value in read.values.items()
        if value in (None, "") and ledger.fields[name].required
    }
    if faults := {**read.faults, **locked, **empty}:
        raise NotAccepted(faults)
    rows = _stored_rows(office, ledger, ids)
    titles = _titles(office, ledger, ids)
    lines = [
        _line(office, ledger, row_id, titles[row_id], rows[row_id], read.values) for row_id in ids if row_id in rows
    ]
    changed = [line for line in lines if line.changes]
    return BulkReview(changed, len(lines) - len(changed), tuple(read.values))


def _line(
    office: Office, ledger: Ledger, row_id: int, title: str, row: Mapping[str, Any], new: Mapping[str, Any]
) -> BulkLine:
    changes = {name: (row[name], value) for name, value in new.items() if row[name] != value}
    faults = record_faults(ledger, {**row, **new}, office, row_id) if changes else {}
    return BulkLine(row_id, title, changes, "；".join(faults.values()))


def apply_review(office: Office, ledger: Ledger, reviewed: BulkReview) -> int:
    """Write what was reviewed as one change; the number of records written. Refused when one was changed meanwhile, or when a
    rule that each keeps alone is broken by all of them together."""
    lines = reviewed.accepted
    if not lines:
        return 0
    title = f"批量修改 {len(lines)} {ledger.unit}的 {field_list(ledger, reviewed.fields)}"
    with office.change(title):
        _refuse_changed(office, ledger, lines)
        update_rows(
            office, ledger, ((line.id, {name: new for name, (_, new) in line.changes.items()}) for line in lines)
        )
        _refuse_together(office, ledger, lines)
    return len(lines)


def _refuse_together(office: Office, ledger: Ledger, lines: Sequence[BulkLine]) -> None:
    """What each could be alone need not hold of all at once: one more 优秀 is within the third, forty are not."""
    if not has_rules(ledger):
        return
    rows = _stored_rows(office, ledger, [line.id for line in lines])
    faults = [(line, said) for line in lines if (said := record_faults(ledger, rows[line.id], office, line.id))]
    if faults:
        line, said = faults[0]
        raise OfficeError(
            f"这些记录一起改，有 {len(faults)} 条不合规定。{line.title}：{'；'.join(said.values())}。",
            "请少选几条再改。台账没有改动。",
        )


def _refuse_changed(office: Office, ledger: Ledger, lines: Sequence[BulkLine]) -> None:
    rows = _stored_rows(office, ledger, [line.id for line in lines])
    changed = [
        line.title
        for line in lines
        if line.id not in rows or any(rows[line.id][name] != old for name, (old, _) in line.changes.items())
    ]
    if changed:
        told = "、".join(changed[:5]) + ("等" if len(changed) > 5 else "")
        raise OfficeError(f"核对之后又有 {len(changed)} 条记录改动过：{told}。", "请重新核对再修改。")


def _stored_rows(office: Office, ledger: Ledger, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    names = list(ledger.fields)
    columns = ", ".join(f'"{ledger.fields[name].column_name}"' for name in names)
    rows = office.database.rows(
        f'SELECT id, {columns} FROM "{table_of(ledger.record)}" WHERE id IN (SELECT value FROM json_each(?))',
        (json.dumps(list(ids)),),
    )
    kinds = [ledger.fields[name] for name in names]
    return {
        row[0]: {name: kind.python_value(value) for name, kind, value in zip(names, kinds, row[1:], strict=True)}
        for row in rows
    }


def _titles(office: Office, ledger: Ledger, ids: Sequence[int]) -> dict[int, str]:
    column = next((c for c in ledger.columns if ledger.searched and c.name == ledger.searched[0]), ledger.columns[0])
    pages = PageReader(ledger, [column]).rows(office.database, ids)
    return {row_id: str(row[0] or "") for row_id, row in zip(ids, pages, strict=True)}
