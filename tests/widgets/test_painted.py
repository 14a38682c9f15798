"""The window is on the screen first: what is not to be seen at once is built and asked after the first paint, and nothing is lost by it."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.painted import AfterPaint
from desktop_app.widgets.reading import Reader
from desktop_app.widgets.standard_tab import StandardTab
from desktop_app.widgets.table import model


class Painting(QWidget):
    """Notes in which order things came."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, _event: object) -> None:
        self._told.append("painted")


@pytest.fixture
def tab(desk, roster, members, qtbot):
    made = StandardTab(desk, roster)
    qtbot.addWidget(made)
    made.resize(1280, 760)
    return made


def test_what_waits_for_the_paint_comes_once_and_after_it(qtbot):
    told: list[str] = []
    widget = Painting(told)
    qtbot.addWidget(widget)
    AfterPaint(widget, lambda: told.append("then"))
    QApplication.processEvents()
    assert told == []
    widget.show()
    qtbot.waitUntil(lambda: "then" in told)
    assert told[0] == "painted" and told.index("then") > 0
    widget.hide()
    widget.show()
    qtbot.waitUntil(lambda: told.count("painted") > 1)
    QApplication.processEvents()
    assert told.count("then") == 1
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not widget.findChildren(AfterPaint)


def test_what_is_hidden_again_at_once_waits_for_its_next_paint(qtbot):
    told: list[str] = []
    widget = Painting(told)
    qtbot.addWidget(widget)
    AfterPaint(widget, lambda: told.append("then"))
    AfterPaint(widget, widget.hide)  # what was installed last hears of the paint first
    widget.show()
    qtbot.waitUntil(widget.isHidden)
    QApplication.processEvents()
    assert told.count("painted") and "then" not in told
    widget.show()
    qtbot.waitUntil(lambda: told.count("then") == 1)


def test_the_pane_comes_after_the_rows_with_the_record_the_clerk_is_on(tab, members, qtbot):
    assert tab.findChild(RecordPane) is None
    tab.panel.view.select_id(members["王强"])
    sizes = tab.split.sizes()
    tab.show()
    qtbot.waitUntil(lambda: tab.findChild(RecordPane) is not None)
    assert tab.pane.row is not None and tab.pane.row.id == members["王强"]
    assert tab.split.count() == len(sizes) and tab.split.widget(2) is tab.pane and tab.pane.isVisible()
    tab.panel.view.select_id(members["孙梅"])
    qtbot.waitUntil(lambda: tab.pane.row.id == members["孙梅"])


def test_the_pane_takes_its_place_without_moving_what_stands_beside_it(tab, qtbot):
    tab.show()
    qtbot.waitUntil(lambda: tab.split.widget(1).width() > 0)
    tab.split.setSizes([200, 640, 440])
    before = tab.split.sizes()
    assert tab.pane.objectName() == "pane"
    QApplication.processEvents()
    assert tab.split.sizes() == before


def test_a_pane_that_is_asked_for_sooner_is_there_at_once(tab, members, qtbot):
    tab.show_record(members["赵德才"])
    assert tab.pane.row.id == members["赵德才"]
    tab.show()
    QApplication.processEvents()
    assert len(tab.findChildren(RecordPane)) == 1


def test_while_the_window_is_being_built_nothing_is_read_and_then_all_that_was_asked(desk, qtbot):
    heard: list[str] = []
    desk.reader.hold()
    desk.reader.ask("one", lambda: "first", heard.append)
    desk.reader.ask("one", lambda: "second", heard.append)
    desk.reader.ask("two", lambda: "other", heard.append)
    QApplication.processEvents()
    assert heard == [] and desk.reader.busy
    desk.reader.go()
    qtbot.waitUntil(lambda: not desk.reader.busy)
    assert heard == ["second", "other"]


def test_a_reader_that_is_closed_while_it_is_held_answers_nothing(office, qapp):
    heard: list[str] = []
    reader = Reader(office)
    reader.hold()
    reader.ask("one", lambda: "first", heard.append)
    reader.close()
    reader.go()
    QApplication.processEvents()
    assert heard == []


def test_while_only_the_first_rows_are_there_no_number_is_told(desk, roster, members, qtbot, monkeypatch):
    monkeypatch.setattr(model, "FIRST", 2)
    desk.reader.hold()
    tab = StandardTab(desk, roster)
    qtbot.addWidget(tab)
    assert len(tab.panel.model.ids) == 2 and tab.status_text() == "正在点数…"
    desk.reader.go()
    qtbot.waitUntil(lambda: tab.status_text() == f"{len(members)} 人")
