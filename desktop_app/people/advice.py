"""What the rules of the day suggest about the size of branches (domain.md §1). Advice only: nothing is refused for it."""

from dataclasses import dataclass
from datetime import date

from desktop_app.people import roll, rules_table
from desktop_app.people.chart import BRANCHES
from desktop_app.people.versions import load_history
from desktop_app.people.words import Category, OrgLevel
from desktop_app.storage.office import Office


@dataclass(frozen=True)
class Advice:
    """One suggestion: the organisation, the sentence, the rule it rests on."""

    org: int
    sentence: str
    source: str


def advice(office: Office, day: date) -> list[Advice]:
    """Branches that are too small or too large by the rules that held on the day, in the official order."""
    chart = load_history(office.database).on(day)
    heads, full = roll.heads_on(office.database, day), _full_members(office, day)
    found = []
    for org, _ in chart.order:
        node = chart.nodes[org]
        if node.level in BRANCHES:
            found += _about(org, node.short_name, node.level, heads.get(org, 0), full.get(org, 0), day)
    return found


def _about(org: int, name: str, level: str, heads: int, full: int, day: date) -> list[Advice]:
    least, most = (rules_table.rule(rule, day) for rule in ("branch_least_full_members", "branch_most_members"))
    found = []
    if not heads:
        found.append(Advice(org, f"“{name}”没有党员，可以撤销", ""))
    elif least and full < least.value and level != OrgLevel.JOINT_BRANCH:
        found.append(
            Advice(org, f"“{name}”正式党员 {full} 名，不足 {least.value} 名，宜与相近单位成立联合党支部", least.source)
        )
    if most and heads > most.value:
        found.append(Advice(org, f"“{name}”有党员 {heads} 名，一般不超过 {most.value} 名，可以考虑分设", most.source))
    return found


def _full_members(office: Office, day: date) -> dict[int, int]:
    rows = office.database.rows(
        "SELECT s.org_id, count(*) FROM stay s JOIN member m ON m.id = s.member_id"
        " WHERE s.org_id IS NOT NULL AND s.from_on <= ?1 AND s.until > ?1 AND m.category = ?2 GROUP BY s.org_id",
        (day.isoformat(), str(Category.FULL)),
    )
    return dict(rows)
