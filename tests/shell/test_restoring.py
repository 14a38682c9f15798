"""Bringing a backup back from the window: from the unlock page, from a damaged office's message, from the settings; and undoing it."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton

from desktop_app import app, registry
from desktop_app.people import tree
from desktop_app.people.words import OrgLevel
from desktop_app.shell.guide.dialog import FirstStartGuide
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.opening import Opening
from desktop_app.shell.restoring.dialog import RestoreDialog
from desktop_app.shell.settings_dialog import SettingsDialog
from desktop_app.shell.unlock import UnlockDialog
from desktop_app.storage.found_backups import backups_for
from desktop_app.storage.restore import SAFETY_REASON
from tests.shell.test_session import hand, run  # noqa: F401 (fixtures)

PASSWORD = "correct horse"


@pytest.fixture
def kept(tmp_path: Any) -> Any:
    """An office's folder with one backup in which it is called 甲, now called 乙."""
    office, _code = registry.create_office(tmp_path / "甲.office", "甲", password=PASSWORD)
    with office:
        office.backup_here("手工备份")
        office.rename("乙")
    return office.folder


def soon(button: QAbstractButton) -> None:
    """What a click opens may wait for the clerk: the hand must be free again by then."""
    QTimer.singleShot(0, button, button.click)


def name_of(folder: Any, password: str | None = PASSWORD) -> str:
    with registry.open_office(folder, password=password) as office:
        return office.name


def restore_the_oldest(dialog: RestoreDialog) -> None:
    last = dialog.backups.topLevelItem(dialog.backups.topLevelItemCount() - 1)
    assert last is not None
    dialog.backups.setCurrentItem(last)
    dialog.secret.setText(PASSWORD)
    dialog.go.click()
    soon(dialog.go)


def test_the_backups_beside_the_office_in_it_and_on_the_stick_are_found_each_once(kept, tmp_path):
    stick = tmp_path / "U盘"
    with registry.open_office(kept, password=PASSWORD) as office:
        office.backup(stick, "手工备份")
        office.backup(tmp_path, "手工备份")
    found = backups_for(kept, tmp_path, [stick, tmp_path, tmp_path / "拔掉的盘"])
    assert sorted(backup.manifest.generation for backup in found) == [1, 2, 3]
    assert [backup.manifest.generation for backup in backups_for(None, tmp_path)] == [3, 1]


def test_at_the_unlock_page_a_backup_is_brought_back_and_a_safety_copy_undoes_it(run, hand, kept):  # noqa: F811
    hand.when(UnlockDialog, lambda page: soon(page.restore_button))
    hand.when(RestoreDialog, restore_the_oldest)
    hand.when(MainWindow, lambda window: window.close())
    assert run(kept) == 0 and hand.done()
    assert name_of(kept) == "甲"
    safety = next(each for each in backups_for(kept, kept.parent) if each.manifest.reason == SAFETY_REASON)
    assert safety.manifest.name == "乙"


def test_a_wrong_password_is_said_in_the_dialog_and_nothing_is_touched(run, hand, kept):  # noqa: F811
    said = []

    def try_wrongly(dialog: RestoreDialog) -> None:
        dialog.secret.setText("wrong horse")
        dialog.go.click()
        QTimer.singleShot(0, dialog, lambda: (dialog.go.click(), said.append(dialog.fault.text()), dialog.reject()))

    hand.when(UnlockDialog, lambda page: soon(page.restore_button))
    hand.when(RestoreDialog, try_wrongly)
    hand.when(UnlockDialog, lambda page: page.reject())
    assert run(kept) == 1 and hand.done()
    assert "密码不对" in said[0] and name_of(kept) == "乙"


def test_a_damaged_office_is_told_with_the_way_to_its_backups(run, hand, tmp_path):  # noqa: F811
    office, _code = registry.create_office(tmp_path / "甲.office", "甲")
    with office:
        office.backup_here("手工备份")
    main = office.folder / "office.db"
    main.write_bytes(b"\0" * main.stat().st_size)
    told = []

    def take_the_way(box: QMessageBox) -> None:
        told.append(box.informativeText())
        soon(next(each for each in box.buttons() if each.text() == "从备份恢复…"))

    def look_and_restore(dialog: RestoreDialog) -> None:
        dialog.go.click()
        told.append(dialog.words.text())
        soon(dialog.go)

    hand.when(QMessageBox, take_the_way)
    hand.when(RestoreDialog, look_and_restore)
    hand.when(MainWindow, lambda window: window.close())
    assert run(office.folder) == 0 and hand.done()
    assert "恢复" in told[0] and "数不了" in told[1] and "quarantine" in told[1]
    assert name_of(office.folder, None) == "甲"
    assert [path.name for path in (office.folder / "quarantine").glob("*/office.db")] == ["office.db"]


def test_from_the_settings_the_counts_of_both_sides_are_shown_and_the_window_comes_back(run, hand, small_office):  # noqa: F811
    folder = small_office.folder
    small_office.backup_here("手工备份")
    with small_office.change("记一笔"):
        small_office.database.execute_sql("UPDATE member SET remark = '备份之后写的'")
        tree.found(small_office, "备份之后建的支部", "后建支部", OrgLevel.BRANCH, 1)
    small_office.close()
    seen, names, labels = [], [], []

    def ask(window: MainWindow) -> None:
        seen.append(window)
        window.show_settings()

    def press(dialog: SettingsDialog) -> None:
        soon(next(each for each in dialog.findChildren(QPushButton) if each.property("step") == "restore"))

    def compare_and_restore(dialog: RestoreDialog) -> None:
        assert ":" in dialog.backups.topLevelItem(0).text(0)  # two of one day are told apart by the hour
        labels.extend(dialog.sides.item(r, 0).text() for r in range(dialog.sides.rowCount()))
        dialog.go.click()
        row = next(r for r in range(dialog.sides.rowCount()) if dialog.sides.item(r, 0).text() == "党组织")
        seen.extend(int(dialog.sides.item(row, column).text().replace(",", "")) for column in (1, 2))
        soon(dialog.go)

    def look(window: MainWindow) -> None:
        if window.safety.leaving is not None or window is seen[0]:  # it has not gone yet
            hand.when(MainWindow, look)
            return
        names.append(window.desk.office.changes(1)[0].kind)
        window.close()

    hand.when(MainWindow, ask).when(SettingsDialog, press).when(RestoreDialog, compare_and_restore).when(
        MainWindow, look
    )
    assert run(folder) == 0 and hand.done()
    assert seen[2] == seen[1] - 1 and names == ["restore"]
    assert "党员（含历史党员）" in labels and "党员花名册" not in labels
    with registry.open_office(folder) as office:
        assert not office.database.rows("SELECT 1 FROM member WHERE remark = '备份之后写的'")


def test_on_a_new_computer_the_welcome_page_brings_back_a_backup(run, hand, kept, tmp_path, monkeypatch):  # noqa: F811
    bundle = backups_for(kept, tmp_path)[0].path

    def choose(guide: FirstStartGuide) -> None:
        soon(next(each for each in guide.findChildren(QPushButton) if each.property("choice") == "restore"))

    def take(dialog: RestoreDialog) -> None:
        dialog.take_file(bundle)
        dialog.place.setText(str(tmp_path / "新电脑" / "甲.office"))
        restore_the_oldest(dialog)

    hand.when(FirstStartGuide, choose).when(RestoreDialog, take).when(MainWindow, lambda window: window.close())
    assert run() == 0 and hand.done()
    assert name_of(tmp_path / "新电脑" / "甲.office") == "甲"


def test_the_opening_knows_where_the_clerk_has_put_backups(workstation, small_office, open_window, settle, tmp_path):
    window = open_window(small_office)
    settle(window.desk)
    window.safety.back_up_to(tmp_path / "U盘")
    settle(window.desk)
    found = Opening(app._doors(None), workstation).backups(small_office.folder)
    assert [backup.path.parent.name for backup in found] == ["U盘"]
    assert "上次备份 今天" in window.home._backup.text()
