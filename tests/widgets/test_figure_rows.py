"""The rows behind a figure: how they make it stands over them, in words."""

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.ledger.figures import Figure, FigureRows
from desktop_app.support.spans import parse_span
from desktop_app.widgets.figure_rows import FigureRowsDialog
from tests.widgets.stock import desk, office

__all__ = ["desk", "office"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROWS = FigureRows(("户", "份数", "应到", "满意"), [("甲", 3, 4, 1), ("乙", 1, 4, 0), ("甲", 2, 2, 1)])


@pytest.mark.parametrize(
    ("measure", "measured", "words"),
    [
        ("count", "", "由下面 3 行得出"),
        ("distinct", "户", "由下面 3 行得出：不同的户 2 个"),
        ("sum", "份数", "由下面 3 行得出：份数合计 6"),
        ("ratio", "满意", "由下面 3 行得出：满意 2 行，占 66.7%"),
        ("ratio", "份数/应到", "由下面 3 行得出：份数共 6，应到共 10，占 60%"),
    ],
)
def test_it_says_how_the_rows_make_the_figure(desk, qtbot, measure, measured, words):
    figure = Figure("a", "数", "户", "flow", lambda *_: 0, lambda *_: ROWS, measure, measured)
    dialog = FigureRowsDialog(desk, figure, ROWS, parse_span("2016-12"))
    qtbot.addWidget(dialog)
    (title,) = dialog.findChildren(QLabel, "sectionTitle")
    assert title.text() == f"数　2016年12月　{words}"
    model = dialog.table.model()
    last = [model.index(row, 3).data() for row in range(3)]
    assert last == (["是", "否", "是"] if measured == "满意" else ["1", "0", "1"])
