"""Writes a plan: a verified backup first, then one change, so that a whole import is one step of undo (R4)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.awaiting import joined
from desktop_app.ledger.importing.doubles import key_of
from desktop_app.ledger.importing.finding import remember_org_name
from desktop_app.ledger.importing.mapping import remember
from desktop_app.ledger.importing.matching import Stored
from desktop_app.ledger.importing.plan import Mode, Plan, PlanRow, Verdict, org_fields
from desktop_app.ledger.importing.planner import SEEN, fetch_stored, last_line, words_key
from desktop_app.ledger.importing.questions import is_remembered
from desktop_app.ledger.writes import default_values, insert_rows, update_rows
from desktop_app.people.fields import Org
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress, many_objects

_TOLD_FILES = 2


@dataclass(frozen=True)
class Applied:
    """What was written: the change (None when there was nothing to write), ids of new and changed records, new organisations."""

    change_id: int | None
    inserted: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    orgs: tuple[int, ...] = ()


def apply_plan(office: Office, plan: Plan, progress: Progress = SILENT, *, backup: bool = True) -> Applied:
    """Write what is new and what is changed; questions left open are left out. All or nothing, also when cancelled."""
    new, changed = plan.of(Verdict.NEW), [row for row in plan.of(Verdict.CHANGED) if row.accepted or row.joining]
    if not new and not changed:
        return Applied(None)
    if backup:
        office.backup_here("导入前", progress)
    title = _title(plan, len(new), len(changed))
    with many_objects(), office.change(title, "import") as change:
        return write_plan(office, plan, change.id, progress)


def write_plan(office: Office, plan: Plan, change_id: int, progress: Progress = SILENT) -> Applied:
    """The same inside a change that is open already (of what came back from the branches new rows are only a part)."""
    new, changed = plan.of(Verdict.NEW), [row for row in plan.of(Verdict.CHANGED) if row.accepted or row.joining]
    _refuse_changed(office, plan, new, changed)
    progress.report(0, len(new) + len(changed), "写入")
    orgs = org_fields(plan.ledger)
    made = plan.orgs.create_planned(office, plan.wanted_orgs)
    inserted = _insert(office, plan.ledger, [_with_orgs(orgs, row.values, made) for row in new])
    progress.report(len(new), len(new) + len(changed), "写入")
    written = _merged(changed)
    _update(office, plan.ledger, [(at, _with_orgs(orgs, v, made)) for at, v in written.items() if v])
    _join(office, plan.ledger, [*zip(inserted, new, strict=True), *((row.match, row) for row in changed)])
    _remember(office, plan, change_id)
    progress.report(len(new) + len(changed), len(new) + len(changed), "写入")
    return Applied(change_id, tuple(inserted), tuple(written), tuple(made.values()))


def _merged(changed: Iterable[PlanRow]) -> dict[int, dict[str, Any]]:
    """What is written of each record. Two rows that mean the same one may not say two things of it."""
    written: dict[int, dict[str, Any]] = {}
    for row in changed:
        if row.match:
            there = written.setdefault(row.match, {})
            for name in row.accepted:
                if there.setdefault(name, row.changes[name][1]) != row.changes[name][1]:
                    raise OfficeError(
                        f"“{row.name}”有两行，内容互不相同：{row.where}。", "请在预览里只留一行的，再导入。"
                    )
    return written


def _insert(office: Office, ledger: Ledger, rows: list[Mapping[str, Any]]) -> list[int]:
    if not rows:
        return []
    if ledger.imports and ledger.imports.inserts:
        return list(ledger.imports.inserts(office, rows))
    defaults = default_values(ledger)
    return insert_rows(office, ledger, [defaults | dict(row) for row in rows])


def _update(office: Office, ledger: Ledger, changes: list[tuple[int, Mapping[str, Any]]]) -> None:
    if not changes:
        return
    if ledger.imports and ledger.imports.updates:
        ledger.imports.updates(office, changes)
    else:
        update_rows(office, ledger, changes)


def _join(office: Office, ledger: Ledger, rows: Iterable[tuple[int | None, PlanRow]]) -> None:
    """Set the references of rows to people who came in only now."""
    waiting = [(at, row.joining) for at, row in rows if row.joining and at is not None]
    if waiting:
        update_rows(office, ledger, joined(office, ledger, waiting))


def _with_orgs(orgs: Sequence[str], values: Mapping[str, Any], made: Mapping[int, int]) -> Mapping[str, Any]:
    """The values with organisations planned until now by their real ids."""
    for name in orgs:
        if values.get(name) in made:
            values = {**values, name: made[values[name]]}
    return values


def _refuse_changed(office: Office, plan: Plan, new: Iterable[PlanRow], changed: Iterable[PlanRow]) -> None:
    """Nothing that the plan rests on may have changed since it was looked at."""
    _refuse_twins(plan.ledger, new)
    if last_line(office) == plan.looked_at:
        return
    now = fetch_stored(office, plan.ledger, plan.rows, [row.match for row in plan.rows])
    stale = [row for row in changed if _is_stale(now, row, plan.mode)]
    stale += [row for row in new if row.answer is None and _is_there(now, plan.ledger, row)]
    if stale:
        told = "、".join(row.name for row in stale[:5]) + ("等" if len(stale) > 5 else "")
        raise OfficeError(f"预览之后台账有改动，涉及 {len(stale)} 行：{told}。", "台账没有改动。请重新预览再导入。")


def _refuse_twins(ledger: Ledger, new: Iterable[PlanRow]) -> None:
    """However it came about: one key is never made two records."""
    seen: dict[Any, PlanRow] = {}
    for row in new:
        key = key_of(ledger, row)
        if key and seen.setdefault(key, row) is not row:
            raise OfficeError(
                f"{row.where}与{seen[key].where}的证号相同，不能新增两个。", "请在预览里只留一行，再导入。"
            )


def _is_stale(now: Stored, row: PlanRow, mode: Mode) -> bool:
    if row.match is None or row.match not in now:
        return True
    values = now.values(row.match)
    filled = mode != "overwrite" and any(values[name] is not None for name in row.joining)
    return filled or any(values[name] != old for name, (old, _) in row.changes.items())


def _is_there(now: Stored, ledger: Ledger, row: PlanRow) -> bool:
    keys = ledger.imports.keys if ledger.imports else ()
    return any(now.holders(name, row.values[name]) for name in keys if name in row.values)


def _remember(office: Office, plan: Plan, change_id: int) -> None:
    """Keep each layout's mapping and that these files are taken in."""
    at = office.clock.now().isoformat(timespec="minutes")
    for sheet in plan.sheets:
        if sheet.mapping:
            remember(office, plan.ledger, sheet.mapping)
    _remember_words(office, plan)
    seen = {sheet.sha256: [change_id, at] for sheet in plan.sheets}
    office.settings.put(SEEN, {**office.settings.get(SEEN, {}), **seen})


def _remember_words(office: Office, plan: Plan) -> None:
    """Keep what the clerk said that words mean: of codes for each layout, of branches for all."""
    layouts = {(sheet.file, sheet.sheet): sheet.mapping.header.fingerprint for sheet in plan.sheets if sheet.mapping}
    kept: dict[str, dict[str, dict[str, Any]]] = office.settings.get(words_key(plan.ledger), {})
    before = json.dumps(kept)
    for question in plan.questions:
        kind = plan.ledger.fields[question.field]
        if question.is_open or not is_remembered(kind, question.answer):
            continue
        if isinstance(kind, Org):
            remember_org_name(office, question.said, question.answer)
        else:
            for layout in {layouts[row.file, row.sheet] for row in question.rows}:
                kept.setdefault(layout, {}).setdefault(question.field, {})[question.said] = question.answer
    if json.dumps(kept) != before:
        office.settings.put(words_key(plan.ledger), kept)


def _title(plan: Plan, new: int, changed: int) -> str:
    files = list(dict.fromkeys(sheet.file for sheet in plan.sheets))
    told = "、".join(files[:_TOLD_FILES]) + (f" 等 {len(files)} 个文件" if len(files) > _TOLD_FILES else "")
    parts = [f"新增 {new} {plan.ledger.unit}"] * bool(new) + [f"修改 {changed} {plan.ledger.unit}"] * bool(changed)
    return f"导入{plan.ledger.title} {told}（{'，'.join(parts)}）"
