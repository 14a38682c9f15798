"""Who sat on which board on a day, for all who count by it: due lists, hours, leaders, contacts. Reads only; and the boards' Slice."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from peewee import Database

from desktop_app.people.boards.rules import SECRETARIES, due_on
from desktop_app.people.boards.schema import STEPS
from desktop_app.people.events import among
from desktop_app.storage.slices import Slice
from desktop_app.support.errors import OfficeError


class Seat(NamedTuple):
    """Somebody on an organisation's board on a day; `post` is a code of party_post."""

    member: int
    org: int
    post: str


def seats_on(database: Database, day: date | str, org: int | None = None) -> list[Seat]:
    """Everybody on a board on a day (of one organisation, or of all), in the order of the seats."""
    where, parameters = ("AND org_id = ?2", [str(day), org]) if org is not None else ("", [str(day)])
    rows = database.execute_sql(
        f"SELECT member_id, org_id, post FROM board_seat WHERE from_on <= ?1 AND until > ?1 {where} ORDER BY org_id, seq, post",
        parameters,
    )
    return [Seat(*row) for row in rows.fetchall()]


def _derive_boards(database: Database, boards: Sequence[int]) -> None:
    chosen, parameters = among(boards)
    rows = database.execute_sql(
        f"SELECT id, elected_on, term_years, due_on FROM board WHERE id IN {chosen}", parameters
    ).fetchall()
    late = [(due, board) for board, elected, years, had in rows if (due := due_on(elected, years)) != had]
    if late:
        database.executemany("UPDATE board SET due_on = ? WHERE id = ?", late)  # type: ignore[attr-defined]


def _check_seats(database: Database, seats: Sequence[int]) -> None:
    """One 书记 per live board."""
    chosen, parameters = among(seats)
    several = database.execute_sql(
        "SELECT b.title FROM board_member m JOIN board b ON b.id = m.board_id"
        f" WHERE m.board_id IN (SELECT board_id FROM board_member WHERE id IN {chosen})"
        f" AND m.until_on IS NULL AND m.post IN ({', '.join(repr(post) for post in sorted(SECRETARIES))})"
        " GROUP BY m.board_id HAVING count(*) > 1",
        parameters,
    ).fetchone()
    if several:
        raise OfficeError(f"“{several[0]}”有两名书记。", "请先填前任的免职日期。")


SLICE = Slice("boards", STEPS, before_commit={"board": _derive_boards, "board_member": _check_seats})
