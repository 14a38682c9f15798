"""The demo office's problem lists: two batches of lists in 2016, their items' lives month by month, four rounds of inspections.

What will happen to an item is drawn when it is found; each month does what falls into it, as the clerk would have, in one change.
"""

from collections.abc import Callable
from random import Random

from desktop_app.storage.office import Office
from desktop_app.support.spans import Span


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the problem lists (Offers.demo)."""
    from desktop_app.features.problems.demo.lists import Lists
    from desktop_app.features.problems.demo.lives import Lives
    from desktop_app.features.problems.demo.supervision import Supervision

    random = Random(f"problems {seed}")
    lives = Lives(office, random)
    lists, supervision = Lists(office, random, lives), Supervision(office, random, lives)

    def live(span: Span) -> None:
        month = span.start.strftime("%Y-%m")
        lists.live(span)
        supervision.inspect(span)
        lists.take_up(span)
        supervision.rectify(month)
        lives.act(month)

    return live
