"""The office: everything the rooms above may ask of storage, and the order in which it is opened and closed.

What each service does lives in its own file; here they are only put together.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from desktop_app.storage import history, keys, opening
from desktop_app.storage.access import AccessLine, AccessLog, Records
from desktop_app.storage.attachments import Attachments, make_attachments_file
from desktop_app.storage.backup import Backups, LastBackup
from desktop_app.storage.database import OfficeDatabase, closing_all, new_file
from desktop_app.storage.door import Change, Changed
from desktop_app.storage.engine import Engine, head_lost, write_head
from desktop_app.storage.errors import told_in_words
from desktop_app.storage.history import ChangeLine, DeletedLine, HistoryLine
from desktop_app.storage.info import write_info
from desktop_app.storage.journal import Entry
from desktop_app.storage.layout import Layout
from desktop_app.storage.lock import OfficeLock
from desktop_app.storage.operators import DEFAULT_OPERATOR, Operators
from desktop_app.storage.record import OPEN_OFFICE
from desktop_app.storage.recovery_code import new_code
from desktop_app.storage.seal import last_seal
from desktop_app.storage.settings import Settings
from desktop_app.storage.shape import counts, read_shape
from desktop_app.storage.slices import Slice
from desktop_app.storage.swap import note_of_restore
from desktop_app.storage.undo import Undo, Undone
from desktop_app.storage.upgrade import pending, upgrade, with_core
from desktop_app.storage.writer import Writer
from desktop_app.support.clock import Clock, FixedClock, SystemClock
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.storage.check import CheckReport


class Office:
    """One open office. Made by `create` and `open`; closed by `close` or by leaving its `with`."""

    def __init__(self, engine: Engine, lock: OfficeLock) -> None:
        self._engine = engine
        self._lock = lock
        self.folder = engine.layout.root
        self.office_id = engine.office_id
        self.clock = engine.clock
        self.database = engine.database
        self.encrypted = engine.encrypted
        self.name = engine.info("name") or ""
        self.warnings = _warnings(engine)
        self.shape = read_shape(engine.database, engine.slices)
        self.writer = Writer(engine.database)
        self.settings = Settings(engine.database, engine.door)
        self.attachments = Attachments(engine.attachments, engine.database, engine.door, self.shape, engine.clock)
        self.operators = Operators(engine.database, engine.door, engine.layout, engine.clock, engine.data_key)
        self._access = AccessLog(engine.database, engine.door, engine.sealer, engine.clock)
        self._undo = Undo(engine.database, engine.door, self.shape)
        self._backups = Backups(engine)
        engine.door.after_commit = lambda sealed: write_head(engine.layout, sealed)
        OPEN_OFFICE.initialize(engine.database)

    # -- life ----------------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        slices: Sequence[Slice],
        *,
        password: str | None = None,
        clock: Clock | None = None,
        operator: str = DEFAULT_OPERATOR,
    ) -> tuple["Office", str | None]:
        """Make a new office and open it; with a password also the recovery code to print. The folder must hold no office yet."""
        layout = Layout(folder)
        if password == "":
            raise OfficeError("密码不能为空。", "请输入密码，或选择不加密的办公室。")
        with told_in_words(folder):
            folder.mkdir(parents=True, exist_ok=True)
        lock = OfficeLock(layout)
        lock.acquire()
        try:
            if layout.main.exists() or any(path.exists() for path in layout.keys):
                raise OfficeError(f"文件夹“{folder.name}”里已经有办公室。", "请打开它，或换一个文件夹。")
            try:
                data_key, code = _make_keys(layout, operator, password)
                _make_files(layout, name, with_core(slices), data_key, clock or SystemClock(), operator)
            except BaseException:
                _take_back(layout)
                raise
            return cls._opened(layout, slices, opening.Unlocked(data_key, operator), clock, lock), code
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        folder: Path,
        slices: Sequence[Slice],
        *,
        password: str | None = None,
        recovery_code: str | None = None,
        clock: Clock | None = None,
        operator: str | None = None,
        keep_restoring: bool = False,
    ) -> "Office":
        """Open an office in the one safe order, upgrading it after a verified backup. Every refusal is an OfficeError.

        `keep_restoring` is for restore.py alone: what it has brought beside the office is not cleared away.
        """
        layout = Layout(folder)
        opening.must_exist(layout)
        lock = OfficeLock(layout)
        lock.acquire()
        try:
            found = opening.unlock(layout, password, recovery_code, operator, keep_restoring)
            return cls._opened(layout, slices, found, clock, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(
        cls, layout: Layout, slices: Sequence[Slice], found: opening.Unlocked, clock: Clock | None, lock: OfficeLock
    ) -> "Office":
        with told_in_words(layout.main):
            engine = opening.engine(layout, with_core(slices), found.data_key, clock, found.operator)
            try:
                _upgrade_if_needed(engine)
                office = cls(engine, lock)
                office._note_restore()
                return office
            except BaseException:
                engine.close()
                raise

    def close(self) -> None:
        """Let running work end, fold the -wal into the file, close every connection, forget the key, give the lock back."""
        engine = self._engine
        if engine.door.closed:
            return
        self.writer.close()
        with engine.door.turnstile:
            engine.door.closed = True
        engine.close()
        if OPEN_OFFICE.obj is engine.database:
            OPEN_OFFICE.initialize(None)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- writing -------------------------------------------------------------------------------------------------------

    @property
    def operator(self) -> str:
        """Who works now; every change and showing carries the name."""
        return self._engine.door.operator

    @property
    def in_change(self) -> bool:
        """Whether this thread has a change open."""
        return self._engine.door.turnstile.mine

    def change(self, title: str, kind: str = "edit") -> AbstractContextManager[Change]:
        """One change: a transaction, a line of history, a step of undo. Raising inside takes all of it back."""
        return self._engine.door.change(title, kind)

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Hear of every commit, on the thread that committed; gives the function that ends it."""
        return self._engine.door.subscribe(listener)

    def log_access(self, what: str, rows: Records, purpose: str, recipient: str = "") -> None:
        """Log who was shown or given whole numbers: ids, or ids by table."""
        self._access.add(what, rows, purpose, recipient)

    def accesses(self, limit: int = 500, before: int | None = None) -> list[AccessLine]:
        """The access log, newest first."""
        return self._access.lines(limit, before)

    # -- undo and history ----------------------------------------------------------------------------------------------

    def undo_title(self) -> str | None:
        """What `undo()` would take back."""
        return self._undo.undo_title()

    def redo_title(self) -> str | None:
        """What `redo()` would bring again."""
        return self._undo.redo_title()

    def undo(self, change_id: int | None = None, partial: bool = False) -> Undone:
        """Take back the last change or an earlier one; `UndoClash` lists what stands in the way, `partial` leaves that."""
        return self._undo.undo(change_id, partial)

    def redo(self) -> Undone:
        """Bring again what was undone last."""
        return self._undo.redo()

    def begin_here(self) -> None:
        """What was done until now made the office: Ctrl+Z stops here. From the history each step can still be taken back."""
        self._engine.put_info(history.BEGUN_AFTER, str(history.last_change(self.database)))

    def history_of(self, table: str, row_id: int) -> list[HistoryLine]:
        """Everything that happened to one record, oldest first."""
        return history.history_of(self.database, table, row_id)

    def changes(self, limit: int = 200, before: int | None = None) -> list[ChangeLine]:
        """The list of changes, newest first."""
        return history.changes(self.database, limit, before)

    def deleted(self, table: str, limit: int = 1000) -> list[DeletedLine]:
        """The recycle bin of a table, latest first."""
        return history.deleted(self.database, table, limit)

    def bring_back(self, table: str, row_id: int) -> Undone:
        """Put a deleted record back, with what was deleted along with it."""
        return self._undo.bring_back(table, row_id)

    def seal_head(self) -> str:
        """The newest seal, for the office's own 内部分析册; '' before the first."""
        sealed = last_seal(self.database)
        return sealed.hmac if sealed else ""

    # -- safety --------------------------------------------------------------------------------------------------------

    def backup(self, directory: Path, reason: str, progress: Progress = SILENT) -> Path:
        """A verified bundle in a folder."""
        return self._backups.make(directory, reason, progress)

    def backup_here(self, reason: str, progress: Progress = SILENT) -> Path:
        """A verified bundle among the office's own backups, which are thinned after."""
        path = self._backups.make(self._engine.layout.backups, reason, progress)
        self._backups.thin(self._engine.layout.backups)
        return path

    def last_backup(self) -> LastBackup | None:
        """The newest backup, or None."""
        return self._backups.last()

    @property
    def changed_since_backup(self) -> bool:
        """Whether a backup on exit is due."""
        return self._backups.changed_since()

    def check(self, progress: Progress = SILENT) -> "CheckReport":
        """Look at every page, reference, seal and attachment."""
        from desktop_app.storage.check import Checker

        return Checker(self._engine, self.shape, self.attachments).check(progress)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return counts(self.database)

    def rename(self, name: str) -> None:
        """Give the office another name."""
        self._engine.put_info("name", name)
        self.name = name

    def _note_restore(self) -> None:
        note = note_of_restore(self._engine.layout)
        if note:
            with self.change(note.title, "restore"):
                self._backups.mark_restored(note.backup)
            self._engine.layout.restored.unlink()


def _take_back(layout: Layout) -> None:
    """Remove what a creation that failed has made; there was nothing before it."""
    for path in (*layout.with_side_files(layout.main), *layout.with_side_files(layout.attachments), *layout.keys):
        path.unlink(missing_ok=True)


def _make_keys(layout: Layout, operator: str, password: str | None) -> tuple[bytes | None, str | None]:
    slots = keys.Slots(secrets.token_hex(16), encrypted=password is not None)
    if password is None:
        keys.save(layout, slots)
        return None, None
    data_key, code = keys.new_data_key(), new_code()
    slots = slots.with_slot(keys.wrap_with_password(slots.office_id, data_key, operator, password))
    keys.save(layout, slots.with_slot(keys.wrap_with_code(slots.office_id, data_key, code)))
    return data_key, code


def _make_files(
    layout: Layout, name: str, slices: tuple[Slice, ...], data_key: bytes | None, clock: Clock, operator: str
) -> None:
    facts = [("office_id", keys.load(layout).office_id), ("name", name)]
    if isinstance(clock, FixedClock):
        facts.append(("today", clock.day.isoformat()))
    with told_in_words(layout.root):
        new_file(layout.attachments)
        with closing_all(OfficeDatabase(layout.attachments, data_key)) as attachments:
            make_attachments_file(attachments)
        new_file(layout.main)
        database, sealer = opening.connect(layout, slices, data_key)

        def first_rows() -> None:
            write_info(database, facts)
            sql = "INSERT INTO operator (name, since) VALUES (?, ?)"
            database.execute_sql(sql, (operator, clock.today().isoformat()))

        now = clock.now().isoformat(timespec="seconds")
        with closing_all(database):
            upgrade(database, slices, Entry(now, operator, "建立办公室", "create"), sealer, first_rows)


def _upgrade_if_needed(engine: Engine) -> None:
    if not pending(engine.database, engine.slices):
        return
    Backups(engine).make(engine.layout.backups, "升级前")
    now = engine.clock.now().isoformat(timespec="seconds")
    entry = Entry(now, engine.door.operator, "升级办公室", "upgrade")
    with told_in_words(engine.layout.root):
        upgrade(engine.database, engine.slices, entry, engine.sealer)


def _warnings(engine: Engine) -> tuple[str, ...]:
    if head_lost(engine.layout, engine.database):
        return ("最后保存的修改不在办公室文件里。请运行“检查办公室”，并与最近的备份核对。",)
    return ()
