"""The start (performance.md, lines 1 and 2): until the window is painted, and what the process has taken by then."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app import registry
from tests.bench.apart import apart
from tests.bench.harness import Line
from tests.bench.offices import DEMO, MANY, folder_of

_EMPTY = "tests.bench.starting:empty"
_OURS = "tests.bench.starting:ours"
_VORTA = "tests.bench.starting:vorta"


def lines(folder: Path) -> Iterator[Line]:
    """On the first page, and on the roster's tab: that is how a clerk left it yesterday."""
    small, many = folder_of(folder, DEMO), folder_of(folder, MANY)
    home = folder / "home"
    for tab, words in ((None, "first page"), ("roster_shelf", "roster")):
        for office in (small, many):
            _left_on(office, tab)
            apart(_OURS, office, home)()  # the backup that the office's making calls for
        ours = apart(_OURS, small, home, of="own")
        yield Line(f"start on the {words}, 6,703, against an empty window (1)", ours, apart(_EMPTY), 1.5)
        yield Line(f"start on the {words}, 100,000 against 6,703 (1)", apart(_OURS, many, home, of="own"), ours, 1.3)
    vorta = folder / "vorta"
    yield Line(
        "start on the roster, 6,703, against vorta (1)", apart(_OURS, small, home, of="own"), apart(_VORTA, vorta), 0.6
    )
    ours_held, vorta_held = apart(_OURS, small, home, "memory", of="own"), apart(_VORTA, vorta, of="memory")
    yield Line("memory at the first paint, against vorta (2)", ours_held, vorta_held, 0.9)


def _left_on(office: Path, tab: str | None) -> None:
    if tab and tab not in {each.key for each in registry.TABS}:
        raise KeyError(tab)
    with registry.open_office(office) as opened:
        opened.settings.put("window.tab", tab)
