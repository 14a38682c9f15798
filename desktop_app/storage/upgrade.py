"""Bringing an office's tables to what this program's slices say: frozen SQL steps, one transaction, nothing assumed.

A new office is the same thing on an empty file. A newer office is refused before anything is written.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.storage import journal
from desktop_app.storage.database import APPLICATION_ID, OfficeDatabase
from desktop_app.storage.errors import NewerOffice, OfficeDamaged
from desktop_app.storage.info import read_info, write_info
from desktop_app.storage.schema import CORE, statements
from desktop_app.storage.seal import Sealer
from desktop_app.storage.shape import counts, read_shape, signature
from desktop_app.storage.slices import Slice
from desktop_app.storage.triggers import digest_of_triggers, drop_triggers, make_triggers

_TRIGGERS = "triggers"
Versions = dict[str, int]


class UpgradeFailed(OfficeDamaged):
    """The upgrade did not reach what it must; the office is as it was."""


def with_core(slices: Sequence[Slice]) -> tuple[Slice, ...]:
    """The office's own tables before the rooms'."""
    return (CORE, *slices)


def read_versions(database: OfficeDatabase) -> Versions:
    """The schema version of each slice in the file; empty for a new file."""
    if not database.one("SELECT 1 FROM sqlite_master WHERE name = 'slice_version'"):
        return {}
    return dict(database.rows("SELECT name, version FROM slice_version"))


def gate(versions: Versions, slices: Sequence[Slice]) -> None:
    """Raise `NewerOffice` when the file knows slices or steps that this program does not."""
    known = {piece.name: len(piece.steps) for piece in slices}
    if any(version > known.get(name, 0) for name, version in versions.items()):
        raise NewerOffice(
            "这个办公室是用更新版本的程序保存的，这个版本不能打开。", "请安装新版程序后再打开；办公室没有被改动。"
        )


def pending(database: OfficeDatabase, slices: Sequence[Slice]) -> bool:
    """Whether a slice has steps that the file has not had, or the program makes other triggers than the file has."""
    versions = read_versions(database)
    if any(len(piece.steps) > versions.get(piece.name, 0) for piece in slices):
        return True
    return read_info(database, _TRIGGERS) != digest_of_triggers(read_shape(database, slices))


def upgrade(
    database: OfficeDatabase,
    slices: Sequence[Slice],
    entry: journal.Entry,
    sealer: Sealer,
    also: Callable[[], None] = lambda: None,
) -> None:
    """Run the missing steps in one transaction and check the outcome; `also` runs inside it, before the change is sealed."""
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        with database.transaction("IMMEDIATE"):
            _run_steps(database, slices)
            started = journal.start(database, entry)
            also()
            journal.finish(database, sealer, started, entry.kind)
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


def _run_steps(database: OfficeDatabase, slices: Sequence[Slice]) -> None:
    versions = read_versions(database)
    before = counts(database)
    drop_triggers(database)
    for piece in slices:
        for step in piece.steps[versions.get(piece.name, 0) :]:
            for statement in statements(step):
                database.execute_sql(statement)
    shape = read_shape(database, slices)
    make_triggers(database, shape)
    write_info(database, [(_TRIGGERS, digest_of_triggers(shape))])
    _check_references(database)
    _check_counts(before, counts(database))
    _write_versions(database, slices)
    if versions:
        _check_signature(database, slices)


def _write_versions(database: OfficeDatabase, slices: Sequence[Slice]) -> None:
    database.executemany(
        "INSERT INTO slice_version (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
        [(piece.name, len(piece.steps)) for piece in slices],
    )
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute_sql(f"PRAGMA user_version = {sum(len(piece.steps) for piece in slices)}")


def _check_references(database: OfficeDatabase) -> None:
    broken = database.rows("PRAGMA foreign_key_check")
    if broken:
        raise UpgradeFailed(
            f"升级没有完成：{len(broken)} 条记录指向不存在的记录。", "办公室没有被改动，请联系维护人员。"
        )


def _check_counts(before: dict[str, int], after: dict[str, int]) -> None:
    fewer = [table for table, rows in before.items() if after.get(table, rows) < rows]
    if fewer:
        raise UpgradeFailed(f"升级没有完成：{'、'.join(fewer)} 的记录变少了。", "办公室没有被改动，请联系维护人员。")


def _check_signature(database: OfficeDatabase, slices: Sequence[Slice]) -> None:
    if signature(database) != golden_signature(slices):
        raise UpgradeFailed("升级没有完成：表的结构与程序的要求不一致。", "办公室没有被改动，请联系维护人员。")


def golden_signature(slices: Sequence[Slice]) -> list[str]:
    """What a fresh office with these slices looks like: every column, index and trigger."""
    database = OfficeDatabase(Path("golden"), None, functions_of(slices), "memory")
    try:
        with database.transaction("IMMEDIATE"):
            _run_steps(database, slices)
        return signature(database)
    finally:
        database.close()


def functions_of(slices: Sequence[Slice]) -> dict[str, Callable[..., object]]:
    """The SQL functions that the slices' steps and queries use."""
    return {name: function for piece in slices for name, function in piece.functions.items()}
