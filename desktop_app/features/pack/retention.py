"""保管期限 (B14): which 卷宗 have been kept as long as their kind of paper is to be (domain.md §10), and the list to sign for them.

What a 卷宗 says of itself (10年, 永久) comes before the rule for its kind (data/rules/retention.csv). Nothing is ever destroyed here.
"""

import csv
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.ledger.declaration import Paper
from desktop_app.ledger.offered import Due
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress

_YEARS = re.compile(r"(\d{1,3})\s*年")
_SIGNED = (("鉴定人（签名）", ""), ("监销人（签名）", ""), ("批准人（签名）", ""), ("销毁日期", ""))


class Expired(NamedTuple):
    """A 卷宗 whose time was over at the end of the year `until`; `basis` says by what."""

    id: int
    number: str
    title: str
    year: int
    until: int
    basis: str


@cache
def _rules() -> tuple[tuple[str, int | None, str], ...]:
    with (DATA / "rules" / "retention.csv").open(encoding="utf-8", newline="") as file:
        return tuple((r["words"], int(r["years"]) if r["years"] else None, r["source"]) for r in csv.DictReader(file))


def years_of(title: str, own: str) -> tuple[int | None, str]:
    """How many years after its own a 卷宗 is kept (None: for ever, or nobody knows), and by what."""
    if found := _YEARS.search(own):
        return int(found[1]), own
    if own:
        return None, own
    return next(((years, source) for words, years, source in _rules() if words in title), (None, ""))


def expired(office: Office, today: date) -> list[Expired]:
    """Kept through the last year they had to be; oldest first. The years are counted from the year after the 卷宗's own."""
    found = []
    rows = office.database.rows("SELECT id, no, title, year, ifnull(retention, '') FROM dossier ORDER BY year, no")
    for number, no, title, year, own in rows:
        years, basis = years_of(title, own.strip())
        if years is not None and year + years < today.year:
            found.append(Expired(number, no, title, year, year + years, basis))
    return found


def dues(office: Office, today: date) -> Sequence[Due]:
    """One line on the home page while any is over its time."""
    over = expired(office, today)
    if not over:
        return ()
    first = date(over[0].until, 12, 31)
    return (Due("missing", "保管期满、等待鉴定的卷宗", len(over), "卷", "dossiers", [each.id for each in over], first),)


def write_expired(
    office: Office, path: Path, span: Span, _scope: int | None = None, progress: Progress = SILENT, **_options: Any
) -> None:
    """保管期满档案清单 at the span's end, with the lines that a destruction has to be signed on."""
    from desktop_app.paper.long_table import PaperColumn, TablePaper

    rows = [
        (str(at), each.number, each.title, str(each.year), each.basis, str(each.until))
        for at, each in enumerate(expired(office, span.end), 1)
    ]
    TablePaper(
        "保管期满档案清单",
        [
            PaperColumn("序号", wrap=False),
            PaperColumn("卷号"),
            PaperColumn("题名", align="left", weight=2, min_width=60),
            PaperColumn("年度"),
            PaperColumn("保管期限和依据", align="left", weight=1, min_width=40),
            PaperColumn("期满年"),
        ],
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"截至{chinese_day(span.end)}　共 {len(rows):,} 卷",
        foot=_SIGNED,
        notes=("注：销毁须经鉴定、批准并由监销人签字；本程序不销毁任何档案。",),
    ).write(path, progress)


PAPERS = (Paper("retention", "保管期满档案清单", write_expired),)
