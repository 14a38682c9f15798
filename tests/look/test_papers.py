"""Every paper that a ledger offers is among the pictures that are looked at."""

from desktop_app import registry
from tests.look.papers import write_offered
from tests.paper.reading import text

_NONE_IN_THE_DEMO = {"重印上报件"}
"""Papers of records that the demo office has none of: no month of it was closed."""


def test_every_paper_that_a_ledger_offers_is_written_with_words_on_it(small_office, tmp_path):
    written = write_offered(small_office, tmp_path)
    offered = {
        f"{ledger.title} {paper.title}"
        for ledger in registry.LEDGERS
        for paper in (*(each for each in ledger.offers.papers if not each.as_of), *ledger.offers.record_papers)
        if paper.title not in _NONE_IN_THE_DEMO
    }
    assert {path.stem for path in written} == offered
    assert [path.name for path in written if len(text(path).strip()) < 20] == []
