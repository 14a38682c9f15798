"""What can be done with people and organisations beside typing: 增加, 支部间调整, 减少, 组织管理. Each opens its dialog from ui/.

The doors themselves are the kernel's (people/membership.py, people/tree.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.ledger.declaration import Action
from desktop_app.people import membership
from desktop_app.people.membership import Papers
from desktop_app.storage.office import Office


def move(office: Office, ids: Sequence[int], org: int, on: date | str, basis: str | None) -> None:
    """支部间调整 of people dragged onto a branch, inside the open change."""
    membership.move(office, ids, org, on, Papers(basis=basis))


def _enter(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.roster.ui.entering import EnterDialog

    EnterDialog(tab).open()


def _move(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.roster.ui.moving import MoveDialog

    MoveDialog(tab.desk, ids, tab.window()).open()


def _leave(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.roster.ui.leaving import LeaveDialog

    LeaveDialog(tab.desk, ids, tab.window()).open()


def _organise(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.roster.ui.orgs import OrgsDialog

    OrgsDialog(tab.desk, ids, tab.window()).open()


ACTIONS = (
    Action("增加", _enter, selection="none", icon="user-plus", shortcut="Ctrl+N"),
    Action("支部间调整", _move, icon="arrows-exchange"),
    Action("减少", _leave, icon="user-minus"),
    Action("组织管理", _organise, selection="none", icon="building"),
)
