"""Writes what was collected: a verified backup first, then one change, so that a whole folder is one step of undo."""

from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.importing.apply import write_plan
from desktop_app.ledger.importing.matching import Stored
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.record_rules import has_rules, record_faults
from desktop_app.ledger.rounds.columns import RowReader
from desktop_app.ledger.rounds.kept import note_returned
from desktop_app.ledger.rounds.plan import CollectPlan
from desktop_app.ledger.rounds.reading import same
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import NotAccepted, update_rows
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress, many_objects

_TOLD = 5


@dataclass(frozen=True)
class Collected:
    """What was written: the change (None when there was nothing to write), ids of changed, new and deleted records."""

    change_id: int | None
    changed: tuple[int, ...] = ()
    inserted: tuple[int, ...] = ()
    deleted: tuple[int, ...] = ()


def apply_collect(office: Office, plan: CollectPlan, progress: Progress = SILENT, *, backup: bool = True) -> Collected:
    """Write what is taken; questions left open are left out, and come again when the folder is collected again. All or nothing."""
    at = office.clock.now().isoformat(timespec="minutes")
    fields, extras, deleted = plan.to_write(), plan.extras_to_write(), plan.to_delete()
    new = _new_rows(plan)
    if not fields and not extras and not deleted and not new:
        note_returned(office, plan.returned, at)
        return Collected(None)
    _refuse_faulty(office, plan, fields)
    if backup:
        office.backup_here("收回前", progress)
    with many_objects(), office.change(_title(plan, len(fields), new, len(deleted)), "import") as change:
        _refuse_stale(office, plan)
        progress.report(0, len(fields), "写入")
        _update(office, plan, fields)
        for name, texts in extras.items():
            _extra(plan, name).write(office, texts)
        _delete(office, plan, deleted)
        inserted = write_plan(office, plan.new, change.id, progress).inserted if plan.new and new else ()
        _write_new_extras(office, plan, inserted)
        note_returned(office, plan.returned, at)
    written = dict.fromkeys([*fields, *(row_id for texts in extras.values() for row_id in texts)])
    return Collected(change.id, tuple(written), tuple(inserted), tuple(deleted))


def _new_rows(plan: CollectPlan) -> int:
    if plan.new is None:
        return 0
    changed = [row for row in plan.new.of(Verdict.CHANGED) if row.accepted or row.joining]
    return len(plan.new.of(Verdict.NEW)) + len(changed)


def _title(plan: CollectPlan, changed: int, new: int, deleted: int) -> str:
    unit = plan.ledger.unit
    parts = [f"修改 {changed} {unit}"] * bool(changed) + [f"新增 {new} {unit}"] * bool(new)
    parts += [f"删除 {deleted} {unit}"] * bool(deleted)
    return f"收回{plan.ledger.title} {len(plan.files)} 份（{'，'.join(parts)}）"


def _refuse_faulty(office: Office, plan: CollectPlan, fields: dict[int, dict[str, Any]]) -> None:
    """What the clerk answered may, taken together, be what the ledger can't hold."""
    if not has_rules(plan.ledger):
        return
    stored = Stored(office, plan.ledger, {}, set(), set(fields))
    for row_id, values in fields.items():
        whole = stored.values(row_id) | values if row_id in stored else None
        faults = record_faults(plan.ledger, whole, office, row_id) if whole else {}
        if faults:
            name = stored.values(row_id)[plan.ledger.searched[0]]
            raise NotAccepted({field: f"{name}：{sentence}" for field, sentence in faults.items()})


def _refuse_stale(office: Office, plan: CollectPlan) -> None:
    """Nothing that the plan rests on may have changed since it was looked at."""
    taken = [item for item in plan.items if item.takes is not None]
    now = RowReader(office, plan.ledger, plan.columns).read(sorted({item.row_id for item in taken}))
    places = {column.name: at for at, column in enumerate(plan.columns)}
    stale = [
        item.name
        for item in taken
        if item.row_id not in now
        or (item.column and not same(now[item.row_id][0][places[item.column.name]], item.here.value))
    ]
    if stale:
        told = "、".join(list(dict.fromkeys(stale))[:_TOLD])
        raise OfficeError(f"对照之后台账有改动，涉及 {len(stale)} 处：{told}。", "台账没有改动。请重新收回一次。")


def _update(office: Office, plan: CollectPlan, fields: dict[int, dict[str, Any]]) -> None:
    changes = list(fields.items())
    if plan.ledger.imports and plan.ledger.imports.updates:
        plan.ledger.imports.updates(office, changes)
    else:
        update_rows(office, plan.ledger, changes)


def _delete(office: Office, plan: CollectPlan, ids: list[int]) -> None:
    sql = f'DELETE FROM "{table_of(plan.ledger.record)}" WHERE id = ?'
    office.database.executemany(sql, [(row_id,) for row_id in ids])


def _extra(plan: CollectPlan, name: str) -> Any:
    return next(column.extra for column in plan.columns if column.name == name)


def _write_new_extras(office: Office, plan: CollectPlan, inserted: tuple[int, ...]) -> None:
    """What the added rows say in columns that are no fields, now that they have ids."""
    if not plan.extras or plan.new is None:
        return
    by_name: dict[str, dict[int, str]] = {}
    for row_id, row in zip(inserted, plan.new.of(Verdict.NEW), strict=True):
        for name, text in plan.extras.get((row.file, row.row), {}).items():
            by_name.setdefault(name, {})[row_id] = text
    for name, texts in by_name.items():
        _extra(plan, name).write(office, texts)
