"""Whose a whole sheet is: the branch that its title, its 填报单位, its name or its file names, where no column does."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop_app.ledger.importing.finding import OrgFinder, plain_name
from desktop_app.people import tree
from desktop_app.storage.office import Office
from desktop_app.workbook.cells import Sheet

_NAMED = re.compile("(?:填报单位|填表单位|单位|党支部|支部名称)?[:：]?([\u4e00-\u9fff0-9A-Za-z]{1,24}?(?:党支部|支部))")


@dataclass(frozen=True)
class Named:
    """`org` in today's tree, or None with the `text` of one that is not there."""

    org: int | None
    text: str


def branch_named(office: Office, sheet: Sheet, header: int, stem: str, levels: Collection[str]) -> Named | None:
    """The one branch that is named above the header (a row's index), in the sheet's name or the file's; None: none, or several."""
    nodes = tree.tree_on(office, office.clock.today()).nodes
    fitting = OrgFinder(office).everyone(levels)
    names = {plain_name(name): org for org in fitting for name in (nodes[org].name, nodes[org].short_name)}
    for texts in (_above(sheet, header), (sheet.name,), (stem,)):
        plain = [plain_name(text) for text in texts]
        found = {org for text in plain if (org := _longest(names, text)) is not None}
        if len(found) == 1:
            return Named(next(iter(found)), "")
        if not found and (text := next((said[1] for each in plain if (said := _NAMED.search(each))), "")):
            return Named(None, text)
    return None


def _above(sheet: Sheet, header: int) -> Iterable[str]:
    return [str(cell) for row in sheet.rows[:header] for cell in row if isinstance(cell, str)]


def _longest(names: dict[str, int], text: str) -> int | None:
    within = [name for name in names if name in text]
    return names[max(within, key=len)] if within else None
