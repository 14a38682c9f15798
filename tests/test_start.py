"""The window's start stays light: what only a job needs is not taken before its first paint (speed itself is `make bench`'s)."""

import shutil
from pathlib import Path

import pytest

from desktop_app import registry
from tests.bench.apart import apart


@pytest.fixture
def left_on(_demo_folder, tmp_path):
    """An office that was closed on a tab (None: the first page)."""

    def leave(tab: str | None) -> Path:
        folder = shutil.copytree(_demo_folder, tmp_path / _demo_folder.name)
        with registry.open_office(folder) as office:
            office.settings.put("window.tab", tab)
        return folder

    return leave


@pytest.mark.parametrize("tab", [None, registry.ROSTER.key])
def test_nothing_heavy_is_loaded_before_the_window_is_painted(left_on, tmp_path, tab):
    painted = apart("tests.bench.starting:ours", left_on(tab), tmp_path / "home", of="own")()
    assert painted.value > 0


def test_the_check_sees_a_heavy_library_that_was_loaded(left_on, tmp_path):
    with pytest.raises(RuntimeError, match="openpyxl"):
        apart("tests.test_start:start_with_openpyxl", left_on(None), tmp_path / "home")()


def test_the_check_sees_what_is_built_before_the_paint(left_on, tmp_path):
    with pytest.raises(RuntimeError, match=r"desktop_app\.widgets\.form\.pane"):
        apart("tests.test_start:start_with_the_pane", left_on(registry.ROSTER.key), tmp_path / "home")()


def start_with_openpyxl(folder: str, home: str) -> None:
    """For the test above, in a process of its own."""
    import openpyxl  # noqa: F401

    from tests.bench.starting import ours

    ours(folder, home)


def start_with_the_pane(folder: str, home: str) -> None:
    """The same with a tab that builds its record pane at once."""
    from desktop_app.widgets.standard_tab import StandardTab
    from tests.bench.starting import ours

    build = StandardTab.__init__

    def at_once(self: StandardTab, *given: object) -> None:
        build(self, *given)  # type: ignore[arg-type]
        assert self.pane

    StandardTab.__init__ = at_once  # type: ignore[method-assign]
    ours(folder, home)
