"""No act's dialog cuts anything off, at the standard type size and the largest."""

import pytest

from desktop_app.features.roster.ui.leaving import LeaveDialog
from desktop_app.features.roster.ui.moving import MoveDialog
from desktop_app.features.roster.ui.org_acts import DissolveDialog, FoundDialog, MergeDialog, PlaceDialog, RenameDialog
from desktop_app.features.roster.ui.orgs import OrgsDialog
from desktop_app.widgets import theme
from tests.widgets.clipping import faults

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(params=[100, 150])
def dressed(qapp, request):
    theme.dress(qapp, dark=False, type_size=request.param)
    yield
    theme.dress(qapp, dark=False)
    qapp.setStyleSheet("")


@pytest.mark.parametrize(
    "make",
    [
        lambda desk, branches, ids: MoveDialog(desk, ids),
        lambda desk, branches, ids: LeaveDialog(desk, ids),
        lambda desk, branches, ids: OrgsDialog(desk, ids),
        lambda desk, branches, ids: FoundDialog(desk, branches["机关党总支"]),
        *(
            lambda desk, branches, ids, kind=kind: kind(desk, branches["一支部"])
            for kind in (RenameDialog, PlaceDialog, MergeDialog, DissolveDialog)
        ),
    ],
)
def test_nothing_is_cut_off(desk, branches, members, dressed, qtbot, make):
    dialog = make(desk, branches, list(members.values()))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert faults(dialog) == []


def test_fields_and_sentences_that_appear_squeeze_no_others(desk, members, dressed, qtbot):
    dialog = LeaveDialog(desk, list(members.values()))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.editors["kind"].put("转出组织关系")
    dialog.tell()
    for editor in dialog.editors.values():
        editor.tell("这一天还没有成立，或者已经撤销，请核对日期以后再办一次，或者先更正以前的变动。")
    qtbot.waitUntil(lambda: faults(dialog) == [])
    line = dialog.editors["elsewhere"].focusProxy()
    assert line.height() >= line.sizeHint().height()
