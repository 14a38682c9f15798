"""支部间调整 of the selected people: to which branch, from which day, on what paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.features.roster.ui.act import ActDialog, Work
from desktop_app.features.roster.ui.people import branch_field, from_where, who
from desktop_app.people import membership
from desktop_app.people.membership import Papers
from desktop_app.storage.fields import Flag
from desktop_app.widgets.desk import Desk


class MoveDialog(ActDialog):
    """Says how many go from where to where before they do."""

    verb = "调整"

    def __init__(self, desk: Desk, ids: Sequence[int], parent: QWidget | None = None) -> None:
        self._ids = list(ids)
        self._from = from_where(desk.office, ids)
        super().__init__(desk, "支部间调整", parent)

    def build(self) -> None:
        self.add("org", branch_field("调入支部"))
        self.add_day_and_basis("调整日期")
        self.add("whole_unit", Flag("整建制"))

    def told(self) -> str:
        chosen = self.editors["org"].picker.choice  # type: ignore[attr-defined]
        return f"{self._from} → {chosen.text if chosen else '……'}"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, ids = self.desk.office, self._ids
        papers = Papers(basis=values["basis"], whole_unit=bool(values["whole_unit"]))
        target = self.editors["org"].picker.choice.text  # type: ignore[attr-defined]
        org, on = values["org"], values["on"]
        return f"支部间调整 {who(office, ids)}到{target}", lambda: membership.move(office, ids, org, on, papers)

    def done_sentence(self, result: Any) -> str:
        return f"已调整 {len(self._ids):,} 人。"
