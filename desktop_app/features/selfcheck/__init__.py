"""迎检自查 (X14): before an inspection, every contradiction of the office, each opening its records, each answerable with a reason.

What contradicts is found by the ledgers themselves (Offers.checks) and, between ledgers, by rules.py; finding.py gathers and remembers.
"""

from typing import Any

from desktop_app.features.selfcheck.model import Accepted
from desktop_app.features.selfcheck.schema import STEPS
from desktop_app.ledger.declaration import Column, Ledger, Section
from desktop_app.storage.slices import Slice

SLICE = Slice("selfcheck", STEPS)


def _page(desk: Any) -> Any:
    from desktop_app.features.selfcheck.ui.page import SelfCheckPage

    return SelfCheckPage(desk)


LEDGER = Ledger(
    key="selfcheck",
    title="迎检自查",
    unit="条",
    record=Accepted,
    slice=SLICE,
    columns=(Column("sentence"), Column("rule"), Column("reason"), Column("on"), Column("by")),
    searched=("sentence", "reason"),
    form=(Section("认定", ("sentence", "rule", "reason", "on", "by"), frozenset(("sentence", "rule", "on", "by"))),),
    order=(("on", True),),
    page=_page,
    icon="shield-check",
    empty="还没有认定属实的矛盾。",
)
