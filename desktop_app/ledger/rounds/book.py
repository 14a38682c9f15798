"""What stands in one branch's workbook: the list with its drop-downs, 填写说明, and the hidden stamp that says where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.headings import RECORD_KEY
from desktop_app.ledger.rounds.columns import RoundColumn, column_plan, hint_of, spec_of
from desktop_app.ledger.rounds.kept import Round, SentRow, digest_of
from desktop_app.storage.office import Office
from desktop_app.workbook.plan import ColumnPlan, SheetPlan, Value

STAMP = "下发标识"
NUMBER = "序号"
_GUIDE = "填写说明"
_GUIDE_WIDTH = 86


@dataclass(frozen=True)
class BranchBook:
    """All that one workbook is made from."""

    office: Office
    ledger: Ledger
    sent: Round
    columns: Sequence[RoundColumn]
    org: int
    org_name: str
    groups: Sequence[str]
    rows: Sequence[SentRow]

    def sheets(self) -> list[SheetPlan]:
        """The sheets as they stand in the workbook; the branch sees the first two."""
        return [self._list(), self._guide(), self._stamp()]

    def _list(self) -> SheetPlan:
        plans = [column_plan(self.ledger, column, self.groups) for column in self.columns]
        number = ColumnPlan(NUMBER, width=6, align="center", kind="number", editable=False)
        return SheetPlan(
            self.sent.title,
            [number, *plans, ColumnPlan(RECORD_KEY, hidden=True, editable=False)],
            [self._line(at, row) for at, row in enumerate(self.rows, 1)],
            name=self.ledger.title,
            note_left=self.org_name,
            note_right=f"下发日期 {self.sent.on}　共 {len(self.rows):,} {self.ledger.unit}",
            freeze_columns=2,
            spare_rows=spec_of(self.ledger).spare_rows,
            protected=True,
        )

    def _line(self, number: int, row: SentRow) -> list[Value]:
        cells: list[Value] = [number]
        for column, value, text in zip(self.columns, row.values, row.texts, strict=True):
            is_number = column.kind is not None and column.kind.excel == "number" and value is not None
            cells.append(column.kind.number(value) if is_number and column.kind else text or None)
        return [*cells, self.sent.key(self.org, row.id)]

    def _guide(self) -> SheetPlan:
        masked = not self.sent.whole
        lines: list[tuple[str, str]] = [("怎么用", words) for words in self._general(masked)]
        lines += [("怎么用", words) for words in spec_of(self.ledger).hints]
        lines += [(column.heading, hint_of(column, masked)) for column in self.columns]
        columns = [ColumnPlan("项目", width=18), ColumnPlan("说明", width=_GUIDE_WIDTH)]
        return SheetPlan(_GUIDE, columns, lines, name=_GUIDE, protected=True)

    def _general(self, masked: bool) -> list[str]:
        unit = self.ledger.unit
        locked = "、".join([NUMBER, *(column.heading for column in self.columns if not column.editable)])
        told = [
            f"请{self.org_name}逐行核对“{self.ledger.title}”这张表：有错的直接在格子里改，对的不用动。",
            f"要增加的，填在表下面的空行里，一行一{unit}；空行不够，在最下面接着写。",
            "不要删掉已有的行。确实不在你们这里了，也请保留，并来电说明情况；删掉的行收回时会逐一核对。",
            f"表头和锁住的列（{locked}）不能改；可以排序、筛选、调列宽；不要删列，也不要把两份表并成一份。",
            "改好后存盘，把这个文件原样发回，文件名改了也没关系；用 WPS 或另存成 .xls 都可以。",
        ]
        return [*told, "带 * 号的证号、电话、住址是隐去了一部分，不用补全；有错才写完整的。"] if masked else told

    def _stamp(self) -> SheetPlan:
        facts = [
            ("office", self.office.office_id),
            ("round", self.sent.id),
            ("org", str(self.org)),
            ("ledger", self.ledger.key),
            ("sent", self.sent.on),
        ]
        digests = [(self.sent.key(self.org, row.id), digest_of(row.texts)) for row in self.rows]
        columns = [ColumnPlan(STAMP, editable=False), ColumnPlan("值", editable=False)]
        return SheetPlan("", columns, [*facts, *digests], name=STAMP, hidden=True, protected=True)
