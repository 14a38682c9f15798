"""What can be done beside typing: a whole building registered or ticked, an appeal or an unmet 跟班 raised to a problem."""

from collections.abc import Sequence
from typing import Any

from desktop_app.features.visits import intake
from desktop_app.ledger.declaration import Action


def _raise_appeals(tab: Any, ids: Sequence[int]) -> None:
    _raise(tab, ids, "诉求转为问题", intake.raise_from_appeal)


def _raise_logs(tab: Any, ids: Sequence[int]) -> None:
    _raise(tab, ids, "跟班不到位转为问题", intake.raise_from_log)


def _raise(tab: Any, ids: Sequence[int], title: str, each: Any) -> None:
    office = tab.desk.office

    def work() -> int:
        with office.change(title):
            return [each(office, row) for row in ids][-1]

    tab.desk.save(work, lambda item: tab.desk.open_record("problem_items", item), tab.desk.failed.emit)


def _add_building(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.visits.ui.asking import add_building

    add_building(tab)


def _enter_slip(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.visits.ui.asking import enter_slip

    enter_slip(tab)


def _open_picture(tab: Any, ids: Sequence[int]) -> None:
    tab.window().show_tab("sweep_picture").show_sweep(ids[0])


APPEAL_ACTIONS = (Action("转为问题", _raise_appeals, icon="alert-triangle", asks="raise_item"),)
LOG_ACTIONS = (Action("转为问题", _raise_logs, icon="alert-triangle", asks="raise_item"),)
HOUSEHOLD_ACTIONS = (Action("登记整栋楼", _add_building, selection="none", icon="building"),)
SWEEP_ACTIONS = (Action("排查图", _open_picture, selection="one", icon="building"),)
VISIT_ACTIONS = (Action("按编号录入", _enter_slip, selection="none", icon="keyboard"),)
