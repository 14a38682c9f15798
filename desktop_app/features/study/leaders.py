"""领导干部双重组织生活、以上率下 (S18): each leader of the center's committee, months, own branch's meetings, classes given. Reads only."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from desktop_app.features.study import rules
from desktop_app.people.boards.seats import seats_on
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office


class LeaderLine(NamedTuple):
    """One leader's year. `months`: 出席/缺席 counts of the own branch's meetings by month; `fault` why the line is red, '' if not."""

    member: int
    name: str
    post: str
    months: dict[int, tuple[int, int]]
    life_meetings: int
    studies: int
    classes: int
    fault: str


def leader_lines(office: Office, year: int) -> list[LeaderLine]:
    """Every leader of the year (member of the center committee's board at its end, or today), in the order of the seats."""
    today = office.clock.today()
    day = min(date(year, 12, 31), today)
    tops = load_history(office.database).on(day).children(None)
    seats = seats_on(office.database, day, tops[0]) if tops else []
    found = []
    for seat in seats:
        months = _own_branch(office, seat.member, year)
        kinds = _kinds_attended(office, seat.member, year)
        classes = _classes(office, seat.member, year)
        absent = sum(away for _, away in months.values())
        fault = rules.leader_fault(absent, classes, day, year_over=day >= date(year, 12, 1))
        name = office.database.one("SELECT name FROM member WHERE id = ?", (seat.member,))
        studies = kinds["学习研讨"] + kinds["中心组学习"]
        found.append(LeaderLine(seat.member, name, seat.post, months, kinds["民主生活会"], studies, classes, fault))
    return found


def _own_branch(office: Office, member: int, year: int) -> dict[int, tuple[int, int]]:
    """(present, away and not made up) by month, at meetings of the leader's own branch."""
    rows = office.database.rows(
        "SELECT a.day / 100 % 100, sum(a.owed IS NULL OR a.owed = 0), sum(a.owed IS 1) FROM attendance a"
        " JOIN study_session s ON s.id = a.session_id AND s.org_id = a.org_id"
        " WHERE a.member_id = ? AND a.day BETWEEN ? AND ? GROUP BY 1",
        (member, year * 10000, year * 10000 + 1231),
    )
    return {month: (present, away) for month, present, away in rows}


def _kinds_attended(office: Office, member: int, year: int) -> Counter[str]:
    rows = office.database.rows(
        "SELECT k.name, count(*) FROM attendance a JOIN session_kind v ON v.session_id = a.session_id"
        " JOIN study_kind k ON k.id = v.kind_id WHERE a.member_id = ? AND a.day BETWEEN ? AND ? AND a.status = '出席' GROUP BY 1",
        (member, year * 10000, year * 10000 + 1231),
    )
    return Counter(dict(rows))


def _classes(office: Office, member: int, year: int) -> int:
    return office.database.one(
        "SELECT count(*) FROM session_kind v JOIN study_kind k ON k.id = v.kind_id AND k.duty = '党课'"
        " WHERE v.speaker_id = ? AND v.on_day BETWEEN ? AND ?",
        (member, f"{year}-01-01", f"{year}-12-31"),
    )
