"""待核实: keeps the doubts about members in step with their records, and asks for those that depend on today or on other records (R7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL, Database, Node

from desktop_app.people.doubts import Doubt, Record, doubts
from desktop_app.people.events import among
from desktop_app.people.member import PartyMember

_LOOKED_AT = ", ".join(Record._fields)
_DATES = {"birth_date": "出生日期", "joined_on": "入党日期", "full_on": "转正日期", "work_started_on": "参加工作日期"}
_DOUBLED = "(SELECT id_no FROM member WHERE id_no IS NOT NULL AND left_on IS NULL GROUP BY id_no HAVING count(*) > 1)"


def refresh_doubts(database: Database, members: Sequence[int]) -> None:
    """Before commit, whenever these members were touched: what is doubtful about each is written down anew."""
    chosen, parameters = among(members)
    database.execute_sql(f"DELETE FROM member_doubt WHERE member_id IN {chosen}", parameters)
    rows = database.execute_sql(f"SELECT id, {_LOOKED_AT} FROM member WHERE id IN {chosen}", parameters)
    found = [(row[0], *doubt) for row in rows.fetchall() for doubt in doubts(Record._make(row[1:]))]
    database.executemany("INSERT INTO member_doubt VALUES (?, ?, ?)", found)  # type: ignore[attr-defined]


def doubtful(today: date) -> Node:
    """The condition of the view 待核实: has a doubt of its own, a date to come, or the number of somebody else on the roster."""
    later = " OR ".join(f"m.{column} > '{today.isoformat()}'" for column in _DATES)
    doubted = SQL(
        "(SELECT member_id FROM member_doubt UNION SELECT m.id FROM member m WHERE "
        f"{later} OR (m.left_on IS NULL AND m.id_no IN {_DOUBLED}))"
    )
    return PartyMember.id.in_(doubted)


def doubts_of(database: Database, member: int, today: date) -> list[Doubt]:
    """Everything doubtful about one member, to be shown beside the record."""
    kept = database.execute_sql("SELECT code, sentence FROM member_doubt WHERE member_id = ? ORDER BY code", (member,))
    return [*(Doubt(*row) for row in kept), *_of_today(database, member, today), *_shared(database, member)]


def dates_ahead(values: Mapping[str, Any], today: date) -> list[Doubt]:
    """The dates of a record (as stored, by field) that lie after today."""
    now = today.isoformat()
    if max(filter(None, map(values.get, _DATES)), default="") <= now:
        return []  # as of nearly everybody
    return [
        Doubt(f"{name}_ahead", f"{label} {value} 晚于今天")
        for name, label in _DATES.items()
        if (value := values.get(name)) and value > now
    ]


def _of_today(database: Database, member: int, today: date) -> list[Doubt]:
    row = database.execute_sql(f"SELECT {', '.join(_DATES)} FROM member WHERE id = ?", (member,)).fetchone()
    return dates_ahead(dict(zip(_DATES, row, strict=True)), today) if row else []


def _shared(database: Database, member: int) -> list[Doubt]:
    others = database.execute_sql(
        "SELECT o.name FROM member m JOIN member o ON o.id_no = m.id_no AND o.id <> m.id"
        " WHERE m.id = ? AND m.left_on IS NULL AND o.left_on IS NULL ORDER BY o.id",
        (member,),
    ).fetchall()
    return [Doubt("id_shared", f"证号与{'、'.join(name for (name,) in others)}的相同")] if others else []
