"""The demo office's seven teams of thirty, and who takes the place of those who leave the roster."""

from datetime import timedelta
from random import Random

from desktop_app.features.innovation.model import Team, TeamMember
from desktop_app.features.innovation.words import Direction, TeamRole
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

TEAMS = (
    ("绿化机具攻关队", Direction.GARDENING, 5),
    ("物业维修攻关队", Direction.PROPERTY, 5),
    ("供热节能攻关队", Direction.LABOUR, 4),
    ("水电管网攻关队", Direction.LABOUR, 4),
    ("便民服务攻关队", Direction.SERVICE, 4),
    ("平安社区攻关队", Direction.SECURITY, 4),
    ("精细管理攻关队", Direction.MANAGEMENT, 4),
)


class Teams:
    """The teams of one office; every call is inside an open change."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        self.ids: list[int] = []

    def _able(self, span: Span) -> list[tuple[int, int]]:
        """(member, branch) of those who may join a team: present, reachable, the working ones first."""
        rows = self._office.database.rows(
            "SELECT id, org_id FROM member WHERE left_on IS NULL AND org_id IS NOT NULL AND NOT is_lost AND NOT is_mobile"
            " AND category = '正式党员' AND NOT EXISTS (SELECT 1 FROM team_member t WHERE t.member_id = member.id)"
            " AND ifnull(entered_on, '') <= ? ORDER BY substr(ifnull(job_code, '9'), 1, 1) > '3', id LIMIT 400",
            (span.end.isoformat(),),
        ) or self._office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 400")
        return [(member, org) for member, org in rows]

    def found(self, span: Span) -> None:
        """All of them, on the 12th of the month."""
        able = self._able(span)
        chosen = self._random.sample(able[: max(60, len(able) // 2)], k=min(30, len(able)))
        on, end = span.start.replace(day=12), span.start.replace(year=span.start.year + 3) - timedelta(days=1)
        rows, members, at = [], [], 0
        for name, direction, size in TEAMS:
            people, at = chosen[at : at + size], at + size
            org = people[0][1] if people else able[0][1]
            days = {"term_from": on.isoformat(), "term_to": end.isoformat()}
            rows.append({"name": name, "org": org, "direction": direction, "others": "岗位骨干三人", **days})
            members.append(people)
        self.ids = insert_records(self._office, Team, rows)
        places = [
            {
                "team": team,
                "member": member,
                "role": TeamRole.MEMBER if place else TeamRole.LEADER,
                "from_on": on.isoformat(),
            }
            for team, people in zip(self.ids, members, strict=True)
            for place, (member, _) in enumerate(people)
        ]
        insert_records(self._office, TeamMember, places)

    def replace_those_who_left(self, span: Span) -> None:
        """Who left the roster leaves the team; somebody else comes in his part."""
        gone = self._office.database.rows(
            "SELECT t.id, t.team_id, t.role, m.left_on FROM team_member t JOIN member m ON m.id = t.member_id"
            " WHERE t.to_on IS NULL AND m.left_on IS NOT NULL ORDER BY t.id"
        )
        for row, team, role, left_on in gone:
            self._office.database.execute_sql("UPDATE team_member SET to_on = ? WHERE id = ?", (left_on, row))
            if able := self._able(span):
                new = {
                    "team": team,
                    "member": self._random.choice(able)[0],
                    "role": role,
                    "from_on": span.end.isoformat(),
                }
                insert_records(self._office, TeamMember, [new])

    def leader(self, team: int) -> int:
        """Who leads a team now."""
        return self._office.database.one(
            "SELECT member_id FROM team_member WHERE team_id = ? AND role = '带头人' AND to_on IS NULL", (team,)
        )
