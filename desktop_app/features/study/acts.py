"""What can be done in the study ledger beside typing. Each act opens its dialog from ui/; what it does stands elsewhere without Qt."""

from collections.abc import Sequence
from typing import Any

from desktop_app.ledger.declaration import Action


def _attend(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.attendance import AttendanceDialog

    AttendanceDialog(tab.desk, ids[0], tab.window()).open()


def _copy(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.acting import copy_session

    copy_session(tab, ids[0])


def _make_up(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.acting import MakeUpDialog

    MakeUpDialog(tab.desk, ids, tab.window()).open()


def _sign_in(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.sign_in import import_sign_in

    import_sign_in(tab, ids[0])


def _award(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.acting import award_collection

    award_collection(tab, ids[0])


def _result_book(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.acting import save_result_book

    save_result_book(tab, ids[0])


def _raise_problem(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.study.ui.acting import raise_session_problem

    raise_session_problem(tab, ids[0])


MAKE_UP = Action("登记补课", _make_up, icon="check", shortcut="Ctrl+B")
AWARD = Action("按名次定等次", _award, selection="one", icon="checklist")
RESULT_BOOK = Action("成绩册 Excel", _result_book, selection="one", icon="file-spreadsheet")
SESSION_ACTIONS = (
    Action("录签到", _attend, selection="one", icon="checklist", shortcut="Ctrl+Return"),
    Action("导入签到表", _sign_in, selection="one", icon="file-import"),
    Action("照上次再开一场", _copy, selection="one", icon="copy", shortcut="Ctrl+D"),
    Action("转为问题", _raise_problem, selection="one", icon="alert-triangle", asks="raise_item"),
)
