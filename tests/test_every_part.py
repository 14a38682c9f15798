"""What belongs to a part of a record must be reached in the window: the part's own dialog is a form and shows no parts."""

from desktop_app import registry
from desktop_app.ledger.declaration import Ledger, Shelf


def _with_a_page() -> set[str]:
    pages = [page for tab in registry.TABS for page in (tab.pages if isinstance(tab, Shelf) else (tab,))]
    return {page.key for page in pages if isinstance(page, Ledger)}


def test_every_ledger_whose_records_have_parts_has_a_page_of_its_own():
    hidden = [each.title for each in registry.LEDGERS if each.parts and each.key not in _with_a_page()]
    assert hidden == []


def test_the_judges_scores_can_be_given_on_the_page_of_works():
    works = registry.ledger("submissions")
    assert works.key in _with_a_page() and [part.ledger.key for part in works.parts] == ["scores"]
