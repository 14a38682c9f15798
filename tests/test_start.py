"""The window's start stays light: what only a job needs is not taken before its first paint (speed itself is `make bench`'s)."""

import shutil

import pytest

from desktop_app import registry
from tests.bench.apart import apart


@pytest.fixture
def left_yesterday(_demo_folder, tmp_path):
    """An office closed on the roster's tab."""
    folder = shutil.copytree(_demo_folder, tmp_path / _demo_folder.name)
    with registry.open_office(folder) as office:
        office.settings.put("window.tab", "roster")
    return folder


def test_no_workbook_paper_or_pinyin_library_is_loaded_before_the_window_is_painted(left_yesterday, tmp_path):
    painted = apart("tests.bench.starting:ours", left_yesterday, tmp_path / "home", of="own")()
    assert painted.value > 0


def test_the_check_sees_a_heavy_library_that_was_loaded(left_yesterday, tmp_path):
    with pytest.raises(RuntimeError, match="openpyxl"):
        apart("tests.test_start:start_with_openpyxl", left_yesterday, tmp_path / "home")()


def start_with_openpyxl(folder: str, home: str) -> None:
    """For the test above, in a process of its own."""
    import openpyxl  # noqa: F401

    from tests.bench.starting import ours

    ours(folder, home)
