"""What can be done beside typing: a finding of an inspection becomes an item in one click, loose items go into their lists."""

from collections.abc import Sequence
from typing import Any

from desktop_app.ledger.declaration import Action


def _raise_finding(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.problems.ui.asking import raise_finding

    raise_finding(tab, ids[0])


def _file_under(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.problems.ui.asking import file_under

    file_under(tab, ids)


INSPECTION_ACTIONS = (Action("发现问题转为条目", _raise_finding, selection="one", icon="alert-triangle"),)
ITEM_ACTIONS = (Action("归入清单", _file_under, icon="list-check"),)
