"""The demo office's visits: homes and crews, two years of visits, one 稳定排查 that met everybody, appeals followed to their end.

What falls into a month is done in that month, in a few changes, by people who held a post then.
"""

from collections.abc import Callable
from random import Random

from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_SWEEP_MONTH = "2016-03"


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the visits (Offers.demo)."""
    from desktop_app.features.visits.demo.appeals import Appeals
    from desktop_app.features.visits.demo.beside import Beside
    from desktop_app.features.visits.demo.going import Visiting

    random = Random(f"visits {seed}")
    appeals, beside = Appeals(office, random), Beside(office, random)
    visiting = Visiting(office, random, appeals)

    def live(span: Span) -> None:
        month = span.start.strftime("%Y-%m")
        if not (goers := visiting.goers(span)):
            return
        appeals.follow_up(month)
        with office.change(f"{span.title()}走访"):
            visiting.go(month, span, goers)
        if month == _SWEEP_MONTH:
            visiting.sweep(span, goers)
        beside.live(span, goers)

    return live
