"""Settings: look at once, names on papers on 保存, operators with their passwords."""

import shutil
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app import registry
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.shell.operators_page import OperatorsPage
from desktop_app.shell.settings_dialog import SettingsDialog
from desktop_app.storage.errors import WrongPassword
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk


@pytest.fixture
def settings(window: Any) -> Any:
    window.show_settings()
    dialog = window.findChild(SettingsDialog)
    yield dialog
    if window.findChild(SettingsDialog) is not None:
        dialog.close()


@pytest.fixture
def undressed(qapp: Any) -> Any:
    before = qapp.font()
    yield
    theme._state.update(dark=False, type_size=100, following=None)
    qapp.setStyleSheet("")
    qapp.setFont(before)


def test_dark_and_large_hold_at_once_and_after_a_restart(settings, undressed, workstation):
    settings.appearance.setCurrentIndex(settings.appearance.findData("dark"))
    settings.type_size.setCurrentIndex(settings.type_size.findData(130))
    assert theme.is_dark() and QApplication.font().pointSizeF() == 13
    assert (workstation.get(theme.APPEARANCE), workstation.get(theme.TYPE_SIZE)) == ("dark", 130)


def test_a_new_name_is_in_the_window_and_the_office_after_saving(window, settings, small_office, open_window):
    settings.office_name.setText("第九社区管理中心")
    settings.foot["leader"].setText(" 李卫国 ")
    assert "第九" not in window.windowTitle()
    settings._save()
    assert small_office.name == "第九社区管理中心" and "第九社区管理中心" in window.windowTitle()
    assert paper_foot(small_office)["leader"] == "李卫国"


def test_closing_without_saving_keeps_the_name(window, settings, small_office):
    before = small_office.name
    settings.office_name.setText("别的名字")
    settings.reject()
    assert small_office.name == before


def test_an_office_without_a_name_is_refused(settings, small_office):
    settings.office_name.setText("   ")
    settings._save()
    assert settings._fault.text() == "办公室名称不能为空。" and settings.isVisible() and small_office.name


def test_the_faces_papers_are_set_in_are_listed(settings):
    from desktop_app.paper.fonts import faces_in_use

    shown = "\n".join(label.text() for label in settings.findChildren(QLabel))
    assert all(face.label in shown for face in faces_in_use())


@pytest.fixture
def locked(tmp_path: Any) -> Any:
    office, _code = registry.create_office(tmp_path / "甲.office", "甲", password="correct horse")
    with office:
        yield office


@pytest.fixture
def operators(qtbot: Any, locked: Any) -> Any:
    desk = Desk(locked, registry.LEDGERS)
    page = OperatorsPage(desk)
    qtbot.addWidget(page)
    yield page
    desk.close()
    desk.jobs.strip.deleteLater()


def type_in(page: Any, name: str, old: str = "", new: str = "") -> None:
    page.name.setText(name)
    page.old.setText(old)
    page.new.setText(new)
    page.again.setText(new)


def test_a_second_operator_gets_her_own_password_and_takes_over(operators, locked, tmp_path):
    type_in(operators, "王芳", new="battery staple")
    operators._add()
    assert operators.words.text() == "已添加" and "王芳" in locked.operators.names()
    type_in(operators, "王芳", old="wrong wrong")
    operators._switch()
    assert locked.operator != "王芳" and operators.words.text() != "已换人"
    type_in(operators, "王芳", old="battery staple")
    operators._switch()
    assert locked.operator == "王芳" and operators.now.text() == "现在的操作员：王芳"


def test_a_short_password_is_refused_in_words(operators, locked):
    type_in(operators, "王芳", new="short")
    operators._add()
    assert "至少 8 位" in operators.words.text() and "王芳" not in locked.operators.names()


def test_a_changed_password_opens_and_the_old_one_does_not(operators, locked, tmp_path):
    type_in(operators, locked.operator, old="correct horse", new="battery staple")
    operators._change_password()
    assert operators.words.text() == "密码已改" and operators.old.text() == operators.new.text() == ""
    folder = shutil.copytree(locked.folder, tmp_path / "乙.office", ignore=shutil.ignore_patterns("lock"))
    with pytest.raises(WrongPassword):
        registry.open_office(folder, password="correct horse")
    registry.open_office(folder, password="battery staple").close()


def test_another_type_size_measures_rows_columns_and_buttons_anew_at_once(window, settings, undressed, settle):
    page = window.show_tab("roster")
    settle(window.desk)
    before = page.panel.view.verticalHeader().defaultSectionSize(), page.panel.view.columnWidth(0)
    settings.type_size.setCurrentIndex(settings.type_size.findData(150))
    settle(window.desk)
    again = window.page("roster")
    after = again.panel.view.verticalHeader().defaultSectionSize(), again.panel.view.columnWidth(0)
    assert after[0] == before[0] * 1.5 and after[1] > before[1] * 1.3
    assert window.tabs.currentWidget().property("tab_key") is not None and settings.isVisible()
    window.close()
