"""The study plan's progress (S19): branches × 专题, with the duties of each kind of branch (分类指导). Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.ledger import named
from desktop_app.people.chart import BRANCHES
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office


class Topic(NamedTuple):
    """A 专题 of the year."""

    id: int
    title: str
    until_on: str


class PlanBranch(NamedTuple):
    """A branch as the plan sees it."""

    org: int
    name: str
    line: str
    member_kind: str


@dataclass(frozen=True)
class PlanProgress:
    """`done` counts sessions by (branch, topic); `duties` what a (line, kind of members) does for a topic: 内容（方式）.

    `resting` are the branches under 整顿 now: first put in order, then to study.
    """

    year: int
    topics: Sequence[Topic]
    branches: Sequence[PlanBranch]
    done: Mapping[tuple[int, int], int]
    duties: Mapping[tuple[int, str, str], str]
    resting: frozenset[int] = frozenset()

    def duty(self, branch: PlanBranch, topic: Topic) -> str:
        """What this branch does for the topic; '' where the plan asks nothing of its kind."""
        return self.duties.get((topic.id, branch.line, branch.member_kind), "")

    def is_late(self, branch: PlanBranch, topic: Topic, today: str) -> bool:
        """Whether the topic's day is past and the branch has nothing for it."""
        asked = bool(self.duty(branch, topic)) and branch.org not in self.resting
        return asked and not self.done.get((branch.org, topic.id)) and bool(topic.until_on) and topic.until_on < today


def plan_progress(office: Office, year: int) -> PlanProgress:
    """Every open branch against every 专题 of the year."""
    topics = office.database.rows(
        "SELECT id, title, ifnull(until_on, '') FROM study_topic WHERE year = ? ORDER BY seq, id", (year,)
    )
    done = office.database.rows(
        "SELECT v.org_id, v.topic_id, count(*) FROM session_kind v JOIN study_topic t ON t.id = v.topic_id"
        " WHERE t.year = ? GROUP BY 1, 2",
        (year,),
    )
    return PlanProgress(
        year,
        [Topic(*row) for row in topics],
        _branches(office),
        {(org, topic): count for org, topic, count in done},
        _duties(office, year),
        _resting(office),
    )


def _resting(office: Office) -> frozenset[int]:
    ask, today = named.ask("orgs_under_rectification"), office.clock.today()
    return frozenset(ask(office, today, today)) if ask else frozenset()


def _branches(office: Office) -> list[PlanBranch]:
    told = {
        org: (line, kind) for org, line, kind in office.database.rows("SELECT id, line, member_kind FROM party_org")
    }
    chart = load_history(office.database).on(office.clock.today())
    found = []
    for org, _ in chart.order:
        node = chart.nodes[org]
        if node.level in BRANCHES:
            line, kind = told[org]
            found.append(PlanBranch(org, node.short_name, line or "", kind or ""))
    return found


def _duties(office: Office, year: int) -> dict[tuple[int, str, str], str]:
    """A duty without line or kind holds for all that have none of their own."""
    rows = office.database.rows(
        "SELECT d.topic_id, d.line, d.member_kind, d.content, d.manner FROM study_duty d"
        " JOIN study_topic t ON t.id = d.topic_id WHERE t.year = ? ORDER BY (d.line IS NOT NULL) + (d.member_kind IS NOT NULL)",
        (year,),
    )
    found = {}
    for topic, line, kind, content, manner in rows:
        for each_line in (line,) if line else ("机关", "基层", ""):
            for each_kind in (kind,) if kind else ("在职", "离退休", "混合", ""):
                found[topic, each_line, each_kind] = f"{content}（{manner}）"
    return found
