"""增加: first how and when somebody came, then the form of the person."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from desktop_app.features.roster import LEDGER, intake
from desktop_app.features.roster.ui.act import ActDialog
from desktop_app.features.roster.ui.people import branch_field
from desktop_app.ledger.declaration import Ledger
from desktop_app.people.membership import Papers
from desktop_app.people.tree import tree_on
from desktop_app.people.words import Category, EventKind
from desktop_app.storage.fields import Choice, Flag, Text
from desktop_app.storage.office import Office
from desktop_app.widgets.form.opening import open_form_page


class Coming(StrEnum):
    """The ways in."""

    TRANSFERRED_IN = str(EventKind.TRANSFERRED_IN)
    ADMITTED = str(EventKind.ADMITTED)
    RESTORED = str(EventKind.RESTORED)
    OPENING = str(EventKind.OPENING)


class EnterDialog(ActDialog):
    """Writes nothing by itself: the event is written with the person when the form is saved."""

    verb = "填写党员信息…"

    def __init__(self, tab: Any) -> None:
        self._tab = tab
        super().__init__(tab.desk, "增加党员", tab.window())

    def build(self) -> None:
        self.add("kind", Choice("增加类别", Coming, required=True), str(Coming.TRANSFERRED_IN))
        self.add("org", branch_field("所在党支部"), *self._chosen_branch())
        self.add("elsewhere", Text("转自单位", hint="原党组织的全称"))
        self.add_day_and_basis("日期")
        self.add("whole_unit", Flag("整建制"))

    def _chosen_branch(self) -> tuple[int | None, str]:
        """The branch chosen in the tree at the left, if it is one."""
        org = self._tab.listing.org
        node = tree_on(self.desk.office, self.desk.clock.today()).nodes.get(org) if org is not None else None
        return (node.id, node.short_name) if node is not None and node.is_home else (None, "")

    def told(self) -> str:
        kind = self.value("kind")
        for name in ("elsewhere", "whole_unit"):
            self.show_field(name, kind == Coming.TRANSFERRED_IN)
        hint = {
            Coming.TRANSFERRED_IN: "从别的党组织转来",
            Coming.ADMITTED: "新发展的预备党员",
            Coming.RESTORED: "恢复党籍",
            Coming.OPENING: "建账以前就在册，不算本期增加",
        }
        return hint.get(kind, "新党员是怎么来的")

    def act(self) -> None:
        """On to the form."""
        if self._is_faulty():
            return
        values = {name: self.value(name) for name in self.editors}
        tab, ledger, given = self._tab, self.ledger_for(values), self.given_for(values)
        self.accept()
        open_form_page(tab, None, ledger=ledger, given=given)

    @staticmethod
    def ledger_for(values: Mapping[str, Any]) -> Ledger:
        """The roster whose new record comes by this event."""
        kind, on = EventKind(values["kind"]), values["on"]
        papers = Papers(values["basis"], values["elsewhere"], bool(values["whole_unit"]))

        def creates(record: Mapping[str, Any], office: Office) -> int:
            return intake.add(office, record, kind, on, papers)

        return replace(LEDGER, creates=creates)

    @staticmethod
    def given_for(values: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with."""
        given: dict[str, Any] = {"org": values["org"], "category": str(Category.FULL)}
        if values["kind"] == Coming.ADMITTED:
            given |= {"category": str(Category.PROBATIONARY), "joined_on": values["on"]}
        elif values["kind"] == Coming.TRANSFERRED_IN:
            given["entered_on"] = values["on"]
        return given
