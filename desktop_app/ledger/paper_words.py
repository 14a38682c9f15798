"""The words that stand on every paper sent upward (its foot, whom it goes to): kept once in the office, printed on each.

And over a list: what it is of.
"""

from collections.abc import Sequence
from typing import Final

from desktop_app.ledger.query import LedgerQuery
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day

FOOT_FIELDS: Final = (
    ("unit", "填报单位"),
    ("leader", "负责人"),
    ("reviewer", "审核人"),
    ("filler", "填表人"),
    ("phone", "联系电话"),
    ("addressee", "主送机关"),
)
_KEY = "paper.foot"


def paper_foot(office: Office) -> dict[str, str]:
    """The kept words by the keys of `FOOT_FIELDS`; the unit is the office's own name until another is given."""
    kept = office.settings.get(_KEY, {})
    return {key: kept.get(key, "") or (office.name if key == "unit" else "") for key, _label in FOOT_FIELDS}


def remember_paper_foot(office: Office, words: dict[str, str]) -> None:
    """Keep these words for every paper from now on."""
    office.settings.put(_KEY, {key: words.get(key, "") for key, _label in FOOT_FIELDS})


SIGNATURES: Final = (
    ("填报单位（盖章）", ""),
    ("负责人（签名）", "leader"),
    ("审核人（签名）", "reviewer"),
    ("填表人（签名）", "filler"),
    ("报出时间", "today"),
    ("联系电话", "phone"),
)
"""The cover of 党内统计: what stands below every table, and which of the kept words is filled in ('' leaves room for pen or seal)."""
SOURCES: Final = {
    "": "留空",
    "leader": "负责人",
    "reviewer": "审核人",
    "filler": "填表人",
    "phone": "联系电话",
    "unit": "填报单位",
    "today": "当天日期",
}
_SIGNATURES_KEY = "paper.signatures"


def signatures(office: Office) -> tuple[tuple[str, str], ...]:
    """(label, source) of the signature line from left to right, as the clerk has them."""
    return tuple((label, source) for label, source in office.settings.get(_SIGNATURES_KEY, SIGNATURES))


def remember_signatures(office: Office, lines: Sequence[tuple[str, str]]) -> None:
    """Keep the signature line; lines without a label are left out, none at all brings the first ones back."""
    kept = [[label.strip(), source] for label, source in lines if label.strip()]
    if kept:
        office.settings.put(_SIGNATURES_KEY, kept)
    else:
        office.settings.drop(_SIGNATURES_KEY)


def foot_places(office: Office) -> tuple[tuple[str, str], ...]:
    """(label, words) from left to right. The unit's name stands at the head: here its seal has room."""
    words = {**paper_foot(office), "": "", "today": chinese_day(office.clock.today())}
    return tuple((label, words.get(source, "")) for label, source in signatures(office))


def branch_shown(query: LedgerQuery) -> str:
    """The full name of the organisation that is chosen in the tree; '' for none, or for the whole tree."""
    found = query.office.database.rows(
        "SELECT name FROM party_org WHERE id = ? AND parent_id IS NOT NULL", (query.asked.org,)
    )
    return found[0][0] if found and query.ledger.org_field else ""


def paper_title(query: LedgerQuery) -> str:
    """What stands over the list unless the clerk says otherwise."""
    return f"{branch_shown(query)}{query.ledger.title}"
