"""What the rules have to know of the office: who is in a team on a day, a project's other benefits, numbers given. Reads only."""

from collections.abc import Mapping
from typing import Any

from desktop_app.storage.office import Office

Values = Mapping[str, Any]
_ON_THE_DAY = "from_on <= ? AND (to_on IS NULL OR to_on > ?)"


def in_team(office: Office, team: int, member: int, day: str) -> bool:
    """Whether somebody belongs to a team on a day."""
    sql = f"SELECT 1 FROM team_member WHERE team_id = ? AND member_id = ? AND {_ON_THE_DAY}"
    return bool(office.database.one(sql, (team, member, day, day)))


def name_of(office: Office, member: int) -> str:
    """A member's name."""
    return office.database.one("SELECT name FROM member WHERE id = ?", (member,)) or ""


def team_values(office: Office, team: int) -> dict[str, Any]:
    """A team's days and organisation."""
    ((org, term_from, leader),) = office.database.rows(
        "SELECT org_id, term_from, leader_id FROM team WHERE id = ?", (team,)
    )
    return {"org": org, "term_from": term_from, "leader": leader}


def times_in_team(office: Office, team: int, but: int | None) -> list[dict[str, Any]]:
    """The times of a team's people, without one row."""
    rows = office.database.rows(
        "SELECT member_id, role, from_on, to_on FROM team_member WHERE team_id = ? AND id IS NOT ?", (team, but)
    )
    return [dict(zip(("member", "role", "from_on", "to_on"), row, strict=True)) for row in rows]


def other_benefits(office: Office, project: int, but: int | None) -> list[dict[str, Any]]:
    """A project's benefits, without one row."""
    rows = office.database.rows(
        "SELECT from_on, to_on, formula FROM benefit WHERE project_id = ? AND id IS NOT ?", (project, but)
    )
    return [dict(zip(("from_on", "to_on", "formula"), row, strict=True)) for row in rows]


def has_files(office: Office, table: str, row_id: int | None) -> bool:
    """Whether anything is attached to a record."""
    sql = "SELECT 1 FROM record_file WHERE (x_table, x_id) = (?, ?) LIMIT 1"
    return row_id is not None and bool(office.database.one(sql, (table, row_id)))


def codes_of(office: Office, year: int) -> list[str]:
    """The project numbers given in a year."""
    rows = office.database.rows("SELECT code FROM project WHERE code LIKE ?", (f"{year}-%",))
    return [code for (code,) in rows]


def stored_project(office: Office, project: int) -> dict[str, Any]:
    """Team, leader and 立项 day of a project as they are stored now."""
    rows = office.database.rows("SELECT team_id, leader_id, approved_on FROM project WHERE id = ?", (project,))
    return dict(zip(("team", "leader", "approved_on"), rows[0], strict=True)) if rows else {}


def verdict_before(office: Office, project: int) -> str | None:
    """The verdict of a project as it is stored now."""
    return office.database.one("SELECT verdict FROM project WHERE id = ?", (project,))


def branch_of(office: Office, member: int, day: str) -> int | None:
    """The branch somebody belonged to on a day."""
    return office.database.one(
        "SELECT org_id FROM stay WHERE member_id = ?1 AND org_id IS NOT NULL AND from_on <= ?2 AND until > ?2",
        (member, day),
    )
