"""Dialogs for files begin where the clerk was last, else in the documents; never where the program happens to lie."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets import where


@pytest.fixture
def documents(tmp_path, monkeypatch):
    made = tmp_path / "文档"
    made.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(made))
    monkeypatch.setattr(where, "_state", type(where._state)())
    program = tmp_path / "程序"
    program.mkdir()
    monkeypatch.chdir(program)
    return made


@pytest.fixture
def begun_in(monkeypatch):
    """The folder that each dialog began in; the clerk saves to the place named first in `chosen`."""
    seen: list[Path] = []

    def ask(_parent, _title, suggested, *_kinds):
        seen.append(Path(suggested))
        return (str(begun.chosen or suggested), "")

    def begun() -> Path:
        return seen[-1].parent

    begun.chosen = None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return begun


def test_the_first_save_begins_in_the_documents(documents, begun_in, qapp):
    assert where.ask_target(None, "另存为", "花名册", where.PDF) == documents / "花名册.pdf"  # type: ignore[arg-type]
    assert begun_in() == documents


def test_the_next_save_begins_where_the_last_one_went_also_tomorrow(documents, begun_in, tmp_path, qapp):
    workstation = WorkstationSettings(tmp_path / "settings.json")
    where.remember_in(workstation)
    stick = tmp_path / "U盘"
    stick.mkdir()
    begun_in.chosen = stick / "十二月.xlsx"
    where.ask_target(None, "另存为", "十二月", where.EXCEL)  # type: ignore[arg-type]
    assert where.start_folder() == str(stick)
    where._state.last = ""  # the program was ended and started anew
    where.ask_target(None, "另存为", "一月", where.EXCEL)  # type: ignore[arg-type]
    assert begun_in() == stick


def test_a_stick_that_was_pulled_out_gives_the_documents(documents, tmp_path, qapp):
    where._remember(tmp_path / "没有了")
    assert where.start_folder() == str(documents)


def test_without_documents_it_is_the_own_folder(documents, qapp):
    documents.rmdir()
    assert where.start_folder() == str(Path.home())
