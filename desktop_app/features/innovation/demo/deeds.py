"""What the demo office notes of its projects beside their steps: progress, money, benefit, awards; and the small ideas."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.innovation.model import Benefit, SmallIdea
from desktop_app.features.innovation.rules import months_later
from desktop_app.ledger.writes import insert_records
from desktop_app.people.honours.model import Award
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA
from desktop_app.support.spans import Span

UNITS = ("第一社区", "第三社区", "第五社区", "供水管理处", "采油二厂矿区", "信阳基地物业站", "离退休管理中心")
_NOTES = (
    "样机已装好，正在调试。",
    "现场试用一周，记录了工时和用料。",
    "按试用意见改进了两处。",
    "配件已到，下周安装。",
)
_SPENT_ON = ("钢材和型材", "电机和轴承", "控制元件", "外协加工", "试验用料", "安全防护用品")


class Deeds:
    """The notes of one office; every call is inside an open change."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random

    def go_on(self, span: Span) -> None:
        """Progress, spending and milestones of the projects that are being worked on."""
        random, database = self._random, self._office.database
        running = database.rows(
            "SELECT id, budget_approved, spent, (SELECT count(*) FROM spending s WHERE s.project_id = project.id)"
            " FROM project WHERE state = '攻关中' ORDER BY id"
        )
        notes, spent = [], []
        for number, granted, _, times in running:
            if random.random() < 0.8:
                notes.append((number, self._day(span), random.choice(_NOTES)))
            if times < 4 and random.random() < 0.7:
                share = granted * random.randint(15, 24) // 100 // 100 * 100
                spent.append(
                    (number, self._day(span), random.choice(_SPENT_ON), share, f"记{random.randint(1, 400):04d}号")
                )
        database.executemany("INSERT INTO project_note (project_id, on_day, text) VALUES (?, ?, ?)", notes)
        database.executemany(
            "INSERT INTO spending (project_id, on_day, what, amount, voucher) VALUES (?, ?, ?, ?, ?)", spent
        )
        done = database.rows(
            "SELECT m.id, m.due_on FROM milestone m JOIN project p ON p.id = m.project_id WHERE m.done_on IS NULL"
            " AND m.due_on BETWEEN ? AND ? AND p.approved_on IS NOT NULL AND p.state NOT IN ('暂停', '终止') ORDER BY m.id",
            (span.start.isoformat(), span.end.isoformat()),
        )
        database.executemany(
            "UPDATE milestone SET done_on = ? WHERE id = ?", [(day, row) for row, day in done if random.random() < 0.96]
        )

    def _day(self, span: Span) -> str:
        return (span.start + timedelta(days=self._random.randint(0, (span.end - span.start).days))).isoformat()

    def reckon(self, span: Span) -> None:
        """A benefit is entered as 预估 the month after the first use and confirmed by finance when its year is over."""
        used = self._office.database.rows(
            "SELECT p.id, p.in_use_on FROM project p WHERE p.in_use_on < ? AND NOT EXISTS"
            " (SELECT 1 FROM benefit b WHERE b.project_id = p.id) ORDER BY p.id",
            (span.start.isoformat(),),
        )
        rows = [self._benefit(number, date.fromisoformat(on)) for number, on in used if number % 5]
        insert_records(self._office, Benefit, rows)
        over = self._office.database.rows(
            "SELECT id, to_on FROM benefit WHERE confirmed_on IS NULL AND to_on < ? ORDER BY id",
            ((span.start - timedelta(days=10)).isoformat(),),
        )
        day = span.start.replace(day=18).isoformat()
        self._office.database.executemany(
            "UPDATE benefit SET confirmed_by = '财务资产科', confirmed_on = ? WHERE id = ?",
            [(day, row) for row, _ in over if row % 6],
        )

    def _benefit(self, project: int, in_use: date) -> dict[str, Any]:
        random = self._random
        kind = random.choice(("工时", "工时", "材料", "外委替代"))
        months = random.choice((6, 9, 12)) if in_use < date(2016, 5, 1) else 12
        end = months_later(in_use, months) - timedelta(days=1)
        factors = {
            "工时": {
                "old_use": 35_000,
                "new_use": 12_000,
                "price": 420_000,
                "quantity": random.randint(120, 900) * 10_000,
            },
            "材料": {
                "old_use": 18_500,
                "new_use": 14_200,
                "price": 265_000,
                "quantity": random.randint(800, 4000) * 10_000,
            },
            "外委替代": {"old_use": 8_000_000, "new_use": 2_600_000, "quantity": random.randint(20, 90) * 10_000},
        }[kind]
        return {
            "project": project,
            "from_on": in_use.isoformat(),
            "to_on": end.isoformat(),
            "formula": kind,
            "cost": random.randint(20, 120) * 10_000,
            "basis": "派工单、领料单和外委合同价，存班组核算台账。",
            **factors,
        }

    def award(self, span: Span) -> None:
        """The prizes of the year, the first of 2016 for the rotary tiller."""
        if span.start not in (date(2015, 12, 1), date(2016, 11, 1)):
            return
        random, day = self._random, span.start.replace(day=24).isoformat()
        rows = self._office.database.rows(
            "SELECT id, name, leader_id, org_id FROM project WHERE in_use_on <= ? ORDER BY name <> '手扶旋耕机', score DESC, id",
            (span.end.isoformat(),),
        )
        classes = ("挖潜增效类", "安全环保类", "服务民生类")
        levels = [("油田", "一等")] if span.start.year == 2016 else []
        levels += [
            ("油田", "二等"),
            ("油田", "三等"),
            ("油田", "三等"),
            ("中心", "一等"),
            ("中心", "二等"),
            ("中心", "三等"),
        ]
        awards = [
            {
                "title": f"{span.start.year}年职工经济技术创新成果奖",
                "level": level,
                "grade": grade,
                "klass": classes[0] if grade == "一等" else random.choice(classes),
                "winner": name,
                "member": leader,
                "org": org,
                "subject_table": "project",
                "subject_id": number,
                "issuer": "油田工会" if level == "油田" else "中心党委",
                "awarded_on": day,
            }
            for (level, grade), (number, name, leader, org) in zip(levels, rows, strict=False)
        ]
        insert_records(self._office, Award, awards)

    def small_ideas(self, span: Span) -> None:
        """Nine a month of 2016."""
        if span.start.year != 2016:
            return
        with (DATA / "sample" / "small_ideas.csv").open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        at = (span.start.month - 1) * 9
        people = self._doers(span)
        rows = []
        for number in range(at, at + 9):
            line, (member, org) = told[number % len(told)], self._random.choice(people)
            rows.append(
                {
                    "name": line["name"],
                    "kind": line["kind"],
                    "effect": line["effect"] + "。",
                    "on": self._day(span),
                    "member": member,
                    "org": org,
                    "place": UNITS[number // len(told)]
                    + self._random.choice(("维修班", "保洁班", "绿化班", "收费班", "运行班")),
                }
            )
        insert_records(self._office, SmallIdea, rows)

    def _doers(self, span: Span) -> Sequence[tuple[int, int]]:
        return self._office.database.rows(
            "SELECT s.member_id, s.org_id FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id IS NOT NULL"
            " AND s.from_on <= ?1 AND s.until > ?1 AND m.left_on IS NULL ORDER BY m.id LIMIT 900",
            (span.start.isoformat(),),
        )
