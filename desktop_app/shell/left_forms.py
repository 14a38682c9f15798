"""Forms that were half typed when the program ended: said at the start, whichever tab it opens on (U3)."""

from collections.abc import Sequence
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.places import place_of

# Imported by Session after the first paint: the forms' modules are nothing the window waits for.
from desktop_app.widgets.form.unfinished import Unfinished
from desktop_app.widgets.standard_tab import StandardTab


def tell_left_forms(window: Any) -> None:
    """A notice for each ledger with such forms; the tab that is looked at says so itself."""
    desk = window.desk
    looked_at = {tab.ledger.key for tab in window.findChildren(StandardTab) if tab.isVisible()}
    pages = [ledger for ledger in desk.ledgers if _has_page(desk, ledger) and ledger.key not in looked_at]

    def find() -> Sequence[tuple[Ledger, str]]:
        return [(each, words) for each in pages if (words := Unfinished(desk.office, each).in_words())]

    def tell(found: Sequence[tuple[Ledger, str]]) -> None:
        for ledger, words in found:
            desk.noticed.emit(f"{ledger.title}：{words}", "接着填", lambda ledger=ledger: _go_on(window, ledger))

    desk.reader.ask((window, "left forms"), find, tell)


def _has_page(desk: Any, ledger: Ledger) -> bool:
    place = place_of(desk.tabs, ledger.key)
    return place is not None and not place.parts


def _go_on(window: Any, ledger: Ledger) -> None:
    page = window.show_tab(ledger.key)
    left = Unfinished(window.desk.office, ledger)
    if isinstance(page, StandardTab) and left.in_words():
        page.message.hide()  # it asks the same
        left.resume(page)
