"""减少: 死亡, 转出组织关系, 出党, 停止党籍. People become 历史党员; nothing of theirs is deleted."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.features.roster.ui.act import ActDialog, Work
from desktop_app.features.roster.ui.people import from_where, who
from desktop_app.people import membership
from desktop_app.people.membership import Papers
from desktop_app.people.words import EventKind, ExpelledHow
from desktop_app.storage.fields import Choice, Flag, Text
from desktop_app.widgets.desk import Desk


class Leaving(StrEnum):
    """The ways out, the commonest first."""

    DIED = str(EventKind.DIED)
    TRANSFERRED_OUT = str(EventKind.TRANSFERRED_OUT)
    EXPELLED = str(EventKind.EXPELLED)
    SUSPENDED = str(EventKind.SUSPENDED)


class LeaveDialog(ActDialog):
    """Which fields are asked follows from the kind."""

    verb = "办理减少"

    def __init__(self, desk: Desk, ids: Sequence[int], parent: QWidget | None = None) -> None:
        self._ids = list(ids)
        self._from = from_where(desk.office, ids)
        super().__init__(desk, "减少", parent)

    def build(self) -> None:
        self.add("kind", Choice("减少类别", Leaving, required=True))
        self.add("how", Choice("出党方式", ExpelledHow, required=True))
        self.add("elsewhere", Text("转往单位", hint="对方党组织的全称"))
        self.add_day_and_basis("日期")
        self.add("whole_unit", Flag("整建制"))
        self.add("remark", Text("备注"))

    def told(self) -> str:
        kind = self.value("kind")
        self.show_field("how", kind == Leaving.EXPELLED)
        self.show_field("elsewhere", kind == Leaving.TRANSFERRED_OUT)
        self.show_field("whole_unit", kind == Leaving.TRANSFERRED_OUT)
        return f"{self._from}：{kind or '……'}，转入历史党员"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, ids = self.desk.office, self._ids
        kind, on, how = EventKind(values["kind"]), values["on"], values["how"]
        papers = Papers(values["basis"], values["elsewhere"], bool(values["whole_unit"]), values["remark"])
        return f"{kind} {who(office, ids)}", lambda: membership.leave(office, ids, kind, on, how=how, papers=papers)

    def done_sentence(self, result: Any) -> str:
        return f"{len(self._ids):,} 人已转入历史党员。"
