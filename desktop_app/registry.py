"""TABS in their order: the one registration. A new ledger is one folder under features/ and its line here."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from desktop_app.features.chronicle import LEDGER as CHRONICLE
from desktop_app.features.innovation import SHELF as INNOVATION
from desktop_app.features.pack import LEDGER as PACK
from desktop_app.features.pack import fill as fill_pack
from desktop_app.features.problems import SHELF as PROBLEMS
from desktop_app.features.quiz import SHELF as QUIZ
from desktop_app.features.roster import SHELF as ROSTER
from desktop_app.features.selfcheck import LEDGER as SELFCHECK
from desktop_app.features.study import SHELF as STUDY
from desktop_app.features.summary import FORMS, ISSUES
from desktop_app.features.summary import TAB as SUMMARY
from desktop_app.features.visits import SHELF as VISITS
from desktop_app.ledger import named
from desktop_app.ledger.declaration import Ledger, Shelf, Tab, ledgers_of
from desktop_app.ledger.figures import Figure, with_own
from desktop_app.ledger.offered import Contradiction
from desktop_app.ledger.slices import all_slices, keep_search_current
from desktop_app.storage import keys
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice
from desktop_app.support.clock import FixedClock
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

REPORTS = Shelf("reports", "月度汇总", "report-analytics", (SUMMARY, ISSUES, CHRONICLE, SELFCHECK, PACK, FORMS))
TABS: tuple[Ledger | Tab | Shelf, ...] = (ROSTER, STUDY, QUIZ, INNOVATION, PROBLEMS, VISITS, REPORTS)
LEDGERS: tuple[Ledger, ...] = ledgers_of(TABS)
named.fill(LEDGERS)
fill_pack(LEDGERS)


def ledger(key: str) -> Ledger:
    """The registered ledger of this key; KeyError if there is none."""
    return {each.key: each for each in LEDGERS}[key]


def figures(office: Office | None = None) -> tuple[Figure, ...]:
    """Every figure that any ledger offers, in tab order; of an office, those its own lists bring among them."""
    offered = [figure for each in LEDGERS if each.offers.figures for figure in each.offers.figures()]
    return tuple(offered if office is None else with_own(offered, named.own_figures(office)))


def checks() -> tuple[Callable[[Office], Iterable[Contradiction]], ...]:
    """Every ledger's answer to what can't all be right, in tab order."""
    return tuple(each.offers.checks for each in LEDGERS if each.offers.checks)


def slices() -> tuple[Slice, ...]:
    """Every table the program knows, kernel first: what an office is created and opened with."""
    return all_slices(LEDGERS)


def create_office(
    folder: Path, name: str, *, password: str | None = None, today: date | None = None
) -> tuple[Office, str | None]:
    """A new office with all registered tables, and its recovery code (None without a password). `today` makes it a demo."""
    clock = FixedClock(today) if today else None
    office, recovery_code = Office.create(folder, name, slices(), password=password, clock=clock)
    keep_search_current(office, LEDGERS)
    return office, recovery_code


def open_office(
    folder: Path, *, password: str | None = None, recovery_code: str | None = None, today: date | None = None
) -> Office:
    """The office in this folder on its own day: `today` if given, the demo's day, else the system's."""
    clock = FixedClock(today) if today else None
    office = Office.open(folder, slices(), password=password, recovery_code=recovery_code, clock=clock)
    keep_search_current(office, LEDGERS)
    for upkeep in [each.offers.upkeep for each in LEDGERS if each.offers.upkeep]:
        upkeep(office)
    return office


def demos() -> Sequence[Callable[[Office, int], Callable[[Span], None]]]:
    """What each ledger adds to the demo office, in tab order."""
    return [each.offers.demo for each in LEDGERS if each.offers.demo]


def build_demo(folder: Path, *, members: int = 6703, seed: int = 1, progress: Progress = SILENT) -> Office:
    """A new demo office in `folder`, open: the roster's two years, and month by month what every ledger offers as its own."""
    from desktop_app.demo.build import build_demo

    return build_demo(create_office, folder, lives=demos(), members=members, seed=seed, progress=progress)


def needs_password(folder: Path) -> bool:
    """Whether the office in this folder is encrypted. False where there is no office: opening it says what is wrong."""
    layout = Layout(folder)
    return any(copy.exists() for copy in layout.keys) and keys.load(layout).encrypted
