"""The steps of opening an office, in the one safe order: lock, files, key, cipher, first read, identity, version."""

from datetime import date
from pathlib import Path

from desktop_app.storage import keys, swap
from desktop_app.storage.database import APPLICATION_ID, PAGE, OfficeDatabase, is_plain
from desktop_app.storage.door import Door
from desktop_app.storage.engine import Engine
from desktop_app.storage.errors import OfficeDamaged, OfficeMissing, WrongPassword, damaged, told_in_words
from desktop_app.storage.layout import Layout
from desktop_app.storage.seal import Sealer
from desktop_app.storage.slices import Slice
from desktop_app.storage.tries import Tries
from desktop_app.storage.upgrade import functions_of, gate, read_versions
from desktop_app.support.clock import Clock, FixedClock, SystemClock
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen


class PlainInsteadOfEncrypted(OfficeDamaged):
    """The file in the folder is not encrypted, though the office is."""


@frozen
class Unlocked:
    """The data key (None in a plain office) and who opened it."""

    data_key: bytes | None
    operator: str


def must_exist(layout: Layout) -> None:
    """Before anything is made in the folder (the lock, say): it must look like an office."""
    if not any(path.exists() for path in (layout.main, layout.restoring, *layout.keys)):
        raise OfficeMissing(
            f"这里没有办公室：{layout.root}。", "请选择名称以 .office 结尾的办公室文件夹，或新建办公室。"
        )


def unlock(
    layout: Layout, password: str | None, recovery_code: str | None, operator: str | None, keep_restoring: bool = False
) -> Unlocked:
    """Carry a begun restore through, look at the files, find the key. Nothing of the databases is written."""
    if not keep_restoring:
        swap.finish(layout)
    slots = keys.load(layout)
    for path in (layout.main, layout.attachments):
        with told_in_words(path):
            _check_file(layout, path, slots.encrypted)
    if not slots.encrypted:
        return Unlocked(None, operator or "")
    tries = Tries(layout)
    tries.allow()
    try:
        unlocked = _unwrap(slots, password, recovery_code, operator)
    except WrongPassword:
        if password or recovery_code:
            tries.failed()
        raise
    tries.succeeded()
    return unlocked


def _unwrap(slots: keys.Slots, password: str | None, recovery_code: str | None, operator: str | None) -> Unlocked:
    if recovery_code:
        return Unlocked(keys.unwrap_with_code(slots, recovery_code), operator or "")
    if not password:
        raise WrongPassword("这个办公室需要密码。", "请输入密码或恢复码。")
    return Unlocked(*keys.unwrap_with_password(slots, password, operator))


def _check_file(layout: Layout, path: Path, encrypted: bool) -> None:
    if not path.exists():
        raise OfficeMissing(f"办公室文件夹里缺少“{path.name}”。", "请检查文件是否被移动或删除，或从备份恢复。")
    if path.stat().st_size < PAGE:
        raise OfficeDamaged(f"办公室文件“{path.name}”是空的或不完整。", "请从最近的备份恢复。")
    if encrypted and is_plain(path):
        raise PlainInsteadOfEncrypted(
            f"“{path.name}”没有加密，不是这个办公室原来的文件。", "文件可能被换过，请从备份恢复。"
        )
    if not encrypted and not is_plain(path):
        raise damaged(path)


def connect(layout: Layout, slices: tuple[Slice, ...], data_key: bytes | None) -> tuple[OfficeDatabase, Sealer]:
    """The main database with its SQL functions, and the sealer that belongs to it."""
    sealer = Sealer(data_key)
    return OfficeDatabase(layout.main, data_key, {**functions_of(slices), "image_hash": sealer.image_hash}), sealer


def engine(
    layout: Layout, slices: tuple[Slice, ...], data_key: bytes | None, clock: Clock | None, operator: str
) -> Engine:
    """Look into the file, refuse what is not ours or newer, then open it for work."""
    facts = _probe(layout, slices, data_key)
    database, sealer = connect(layout, slices, data_key)
    clock = clock or _clock_of(facts.get("today"))
    door = Door(database, layout, sealer, clock, slices)
    attachments = OfficeDatabase(layout.attachments, data_key)
    made = Engine(layout, facts["office_id"], slices, clock, data_key, sealer, database, attachments, door)
    try:
        attachments.one("SELECT count(*) FROM sqlite_master")
        for each in (database, attachments):
            each.checkpoint()
        door.operator = _operator(database, operator)
    except BaseException:
        database.close_all()
        attachments.close_all()
        raise
    return made


def _probe(layout: Layout, slices: tuple[Slice, ...], data_key: bytes | None) -> dict[str, str]:
    """Read who the file is before any setting is written to it."""
    database = OfficeDatabase(layout.main, data_key, use="probe")
    try:
        if database.one("PRAGMA application_id") != APPLICATION_ID:
            raise OfficeDamaged(f"“{layout.main.name}”不是办公室文件。", "请检查文件夹，或从备份恢复。")
        gate(read_versions(database), slices)
        facts = dict(database.rows("SELECT key, value FROM office_info"))
    finally:
        database.close_all()
    if facts["office_id"] != keys.load(layout).office_id:
        raise OfficeDamaged("密钥文件与办公室文件不是一套。", "请从备份恢复，备份里的两者是一套。")
    return facts


def _clock_of(today: str | None) -> Clock:
    return FixedClock(date.fromisoformat(today)) if today else SystemClock()


def _operator(database: OfficeDatabase, name: str) -> str:
    """Who works: the one named, else the first of the operators."""
    names = [row[0] for row in database.rows("SELECT name FROM operator WHERE until IS NULL ORDER BY id")]
    if name and name not in names:
        raise OfficeError(f"没有操作员“{name}”。", f"可用的操作员：{'、'.join(names)}。")
    return name or names[0]
