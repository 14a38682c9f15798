"""The dated acts on one organisation (R34): found, rename, place elsewhere, merge, split, dissolve. Old papers keep old names."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.features.roster.ui.act import ActDialog, Work
from desktop_app.features.roster.ui.people import from_where
from desktop_app.people import roll, tree
from desktop_app.people.chart import BRANCHES, RANK, Chart
from desktop_app.people.fields import Org
from desktop_app.people.words import OrgLevel
from desktop_app.storage.fields import Choice, Text
from desktop_app.widgets.desk import Desk


class OrgAct(ActDialog):
    """An act on one organisation of today's tree."""

    title = ""

    def __init__(self, desk: Desk, org: int, parent: QWidget | None = None) -> None:
        self.org = org
        self.chart: Chart = tree.tree_on(desk.office, desk.clock.today())
        self.node = self.chart.nodes[org]
        super().__init__(desk, f"{self.title}：{self.node.short_name}", parent)

    @property
    def heads(self) -> int:
        """How many members it has today, all below it counted."""
        counted = roll.heads_on(self.desk.office.database, self.desk.clock.today())
        return sum(count for org, count in counted.items() if org in self.chart.under(self.org))

    def chosen(self, name: str) -> str:
        """The text of what a picker holds."""
        choice = self.editors[name].picker.choice  # type: ignore[attr-defined]
        return choice.text if choice else "……"


class FoundDialog(ActDialog):
    """A new organisation under one, or at the top of an empty tree."""

    verb = "新建"

    def __init__(self, desk: Desk, parent_org: int | None, parent: QWidget | None = None) -> None:
        self._above = parent_org
        chart = tree.tree_on(desk.office, desk.clock.today())
        self._node = chart.nodes[parent_org] if parent_org is not None else None
        super().__init__(desk, "新建党组织", parent)

    def build(self) -> None:
        self.add("name", Text("全称", required=True, hint="如 中共第八社区第一支部委员会"))
        self.add("short_name", Text("简称", required=True, hint="如 第一党支部"))
        level = OrgLevel.COMMITTEE if self._node is None else self._level_below(self._node.level)
        self.add("level", Choice("组织类别", OrgLevel, required=True), str(level))
        self.add_day_and_basis("成立日期")

    @staticmethod
    def _level_below(level: str) -> OrgLevel:
        below = {0: OrgLevel.GENERAL_BRANCH, 1: OrgLevel.BRANCH}
        return below.get(RANK[level], OrgLevel.GROUP)

    def told(self) -> str:
        where = f"在“{self._node.short_name}”下面" if self._node else "在最高一级"
        return f"{where}新建：{self.value('short_name') or '……'}"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, above = self.desk.office, self._above

        def work() -> int:
            return tree.found(
                office, values["name"], values["short_name"], values["level"], above,
                on=values["on"], basis=values["basis"],
            )  # fmt: skip

        return f"新建党组织 {values['short_name']}", work


class RenameDialog(OrgAct):
    """Another name or level from a day on."""

    title, verb = "更名", "更名"

    def build(self) -> None:
        self.add("name", Text("新全称", required=True), self.node.name)
        self.add("short_name", Text("新简称", required=True), self.node.short_name)
        self.add("level", Choice("组织类别", OrgLevel, required=True), self.node.level)
        self.add_day_and_basis("更名日期")

    def told(self) -> str:
        new = self.value("short_name") or "……"
        return f"{self.node.short_name} → {new}；{self.value('on') or '那天'} 以前的名册仍用旧名"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, org = self.desk.office, self.org

        def work() -> None:
            tree.rename(
                office, org, values["on"], name=values["name"], short_name=values["short_name"],
                level=values["level"], basis=values["basis"],
            )  # fmt: skip

        return f"更名 {self.node.short_name}为{values['short_name']}", work


class PlaceDialog(OrgAct):
    """Under another superior from a day on."""

    title, verb = "调整上级", "调整"

    def build(self) -> None:
        levels = [level for level, rank in RANK.items() if rank < RANK[self.node.level]]
        self.add("above", Org("新的上级", levels=levels, required=True))
        self.add_day_and_basis("调整日期")

    def told(self) -> str:
        return f"“{self.node.short_name}”连同 {self.heads:,} 人归到：{self.chosen('above')}"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, org = self.desk.office, self.org
        title = f"调整上级 {self.node.short_name}归{self.chosen('above')}"
        return title, lambda: tree.place_under(office, org, values["above"], values["on"], basis=values["basis"])


class MergeDialog(OrgAct):
    """Into another of its kind; it is dissolved."""

    title, verb = "合并", "合并"

    def build(self) -> None:
        levels = BRANCHES if self.node.level in BRANCHES else (self.node.level,)
        self.add("target", Org("并入", levels=levels, required=True))
        self.add_day_and_basis("合并日期")

    def told(self) -> str:
        return f"{self.node.short_name} {self.heads:,} 人 → {self.chosen('target')}，{self.node.short_name}撤销"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, org = self.desk.office, self.org
        title = f"合并 {self.node.short_name}到{self.chosen('target')}"
        return title, lambda: tree.merge(office, org, values["target"], values["on"], basis=values["basis"])


class SplitDialog(OrgAct):
    """A new branch beside it with the people selected in the table."""

    title, verb = "拆分", "拆分"

    def __init__(self, desk: Desk, org: int, members: Sequence[int], parent: QWidget | None = None) -> None:
        self._members = list(members)
        super().__init__(desk, org, parent)

    def build(self) -> None:
        self.add("name", Text("新支部全称", required=True))
        self.add("short_name", Text("新支部简称", required=True))
        self.add_day_and_basis("拆分日期")

    def told(self) -> str:
        here = from_where(self.desk.office, self._members)
        return f"{here or '没有选中党员'} → 新支部 {self.value('short_name') or '……'}"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, org = self.desk.office, self.org
        part = tree.Part(values["name"], values["short_name"], self._members)
        title = f"拆分 {self.node.short_name}，新设{values['short_name']}"
        return title, lambda: tree.split(office, org, [part], values["on"], basis=values["basis"])


class DissolveDialog(OrgAct):
    """From a day on; nobody may belong to it any more."""

    title, verb = "撤销", "撤销这个党组织"

    def build(self) -> None:
        self.add_day_and_basis("撤销日期")

    def told(self) -> str:
        left = f"还有 {self.heads:,} 人，要先调出或合并" if self.heads else "已没有党员"
        return f"撤销“{self.node.short_name}”（{left}）；以前的名册里仍看得到它"

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        office, org = self.desk.office, self.org
        return f"撤销 {self.node.short_name}", lambda: tree.dissolve(office, org, values["on"], basis=values["basis"])
