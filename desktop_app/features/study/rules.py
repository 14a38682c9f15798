"""The rules of the study ledger, pure: hours, frequencies, minutes, grades, ranks. No database, no widgets.

Thresholds come from data/rules by date. Hours are tenths of an hour everywhere, as they are stored.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from desktop_app.features.study.words import AWAY, Duty, Status
from desktop_app.people import rules_table
from desktop_app.support.frozen import frozen
from desktop_app.support.paths import DATA

CUSTOMARY = "当时惯例"
_PAIR = re.compile(r"([^\d\s，,；;、:：]+)\s*[:：]?\s*(\d+)")


# Hours


def day_number(day: str) -> int:
    """20161231 for '2016-12-31'."""
    return int(day.replace("-", ""))


def day_text(number: int) -> str:
    """'2016-12-31' for 20161231."""
    return f"{number // 10000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def most_hours(days: int, on: date) -> int:
    """The most hours (tenths) that this many days can give (单位细则: a day is 8)."""
    return days * rules_table.value("study_hours_in_a_day", on) * 10


def days_of(on_day: str, until_on: str | None) -> int:
    """How many days a session takes, both ends counted."""
    return (date.fromisoformat(until_on) - date.fromisoformat(on_day)).days + 1 if until_on else 1


def split_at_new_year(on_day: str, until_on: str | None, hours: int) -> dict[int, int]:
    """Hours by calendar year, in proportion to the days; they count in their own year only and add up exactly."""
    first = date.fromisoformat(on_day)
    days = [first + timedelta(days=at) for at in range(days_of(on_day, until_on))]
    years = sorted({day.year for day in days})
    shares = {year: hours * sum(day.year == year for day in days) // len(days) for year in years}
    shares[years[-1]] += hours - sum(shares.values())
    return shares


def required_hours(year: int, *, leader: bool) -> int:
    """Tenths of hours that the year asks of a member, or of a 书记 or 班子成员 (教育培训工作规划)."""
    return rules_table.value("study_hours_leader" if leader else "study_hours_member", date(year, 12, 31)) * 10


def credited(
    status: str, on_day: str, hours: int, makeup_on: str | None, *, heads_only: bool = False
) -> tuple[int | None, int]:
    """(day the hours count on as 20161231, tenths) of one attendance: none for who was away and has not made it up."""
    if heads_only or not hours:
        return None, 0
    if status not in AWAY:
        return day_number(on_day), hours
    return (day_number(makeup_on), hours) if makeup_on else (None, 0)


def makeup_is_late(on_day: str, today: date) -> bool:
    """Whether an absence has been left without 补课 for longer than it may."""
    day = date.fromisoformat(on_day)
    return (today - day).days > rules_table.value("makeup_days", day)


def entry_lag(on_day: str, entered_on: str | None) -> int:
    """Days from the event to its entry; 0 when that is not known."""
    return max(0, (date.fromisoformat(entered_on) - date.fromisoformat(on_day)).days) if entered_on else 0


def is_late_entry(on_day: str, entered_on: str | None) -> bool:
    """Whether the minutes say 补录 (S17)."""
    return entry_lag(on_day, entered_on) > rules_table.value("study_entry_days", date.fromisoformat(on_day))


# Frequencies


@frozen
class Norm:
    """How often a duty is held in a period (月, 季, 年) by the rule of the day."""

    duty: str
    start: date
    end: date
    times: int
    period: str
    source: str

    @property
    def customary(self) -> bool:
        """Whether it was custom then, not yet a rule."""
        return self.source.startswith(CUSTOMARY)


@frozen
class Body:
    """A branch as its duties see it on a day."""

    members: int
    full_members: int
    groups: int
    has_board: bool
    rectifying: bool = False


@cache
def norms() -> tuple[Norm, ...]:
    """Every row of frequency.csv."""
    with (DATA / "rules" / "frequency.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Norm(
                row["duty"],
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]) if row["to"] else date.max,
                int(row["times"]),
                row["period"],
                row["source"],
            )
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=4096)
def norm(duty: str, on: date) -> Norm | None:
    """The norm of a duty on a day."""
    return next((each for each in norms() if each.duty == duty and each.start <= on <= each.end), None)


def has_duty(duty: str, body: Body, on: date) -> bool:
    """Whether a branch can have the duty at all: no 支委会 without a board, no 党小组会 without groups, nothing with fewer than 3."""
    if body.full_members < rules_table.value("branch_least_full_members", on):
        return False
    if duty == Duty.COMMITTEE:
        return body.has_board
    return body.groups > 0 if duty == Duty.GROUP else True


def needed_times(duty: str, body: Body, on: date) -> int:
    """How many sessions of a duty its period asks of a branch: a 党小组会 of every group."""
    found = norm(duty, on)
    if found is None or not has_duty(duty, body, on):
        return 0
    return found.times * (body.groups if duty == Duty.GROUP else 1)


@cache
def period_months(period: str, month: int) -> range:
    """The months of the period that a month lies in: its quarter's three, or the year's twelve."""
    if period == "季":
        first = (month - 1) // 3 * 3 + 1
        return range(first, first + 3)
    return range(1, 13) if period == "年" else range(month, month + 1)


@cache
def period_end(period: str, year: int, month: int) -> date:
    """The last day of that period."""
    last = period_months(period, month)[-1]
    return date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)


def cell_state(needed: int, held: int, body: Body, end: date, today: date) -> str:
    """What a cell of the frequency board says: 无 (no duty), 够, 整顿, 缺 (period over) or 待."""
    if needed == 0:
        return "够" if held else "无"
    if held >= needed:
        return "够"
    if body.rectifying:
        return "整顿"
    return "缺" if end <= today else "待"


# 民主评议


def excellent_limit(full_members: int, on: date) -> int:
    """How many of a branch's 正式党员 may be 优秀: not more than a third."""
    return full_members // rules_table.value("appraisal_excellent_one_in", on)


def excellent_refusal(already: int, full_members: int, on: date) -> str:
    """Why one more 优秀 can't be given; '' when it can."""
    most = excellent_limit(full_members, on)
    if already < most:
        return ""
    return f"优秀不得超过正式党员的三分之一：支部有正式党员 {full_members} 人，最多 {most} 人，已评 {already} 人"


# Collections


def parse_weights(text: str | None) -> list[tuple[str, int]]:
    """[('内容', 60), …] of “内容60 语言20 书写20”; ValueError unless the weights sum to 100."""
    found = [(name, int(weight)) for name, weight in _PAIR.findall(text or "")]
    if found and sum(weight for _, weight in found) != 100:
        raise ValueError(f"评分项合计要是 100 分，现在是 {sum(weight for _, weight in found)} 分")
    return found


def parse_quotas(text: str | None) -> list[tuple[str, int]]:
    """[('一等奖', 3), …], best first as written."""
    return [(name, int(count)) for name, count in _PAIR.findall(text or "")]


def total_of(parts: str, weights: Sequence[tuple[str, int]]) -> int:
    """Tenths of the sum of the points by criterion; ValueError with a sentence when they do not fit the criteria."""
    try:
        points = [round(float(part) * 10) for part in split_points(parts)]
    except ValueError:
        raise ValueError(f"分项得分看不懂：{parts}") from None
    limits = weights or [("总分", 100)]
    if len(points) != len(limits):
        raise ValueError(
            f"要填 {len(limits)} 项得分（{'、'.join(name for name, _ in limits)}），这里有 {len(points)} 项"
        )
    for point, (name, most) in zip(points, limits, strict=True):
        if not 0 <= point <= most * 10:
            raise ValueError(f"{name}得分要在 0 到 {most} 之间")
    return sum(points)


def split_points(parts: str) -> list[str]:
    """The points of a score one by one, as typed: “55 18 17”."""
    return re.split(r"[\s，,；;、/]+", parts.strip())


def trimmed(judges: int, on: date) -> int:
    """How many of the highest scores, and of the lowest, are dropped: one where there are judges enough."""
    return 1 if judges >= rules_table.value("study_judges_to_trim", on) else 0


def mean_score(totals: Sequence[int], on: date) -> int | None:
    """The mean in hundredths of a point, the highest and the lowest dropped where there are enough judges."""
    if not totals:
        return None
    dropped = trimmed(len(totals), on)
    kept = sorted(totals)[dropped : len(totals) - dropped]
    return round(sum(kept) * 10 / len(kept))


def ranks(means: Mapping[int, int | None]) -> dict[int, int]:
    """Places by mean, equal means equal places (1, 2, 2, 4); who has no score has no place."""
    ordered = sorted((mean for mean in means.values() if mean is not None), reverse=True)
    return {key: ordered.index(mean) + 1 for key, mean in means.items() if mean is not None}


def awards(places: Mapping[int, int], quotas: Sequence[tuple[str, int]]) -> dict[int, str]:
    """The award of each place: quotas are filled best first; equal places get the same award."""
    edges, upto = [], 0
    for name, count in quotas:
        upto += count
        edges.append((upto, name))
    found = {key: next((name for edge, name in edges if place <= edge), "") for key, place in places.items()}
    return {key: name for key, name in found.items() if name}


# Minutes


def missing_of_minutes(
    values: Mapping[str, Any], *, needs_speaker: bool, needs_decision: bool, away_unexplained: int
) -> list[str]:
    """What the minutes of a session still lack before they may be archived (domain.md §3, minutes must contain)."""
    named = {
        "title": "主题",
        "start_at": "开始时间",
        "place": "地点",
        "host": "主持人",
        "recorder": "记录人",
        "agenda": "议题",
        "content": "内容",
    }
    found = [label for name, label in named.items() if values.get(name) in (None, "")]
    if values.get("due_n") is None:
        found.append("出席情况")
    if needs_speaker and not (values.get("speaker") or values.get("speaker_name")):
        found.append("主讲人")
    if needs_decision:
        found += [label for name, label in (("remarks", "发言要点"), ("decision", "决议")) if not values.get(name)]
    if away_unexplained:
        found.append(f"{away_unexplained} 名请假党员的事由或准假人")
    return found


def minutes_doubts(text: str) -> list[str]:
    """What an inspector would frown at in the wording."""
    return ["“大家一致认为”要写明发言人"] if "大家一致认为" in text else []


def votes_fault(votes: Sequence[int | None], voters: int | None) -> str:
    """Why 赞成+反对+弃权 can't be right; '' when they may be, or when no vote was held."""
    given = [each for each in votes if each is not None]
    if not given or voters is None:
        return ""
    if len(given) < len(votes):
        return "赞成、反对、弃权要都填"
    return "" if sum(given) <= voters else f"表决 {sum(given)} 票，多于实到 {voters} 人"


# Leaders


def leader_fault(absent: int, classes: int, on: date, *, year_over: bool) -> str:
    """Why a leader's line is red (S18); '' when it is not."""
    most = rules_table.value("leader_absent_times", on)
    if absent >= most:
        return f"缺席 {absent} 次"
    return "本年没有讲党课" if year_over and not classes else ""


def counted(statuses: Sequence[str]) -> tuple[int, int, int]:
    """(due, present, absent) of a list of statuses: present are 出席 alone, absent all others."""
    present = sum(status == Status.PRESENT for status in statuses)
    return len(statuses), present, len(statuses) - present
