"""党员花名册 on paper: the columns of the official form (domain.md §2.6), headed per branch, in the official order, as of any day.

Identity numbers, telephones and addresses are masked unless an unmasking is handed in; then the handing out is in the access log.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.features.roster.lists import Listed, branch_names, chart_of, roster_of
from desktop_app.ledger.cells import Cells, Unmasking
from desktop_app.ledger.declaration import Column, Ledger, Paper
from desktop_app.ledger.page import PageReader
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.people import codes
from desktop_app.storage.office import Office
from desktop_app.support import dates
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.paper.table import Row

_AT_ONCE = 2000


def _year_month(value: Any) -> str:
    return dates.show(value, "dotted") if value else ""


@cache
def _short_education() -> Mapping[str, str]:
    """大专 for 大学专科毕业: the shorter of a code's name and its first synonym, as rosters write it."""
    lines = codes.table("education").lines
    return {line.code: min(line.name, *line.synonyms[:1], key=len) for line in lines if line.synonyms}


def _education(code: Any) -> str:
    return (_short_education().get(code) or codes.table("education").name(code)) if code else ""


def _phone(mobile: str | None, tel: str | None, _today: date) -> str:
    return mobile or tel or ""


COLUMNS = (
    Column("name"),
    Column("sex"),
    Column("ethnicity"),
    Column("birth_date", heading="出生年月", style=_year_month),
    Column("native_place"),
    Column("edu_code", style=_education),
    Column("work_started_on", heading="参加工作时间", style=_year_month),
    Column("joined_on", heading="入党时间", style=_year_month),
    Column("full_on", heading="转正时间", style=_year_month),
    Column("party_post"),
    Column("unit_post"),
    Column("id_no", heading="公民身份号码"),
    Column("phone", label="联系电话", needs=("mobile", "tel"), compute=_phone),
    Column("address"),
    Column("remark"),
)
_LEFT = frozenset(("native_place", "unit_post", "address", "remark"))
_LEAST_WIDTH = {"name": 13.0, "native_place": 23.0, "address": 22.0}
"""In millimetres: what most names, counties and estates take, so that few rows need two lines."""
_WHOLE_LINES = frozenset(("edu_code", "birth_date", "joined_on", "full_on", "id_no", "phone"))


def write_roster(
    office: Office,
    path: Path,
    span: Span,
    scope: int | None = None,
    progress: Progress = SILENT,
    *,
    unmasking: Unmasking | None = None,
) -> None:
    """The roster of the span's last day, whole or of one organisation (`scope`), as a landscape PDF."""
    # Here, because reportlab must not be paid for before a paper is asked for.
    from desktop_app.features.roster import LEDGER
    from desktop_app.paper.long_table import PaperColumn, TablePaper

    day, today = span.end, office.clock.today()
    listed = roster_of(office, day, scope)
    cells = Cells(LEDGER, today, unmasking)
    whole = cells.whole
    headings = [PaperColumn("序号"), *(_paper_column(LEDGER, column) for column in COLUMNS)]
    TablePaper(
        f"{_unit_name(office, day, scope)}党员花名册",
        headings,
        list(_rows(office, day, listed, cells, progress)),
        unit_left=f"填报单位：{paper_foot(office)['unit'] if scope is None else _unit_name(office, day, scope)}",
        date_right=f"截至{chinese_day(day)}　共{len(listed)}人",
        foot=foot_places(office),
    ).write(path, progress)
    if whole and unmasking:
        unmasking.log(f"打印 {path.name}", LEDGER, [each.member for each in listed])


def _unit_name(office: Office, day: date, scope: int | None) -> str:
    """The full name of the organisation the roster is of; the office's where there is no tree."""
    tops = chart_of(office, day).children(None)
    org = scope if scope is not None else next(iter(tops), None)
    return branch_names(office, day, full=True).get(org, office.name) if org is not None else office.name


def _paper_column(ledger: Ledger, column: Column) -> Any:
    from desktop_app.paper.long_table import PaperColumn

    align = "left" if column.name in _LEFT else "center"
    least = _LEAST_WIDTH.get(column.name, 0)
    return PaperColumn(ledger.heading(column), align=align, min_width=least, wrap=column.name not in _WHOLE_LINES)


def _rows(office: Office, day: date, listed: Sequence[Listed], cells: Cells, progress: Progress) -> Iterator["Row"]:
    from desktop_app.paper.long_table import section

    texts, full = _texts(office, listed, cells, progress), branch_names(office, day, full=True)
    for branch, members in groupby(listed, key=lambda each: each.branch):
        there = list(members)
        yield section(f"{full[branch]}（{len(there)}人）")
        for number, each in enumerate(there, 1):
            yield (str(number), *texts[each.member])


def _texts(office: Office, listed: Sequence[Listed], cells: Cells, progress: Progress) -> Mapping[int, Sequence[str]]:
    """Each member's cells as they are printed."""
    reader = PageReader(cells.ledger, COLUMNS)
    writers = [cells.writer(column) for column in COLUMNS]
    found: dict[int, Sequence[str]] = {}
    for start in range(0, len(listed), _AT_ONCE):
        progress.report(start, len(listed), "读取花名册")
        ids = [each.member for each in listed[start : start + _AT_ONCE]]
        for member, slots in zip(ids, reader.rows(office.database, ids), strict=True):
            found[member] = [write(slot) for write, slot in zip(writers, slots, strict=True)]
    return found


PAPERS = (Paper("roster", "党员花名册（按支部，官方次序）", write_roster, as_of=True),)
