"""生成资料包 on the screen: what is missing is told before, reasons are asked for, the pack lands where it was wanted."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app import registry
from desktop_app.features.pack.manifest import verify
from desktop_app.features.pack.ui.dialog import PackDialog
from desktop_app.features.pack.ui.verifying import verify_on
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip


@pytest.fixture
def desk(small_office, qtbot):
    made = Desk(small_office, registry.LEDGERS, registry.TABS, registry.figures())
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def dialog(desk, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    desk.window_of_the_test = window
    made = PackDialog(desk, window)
    made.show()
    made.span.setText("2016-12-30..2016-12-31")
    made.look()
    qtbot.waitUntil(lambda: not desk.reader.busy)
    qtbot.waitUntil(lambda: made.gaps.count() > 0)
    return made


def test_what_is_missing_is_told_before(dialog):
    told = [dialog.gaps.item(at).text() for at in range(dialog.gaps.count())]
    assert any(words.startswith("07 党费：") for words in told)


def test_a_span_nobody_understands_is_refused_in_place(dialog):
    dialog.span.setText("去年")
    dialog.look()
    assert "去年" in dialog.fault.text()
    with pytest.raises(OfficeError):
        dialog.order()


def test_whole_numbers_and_personal_lists_ask_for_reasons(dialog):
    assert dialog.order().outer
    assert dialog.whole.isHidden()
    dialog.personal.setChecked(True)
    with pytest.raises(OfficeError, match="理由"):
        dialog.order()
    dialog.personal_reason.setText("巡察组调阅")
    dialog.inner.setChecked(True)
    dialog.whole.setChecked(True)
    dialog.purpose.setEditText(" ")
    with pytest.raises(OfficeError, match="用途"):
        dialog.order()
    dialog.purpose.setEditText("上报组织部")
    with pytest.raises(OfficeError, match="交给谁"):
        dialog.order()
    dialog.recipient.setText("油田党委组织部")
    order = dialog.order()
    assert (order.outer, order.purpose, order.personal) == (False, "上报组织部", "巡察组调阅")
    dialog.outer.setChecked(True)
    assert dialog.order().purpose == ""


def test_the_pack_lands_in_the_chosen_folder_and_is_checked(dialog, desk, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(where, "ask_folder", lambda *_: tmp_path)
    monkeypatch.setattr(where, "open_folder", lambda *_: False)
    with qtbot.waitSignal(desk.noticed, timeout=60_000) as heard:
        dialog.make()
    sentence, action, then = heard.args
    (pack,) = [path for path in tmp_path.iterdir() if path.name.startswith("迎检资料包")]
    assert pack.name.endswith("外发版")
    assert verify(pack).sound
    assert sentence.startswith("资料包已生成，") and str(pack) in sentence and action == "打开文件夹"
    with qtbot.waitSignal(desk.noticed) as heard:
        then()
    assert "打不开文件夹" in heard.args[0] and str(pack) in heard.args[0], "the path is there all the same"
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show()
    (pack / "目录.pdf").unlink()
    verify_on(desk, strip, pack)
    qtbot.waitUntil(lambda: "缺少：目录.pdf" in strip.text)


def test_a_stopped_pack_says_that_nothing_lies_there(dialog, desk, qtbot, tmp_path, monkeypatch):
    place = tmp_path / "共享"
    place.mkdir()
    monkeypatch.setattr(where, "ask_folder", lambda *_: place)
    with qtbot.waitSignal(desk.told, timeout=60_000) as heard:
        dialog.make()
        desk.jobs.cancel()
    assert "没有生成资料包" in heard.args[0] and list(place.iterdir()) == []
