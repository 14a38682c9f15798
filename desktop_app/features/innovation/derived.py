"""What follows from other rows, written just before every commit (undo too): sums of a project, a team's leader, a fund's rest.

The tables are small (hundreds of projects), so what follows is reckoned anew as a whole: a deleted row leaves no sum behind.
"""

from collections.abc import Sequence

from peewee import Database

from desktop_app.features.innovation import rules
from desktop_app.features.innovation.schema import STEPS
from desktop_app.features.innovation.words import TeamRole
from desktop_app.people.events import among
from desktop_app.storage.slices import Slice

_FACTORS: tuple[str, ...] = ("formula", "old_use", "new_use", "price", "quantity", "saved", "cost", "net")


_AT_WORK = ", ".join(f"'{state}'" for state in rules.AT_WORK)


def _set(database: Database, table: str, column: str, value: str) -> None:
    database.execute_sql(f"UPDATE {table} SET {column} = {value} WHERE {column} IS NOT {value}")


def _money(database: Database, _rows: Sequence[int]) -> None:
    spent = "ifnull((SELECT sum(amount) FROM spending s WHERE s.project_id = project.id), 0)"
    _set(database, "project", "spent", spent)
    _news(database, ())


def _benefits(database: Database, rows: Sequence[int]) -> None:
    chosen, parameters = among(rows)
    found = database.execute_sql(
        f"SELECT id, {', '.join(_FACTORS)} FROM benefit WHERE id IN {chosen}", parameters
    ).fetchall()
    for number, *told in found:
        benefit = dict(zip(_FACTORS, told, strict=True))
        if (net := rules.net_fen(benefit)) != benefit["net"]:
            database.execute_sql("UPDATE benefit SET net = ? WHERE id = ?", (net, number))
    for column, confirmed in (("net_confirmed", "NOT NULL"), ("net_estimated", "NULL")):
        total = (
            "ifnull((SELECT sum(net) FROM benefit b WHERE b.project_id = project.id"
            f" AND b.confirmed_on IS {confirmed}), 0)"
        )
        _set(database, "project", column, total)


def _reviews(database: Database, _rows: Sequence[int]) -> None:
    _set(database, "project_review", "total", "technical + economic + scope + practical")
    mean = "(SELECT CAST(round(avg(total)) AS INTEGER) FROM project_review r WHERE r.project_id = project.id)"
    _set(database, "project", "score", mean)


def _news(database: Database, _rows: Sequence[int]) -> None:
    """The last day on which anything was noted of a project, and by when it has to be done while it is worked on."""
    of_it = "WHERE t.project_id = project.id"
    last = (
        "(SELECT max(d) FROM (SELECT max(on_day) AS d FROM step_taken t WHERE t.x_table = 'project' AND t.x_id = project.id"
        f" UNION ALL SELECT max(on_day) FROM project_note t {of_it} UNION ALL SELECT max(done_on) FROM milestone t {of_it}"
        f" UNION ALL SELECT max(on_day) FROM spending t {of_it} UNION ALL SELECT max(on_day) FROM rollout t {of_it}))"
    )
    _set(database, "project", "updated_on", last)
    _set(database, "project", "due_on", f"CASE WHEN state IN ({_AT_WORK}) THEN plan_to END")


def _teams(database: Database, _rows: Sequence[int]) -> None:
    now = "t.team_id = team.id AND t.to_on IS NULL"
    leader = f"(SELECT t.member_id FROM team_member t WHERE {now} AND t.role = '{TeamRole.LEADER}')"
    _set(database, "team", "leader_id", leader)
    _set(database, "team", "size", f"(SELECT count(DISTINCT t.member_id) FROM team_member t WHERE {now})")


def _funds(database: Database, _rows: Sequence[int]) -> None:
    spent = "ifnull((SELECT sum(amount) FROM fund_expense e WHERE e.fund_id = studio_fund.id), 0)"
    _set(database, "studio_fund", "spent", spent)
    _set(database, "studio_fund", "remaining", "allotted - spent")
    title = "(SELECT name FROM studio WHERE studio.id = studio_fund.studio_id) || year || '年专项经费'"
    _set(database, "studio_fund", "title", title)


SLICE = Slice(
    "innovation",
    STEPS,
    before_commit={
        "team_member": _teams,
        "team": _teams,
        "spending": _money,
        "benefit": _benefits,
        "project_review": _reviews,
        "project_note": _news,
        "milestone": _news,
        "rollout": _news,
        "project": _news,
        "studio": _funds,
        "studio_fund": _funds,
        "fund_expense": _funds,
    },
)
