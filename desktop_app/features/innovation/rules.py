"""The rules of innovation (domain.md §5). Pure: values in, sentences and sums out; no database, no Qt.

Which step leads where is the table in steps.py; here is what each of them asks, and how a benefit is reckoned.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desktop_app.features.innovation.words import Formula, ProjectState, TeamRole

QUIET_DAYS = 60
"""A running project without any news for so many days is named on the home page (features.md, I9)."""
BENEFIT_MONTHS = 12
"""A benefit is reckoned over at most so many months from its first effect, also across a year's end (domain.md §5)."""
WEIGHTS = {"technical": 30, "economic": 30, "scope": 20, "practical": 20}
"""The most points of each criterion (domain.md §5, scoring)."""
_LABELS = {"technical": "技术水平", "economic": "经济效益", "scope": "应用范围", "practical": "实用性"}

RUNNING = (
    ProjectState.APPLIED,
    ProjectState.REVIEWED,
    ProjectState.APPROVED,
    ProjectState.RUNNING,
    ProjectState.FAILED,
)
"""States in which a project is expected to move on."""
NO_MORE_WAITED_FOR = (
    ProjectState.ACCEPTED,
    ProjectState.IN_USE,
    ProjectState.ROLLED_OUT,
    ProjectState.PAUSED,
    ProjectState.STOPPED,
)
"""States in which nobody waits for its milestones: what was accepted was reached whatever its plan says."""

AT_WORK = (ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.FAILED)
"""States in which the planned day of completion still binds."""

_QUANTITY = Decimal(10_000)
_FEN = Decimal(100)
_BY_UNIT = (Formula.HOURS, Formula.MATERIAL)
_TERMS = {
    Formula.HOURS: {"old_use": "原定额工时", "new_use": "新定额工时", "price": "平均工时费用", "quantity": "产量"},
    Formula.MATERIAL: {"old_use": "原单耗", "new_use": "新单耗", "price": "材料单价", "quantity": "产量"},
    Formula.OUTSOURCED: {"old_use": "外委单价", "new_use": "自制单价", "quantity": "数量"},
    Formula.OTHER: {"saved": "节约额"},
}

Values = Mapping[str, Any]


# Benefit


def saved_fen(benefit: Values) -> Decimal:
    """What was saved before cost, in 分, unrounded: domain.md §5's formulas; factors in ten-thousandths."""
    if benefit["formula"] == Formula.OTHER:
        return Decimal(benefit.get("saved") or 0)
    less = Decimal((benefit.get("old_use") or 0) - (benefit.get("new_use") or 0)) / _QUANTITY
    amount = less * Decimal(benefit.get("quantity") or 0) / _QUANTITY
    if benefit["formula"] in _BY_UNIT:
        amount *= Decimal(benefit.get("price") or 0) / _QUANTITY
    return amount * _FEN


def net_fen(benefit: Values) -> int:
    """The net benefit in whole 分, cost taken off."""
    return int(saved_fen(benefit).quantize(Decimal(1), ROUND_HALF_UP)) - (benefit.get("cost") or 0)


def arithmetic(benefit: Values) -> str:
    """The reckoning as one would write it: (3.5 − 1.2) × 45 × 800 − 12,000.00 = 70,800.00 元."""
    if benefit["formula"] == Formula.OTHER:
        told = _yuan(benefit.get("saved") or 0)
    else:
        told = f"({_plain(benefit.get('old_use'))} − {_plain(benefit.get('new_use'))})"
        if benefit["formula"] in _BY_UNIT:
            told += f" × {_plain(benefit.get('price'))}"
        told += f" × {_plain(benefit.get('quantity'))}"
    return f"{told} − {_yuan(benefit.get('cost') or 0)} = {_yuan(net_fen(benefit))} 元"


def formula_in_words(formula: str) -> str:
    """(原定额工时 − 新定额工时) × 平均工时费用 × 产量 − 投入."""
    terms = _TERMS[Formula(formula)]
    if formula == Formula.OTHER:
        return "节约额 − 投入"
    price = f" × {terms['price']}" if "price" in terms else ""
    return f"({terms['old_use']} − {terms['new_use']}){price} × {terms['quantity']} − 投入"


def _plain(factor: int | None) -> str:
    return f"{Decimal(factor or 0) / _QUANTITY:,.4f}".rstrip("0").rstrip(".")


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / _FEN:,.2f}"


def months_later(day: date, months: int) -> date:
    """The same day so many months on; a month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def benefit_window_end(first_effect: str) -> str:
    """The last day that a project's benefit may be reckoned to."""
    return (months_later(date.fromisoformat(first_effect), BENEFIT_MONTHS) - timedelta(days=1)).isoformat()


def benefit_faults(benefit: Values, others: Sequence[Values], has_files: bool, today: date) -> dict[str, str]:
    """What is wrong with a benefit; `others` are the project's other ones (from_on, to_on, formula)."""
    faults = _factor_faults(benefit)
    start, end = benefit["from_on"], benefit["to_on"]
    first = min([start, *(other["from_on"] for other in others)])
    if end < start:
        faults["to_on"] = "计算期止早于计算期起"
    elif max([end, *(other["to_on"] for other in others)]) > benefit_window_end(first):
        faults["to_on"] = f"效益从 {first} 见效起最多算 12 个月，到 {benefit_window_end(first)} 为止"
    elif any(other["formula"] == benefit["formula"] and _overlap(benefit, other) for other in others):
        faults["from_on"] = f"这段时间的{benefit['formula']}效益已经算过，不能重复算"
    if (benefit.get("cost") or 0) < 0:
        faults["cost"] = "投入不能是负数"
    faults.update(_confirmation_faults(benefit, has_files, today))
    return faults


def benefit_needs(benefit: Values) -> list[str]:
    """The factors of its formula; of a confirmed one who, when and on what ground."""
    wanted = list(_TERMS[Formula(benefit["formula"])]) if benefit.get("formula") else []
    if benefit.get("confirmed_by") or benefit.get("confirmed_on"):
        wanted += ["confirmed_by", "confirmed_on", "basis"]
    return wanted


def project_needs(project: Values) -> tuple[str, ...]:
    """A unit that applies, where no team does that belongs to one."""
    return () if project.get("team") else ("org",)


def idea_needs(idea: Values) -> list[str]:
    """Somebody whose it is, and an organisation where no member says which."""
    wanted = [] if idea.get("others") else ["member"]
    return wanted if idea.get("member") else [*wanted, "org"]


def coaching_needs(pair: Values) -> list[str]:
    """A trainee and a teacher, each a member or written by name."""
    others = {"member": "trainee_name", "teacher": "teacher_name"}
    return [name for name, instead in others.items() if not pair.get(instead)]


def _factor_faults(benefit: Values) -> dict[str, str]:
    terms = _TERMS[Formula(benefit["formula"])]
    faults = {name: f"要填{label}" for name, label in terms.items() if benefit.get(name) is None}
    faults.update(
        {
            name: f"{label}不能是负数"
            for name, label in terms.items()
            if (benefit.get(name) or 0) < 0 and name != "saved"
        }
    )
    return faults


def _confirmation_faults(benefit: Values, has_files: bool, today: date) -> dict[str, str]:
    by, on = benefit.get("confirmed_by"), benefit.get("confirmed_on")
    if bool(by) != bool(on):
        return {"confirmed_on" if by else "confirmed_by": "财务确认要写确认人和日期；没有确认的两项都不填，算作预估"}
    if not on:
        return {}
    if on > today.isoformat():
        return {"confirmed_on": "财务确认日期在今天之后"}
    if on < benefit["to_on"]:
        return {"confirmed_on": "计算期还没有结束，财务还不能确认"}
    return {} if benefit.get("basis") or has_files else {"basis": "财务确认要有佐证：写明依据，或附上单据"}


def _overlap(one: Values, other: Values) -> bool:
    return one["from_on"] <= other["to_on"] and other["from_on"] <= one["to_on"]


# Review


def total_score(review: Values) -> int:
    """The sum of the four criteria, in tenths, at most 1000: each is already out of its weight."""
    return sum(review.get(name) or 0 for name in WEIGHTS)


def review_faults(review: Values, today: date) -> dict[str, str]:
    """Marks within their weights, no day to come."""
    faults = {
        name: f"{_LABELS[name]}满分 {most} 分"
        for name, most in WEIGHTS.items()
        if not 0 <= (review.get(name) or 0) <= most * 10
    }
    if review["on"] > today.isoformat():
        faults["on"] = "评审日期在今天之后"
    return faults


# Teams


def team_member_faults(person: Values, others: Sequence[Values], team: Values) -> dict[str, str]:
    """One leader at a time, nobody twice at a time, within the team's own days. `others` are the team's other times."""
    if person.get("to_on") and person["to_on"] < person["from_on"]:
        return {"to_on": "退出日期早于加入日期"}
    if person["from_on"] < team["term_from"]:
        return {"from_on": f"团队 {team['term_from']} 才成立"}
    meets = [other for other in others if _times_meet(person, other)]
    if any(other["member"] == person["member"] for other in meets):
        return {"member": "这位党员这段时间已经在这个团队里"}
    if person["role"] == TeamRole.LEADER and any(other["role"] == TeamRole.LEADER for other in meets):
        return {"role": "一个团队只有一名带头人，请先给原带头人写退出日期"}
    return {}


def _times_meet(one: Values, other: Values) -> bool:
    """Whether two times share a day; on the day somebody leaves, another may follow."""
    end = "9999"
    return one["from_on"] < (other.get("to_on") or end) and other["from_on"] < (one.get("to_on") or end)


def team_faults(team: Values) -> dict[str, str]:
    """A team's days in their order."""
    labels = {"term_to": "任期结束", "disbanded_on": "撤销日期"}
    return {
        name: f"{label}早于任期开始"
        for name, label in labels.items()
        if team.get(name) and team[name] < team["term_from"]
    }


# Projects


def project_faults(project: Values) -> dict[str, str]:
    """What is wrong with a project's own values, whatever its state."""
    faults = {}
    if project.get("plan_from") and project.get("plan_to") and project["plan_to"] < project["plan_from"]:
        faults["plan_to"] = "计划完成早于计划开始"
    for name, label in (("budget_asked", "申请经费"), ("budget_approved", "批准经费")):
        if (project.get(name) or 0) < 0:
            faults[name] = f"{label}不能是负数"
    return faults


def use_fault(project: Values) -> str:
    """Why a project may not go into use: it was neither accepted nor put on trial."""
    if project.get("accepted_on") or project.get("trial_on"):
        return ""
    return "还没有验收，不能投用；先验收，或先办“试用”，写明试用单位和日期。"


def overspent(project: Values) -> str:
    """A warning, '' when all is well: more spent than approved."""
    spent, approved = project.get("spent") or 0, project.get("budget_approved")
    if approved is None or spent <= approved:
        return ""
    return f"实支 {_yuan(spent)} 元，超过批准的 {_yuan(approved)} 元，超 {_yuan(spent - approved)} 元。"


def next_code(year: int, taken: Sequence[str]) -> str:
    """The next number of a year: 2016-007 after 2016-006, whatever gaps there are."""
    serials = [int(code[5:]) for code in taken if code.startswith(f"{year}-") and code[5:].isdecimal()]
    return f"{year}-{max(serials, default=0) + 1:03d}"


def quiet_since(today: date) -> str:
    """Projects whose last news is of this day or before have been quiet for QUIET_DAYS."""
    return (today - timedelta(days=QUIET_DAYS)).isoformat()
