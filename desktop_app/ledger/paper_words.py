"""The words that stand on every paper sent upward (its foot, whom it goes to): kept once in the office, printed on each."""

from typing import Final

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


def foot_places(office: Office) -> tuple[tuple[str, str], ...]:
    """(label, words) from left to right, as the cover of 党内统计 has them. The unit's name stands at the head: here its seal has room."""
    words = paper_foot(office)
    return (
        ("填报单位（盖章）", ""),
        ("负责人（签名）", words["leader"]),
        ("审核人（签名）", words["reviewer"]),
        ("填表人（签名）", words["filler"]),
        ("报出时间", chinese_day(office.clock.today())),
        ("联系电话", words["phone"]),
    )
