"""Is the office whole: pages, references, structure, history and seals, rows against their history, showings, attachments."""

from collections.abc import Callable
from typing import NamedTuple

from desktop_app.storage.attachments import Attachments
from desktop_app.storage.backup import RESTORED_AFTER
from desktop_app.storage.engine import Engine, head_lost
from desktop_app.storage.errors import DATABASE_ERRORS
from desktop_app.storage.health import file_faults
from desktop_app.storage.history_check import access_faults, history_faults, row_faults
from desktop_app.storage.retention import list_backups
from desktop_app.storage.shape import Shape, signature
from desktop_app.storage.upgrade import golden_signature
from desktop_app.support.frozen import frozen
from desktop_app.support.tasks import SILENT, Progress


class CheckLine(NamedTuple):
    """One thing that was checked, in Chinese: in order or not."""

    ok: bool
    text: str


@frozen
class CheckReport:
    """What a check found. `notes` are worth knowing and no faults."""

    lines: tuple[CheckLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing at all is wrong."""
        return all(line.ok for line in self.lines)

    @property
    def faults(self) -> list[str]:
        """Only what is wrong."""
        return [line.text for line in self.lines if not line.ok]


class Checker:
    """Checks one open office."""

    def __init__(self, engine: Engine, shape: Shape, attachments: Attachments) -> None:
        self._engine = engine
        self._shape = shape
        self._attachments = attachments

    def check(self, progress: Progress = SILENT) -> CheckReport:
        """Every check in turn; a damaged file stops none of the others."""
        parts: list[tuple[str, Callable[[], list[str]]]] = [
            ("办公室文件", lambda: file_faults(self._engine.database, self._engine.encrypted)),
            ("附件文件", lambda: file_faults(self._engine.attachments, self._engine.encrypted)),
            ("表、索引和触发器", self._structure),
            ("历史记录与封签", lambda: history_faults(self._engine.database, self._engine.sealer)),
            ("记录与历史是否一致", lambda: row_faults(self._engine.database, self._shape)),
            ("查看登记", lambda: access_faults(self._engine.database, self._engine.sealer)),
            ("最近一次保存", self._newest),
            ("附件内容", lambda: self._contents(progress)),
        ]
        lines: list[CheckLine] = []
        for number, (what, find) in enumerate(parts):
            progress.report(number, len(parts), what)
            lines += _lines(what, find)
        report = CheckReport(tuple(lines), self._notes())
        self._remember(report)
        return report

    def _structure(self) -> list[str]:
        found, wanted = set(signature(self._engine.database)), set(golden_signature(self._engine.slices))
        return [f"有 {len(found ^ wanted)} 处与程序的要求不同"] if found != wanted else []

    def _newest(self) -> list[str]:
        faults = []
        if head_lost(self._engine.layout, self._engine.database):
            faults.append("最后保存的修改不在文件里（可能有人删除了 -wal 文件，或放回了旧文件）")
        restored_after = int(self._engine.info(RESTORED_AFTER) or 0)
        backups = list_backups(self._engine.layout.backups, self._engine.office_id)
        newer = [backup.manifest for backup in backups if backup.manifest.generation > restored_after]
        if any(self._lacks(manifest.head_change, manifest.head_seal) for manifest in newer[:1]):
            faults.append("最近的备份里有办公室里没有的修改")
        return faults

    def _lacks(self, change: int, code: str) -> bool:
        return change > 0 and self._engine.database.one("SELECT hmac FROM seal WHERE change = ?", (change,)) != code

    def _contents(self, progress: Progress) -> list[str]:
        missing, spoiled = self._attachments.missing(), self._attachments.spoiled(progress)
        faults = [f"缺少 {len(missing)} 个附件"] if missing else []
        return faults + ([f"有 {len(spoiled)} 个附件内容已改变"] if spoiled else [])

    def _notes(self) -> tuple[str, ...]:
        if self._engine.encrypted:
            return ()
        return ("这个办公室没有加密：封签只是校验码，能发现损坏，不能防止有意改动。",)

    def _remember(self, report: CheckReport) -> None:
        try:
            self._engine.put_info("check.ok", "1" if report.ok else "0")
        except DATABASE_ERRORS:
            return


def _lines(what: str, find: Callable[[], list[str]]) -> list[CheckLine]:
    try:
        faults = find()
    except DATABASE_ERRORS:
        faults = ["读取中断，文件已损坏"]
    return [CheckLine(False, f"{what}：{fault}") for fault in faults] or [CheckLine(True, f"{what}：正常")]
