"""走访记录: visits, appeals, 慰问, the registers of homes and crews, 稳定排查, 思想动态, 攻坚任务 (domain.md §7): the tab they stand in.

The ledgers are visiting.py's, registers.py's, care.py's and tasks.py's; the rules rules.py's, what comes in intake.py's, what is
counted figures.py's, what others are told told.py's.
"""

from typing import Any

from desktop_app.features.visits.care import CONDOLENCES, MOOD_ROUNDS
from desktop_app.features.visits.registers import CREWS, HOUSEHOLDS, SWEEPS
from desktop_app.features.visits.tasks import LOGS, TASKS
from desktop_app.features.visits.visiting import APPEALS, VISITS
from desktop_app.ledger.declaration import Shelf, Tab


def _picture(desk: Any) -> Any:
    from desktop_app.features.visits.ui import sweep_page

    return sweep_page.build(desk)


PICTURE = Tab("sweep_picture", "排查图", "building", _picture)
SHELF = Shelf(
    "visits_shelf",
    "走访记录",
    "home",
    (VISITS, APPEALS, CONDOLENCES, HOUSEHOLDS, CREWS, SWEEPS, PICTURE, MOOD_ROUNDS, TASKS, LOGS),
)
