"""问题清单: lists and items, inspections, 后进党组织整顿 (domain.md §6): the tab they stand in.

The ledgers are items.py's, lists.py's and supervision.py's; the rules rules.py's, the allowed steps steps.py's, what comes in
intake.py's, what is counted figures.py's.
"""

from typing import Any

from desktop_app.features.problems.items import ITEMS
from desktop_app.features.problems.lists import LISTS
from desktop_app.features.problems.supervision import INSPECTIONS, RECTIFICATIONS
from desktop_app.ledger.declaration import Shelf, Tab


def _categories(desk: Any) -> Any:
    from desktop_app.features.problems.ui import categories

    return categories.build(desk)


CATEGORIES = Tab("problem_categories", "分类统计", "table", _categories)
SHELF = Shelf("problems", "问题清单", "alert-triangle", (ITEMS, LISTS, INSPECTIONS, RECTIFICATIONS, CATEGORIES))
