"""Nothing that heads a list is cut: the standard width of every column of every ledger holds its heading."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app import registry
from desktop_app.widgets import theme
from desktop_app.widgets.table import TablePanel


@pytest.fixture(params=[100, 150])
def type_size(request, qapp):
    theme.dress(qapp, dark=False, type_size=request.param)
    yield request.param
    theme.dress(qapp, dark=False)


def test_every_column_is_as_wide_as_its_heading_at_first(desk, type_size, qtbot):
    cut = []
    for ledger in registry.LEDGERS:
        panel = TablePanel(desk, ledger)
        qtbot.addWidget(panel)
        panel.choose(frozenset(column.name for column in ledger.columns))
        header = panel.view.header
        header.setSortIndicator(0, header.sortIndicatorOrder())
        for at, column in enumerate(panel.columns_shown()):
            if header.sectionSizeHint(at) > panel.view.columnWidth(at):
                cut.append((ledger.key, ledger.heading(column), header.sectionSizeHint(at), panel.view.columnWidth(at)))
        panel._later.stop()
    QApplication.processEvents()
    assert cut == []
