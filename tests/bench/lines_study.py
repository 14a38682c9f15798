"""The study ledger at 500,000 rows of attendance: a save of 6,703 marks, the frequency board, everybody's hours."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app import registry
from desktop_app.features.study import frequency, hours
from desktop_app.features.study.attendance import Mark, due_at, set_attendance
from desktop_app.features.study.words import Status
from desktop_app.storage.office import Office
from tests.bench import in_office
from tests.bench.harness import Line
from tests.bench.offices import DEMO, folder_of

_ROWS = 500_000
_YEAR = 2016


def lines(folder: Path) -> Iterator[Line]:
    """A copy of the demo office, its attendance made up to half a million rows."""
    with registry.open_office(in_office.copied(folder_of(folder, DEMO), folder / "study.office")) as office:
        _fill_up(office)
        yield _save(office)
        yield _board(office)
        yield _hours(office)
        yield _month(office)


def _fill_up(office: Office) -> None:
    """More sessions of the whole center in 2015, each with everybody's mark."""
    database = office.database
    top = database.one("SELECT id FROM party_org WHERE parent_id IS NULL")
    number = 0
    while database.one("SELECT count(*) FROM attendance") < _ROWS:
        number += 1
        with office.change("补足"):
            session = database.execute_sql(
                "INSERT INTO study_session (kind_id, org_id, title, on_day, start_at, hours, state)"
                " VALUES (9, ?, '测量', '2015-03-29', ?, 10, '草稿') RETURNING id",
                (top, f"{number:02d}:00"),
            ).fetchone()[0]
            set_attendance(office, session, {})


class _TakenBack(Exception):
    """So that the next pair finds the same office."""


def _save(office: Office) -> Line:
    """6,703 marks with history, counts, hours and absences owed, against bare executemany of the same rows with the same triggers."""
    database = office.database
    top = database.one("SELECT id FROM party_org WHERE parent_id IS NULL")
    with office.change("测量"):
        session = database.execute_sql(
            "INSERT INTO study_session (kind_id, org_id, title, on_day, hours, state) VALUES (9, ?, '全中心', '2016-12-29', 10, '草稿')"
            " RETURNING id",
            (top,),
        ).fetchone()[0]
    due = due_at(office, session)
    away = {member: Mark(Status.ABSENT) for member in sorted(due)[:400]}
    rows = [(session, member, branch, 20161229, "缺席" if member in away else "出席") for member, branch in due.items()]

    def ours() -> None:
        try:
            with office.change("测量"):
                set_attendance(office, session, away)
                for hook in (registry.ledger("study").slice.before_commit["attendance"],):
                    hook(
                        database,
                        [row for (row,) in database.rows("SELECT id FROM attendance WHERE session_id = ?", (session,))],
                    )
                raise _TakenBack
        except _TakenBack:
            pass

    def bare() -> None:
        connection = database.connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE current_change SET change = 1")
        connection.executemany(
            "INSERT INTO attendance (session_id, member_id, org_id, day, status) VALUES (?, ?, ?, ?, ?)", rows
        )
        connection.execute("ROLLBACK")

    return Line("attendance of 6,703 kept, at 500,000 rows (10)", ours, bare, 3.0)


def _scan(office: Office) -> None:
    """One look at every row of the attendance."""
    office.database.rows("SELECT count(*), sum(hours), max(status) FROM attendance NOT INDEXED")


def _board(office: Office) -> Line:
    """140 branches × 12 months × 7 duties reckoned anew, against one full look at the attendance, which it never needs."""
    return Line(
        "frequency board of a year, 140 branches (S7)",
        lambda: frequency._reckon(office, _YEAR, None),
        lambda: _scan(office),
        4.0,
    )


def _hours(office: Office) -> Line:
    """With norm, names, branches and what stands apart, against the bare sum by person and day."""

    def bare() -> None:
        office.database.rows(hours.SUM_OF_DAYS, (_YEAR * 10000, _YEAR * 10000 + 1231, 80))

    return Line("hours of all members in a year (S8)", lambda: hours.read_hours_of_year(office, _YEAR), bare, 2.0)


def _month(office: Office) -> Line:
    """Due and present by branch in one month, by the covering index."""

    def ours() -> None:
        office.database.rows(
            "SELECT org_id, status, count(*) FROM attendance WHERE day BETWEEN 20161201 AND 20161231 GROUP BY 1, 2"
        )

    return Line("attendance of one month by branch (11)", ours, lambda: _scan(office), 0.4)
