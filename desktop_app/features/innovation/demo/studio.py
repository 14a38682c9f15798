"""The demo office's studio: founded with rules, place and people; its three kinds of support month by month."""

from datetime import timedelta
from random import Random
from typing import Any

from desktop_app.features.innovation.studio import Coaching, Studio, StudioFund, StudioPerson, StudioSupport
from desktop_app.features.innovation.words import CoachingKind, SupportKind
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_RULES = (
    "一、项目从一线难题中来，每季度征集一次。\n二、立项要评审，攻关要有进展记录，验收要有现场数据。\n"
    "三、经费专款专用，每笔有凭证，年底公布结余。\n四、成果优先在本社区使用，再向兄弟单位推广。"
)
_TOPICS = ("电工基础与配电安全", "焊接与钣金", "绿化机具保养", "供热系统调节", "技改项目怎样写申报书")
_CRAFTS = ("机具改装", "管道维修", "电气控制", "绿化养护")
_EXPENSES = ("购置台钻和砂轮机", "购置工具和量具", "培训资料和讲课费", "材料样品", "加工费", "图书资料")
_FUNDS = {2015: 6_000_000, 2016: 8_000_000}


class StudioLife:
    """One studio through two years."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        self._studio = 0
        self._fund: dict[int, int] = {}

    def live(self, span: Span, projects: list[int]) -> None:
        """One month, inside an open change; `projects` may be helped."""
        if not self._studio:
            self._found(span)
        if span.start.year not in self._fund:
            row = {"studio": self._studio, "year": span.start.year, "allotted": _FUNDS[span.start.year]}
            (self._fund[span.start.year],) = insert_records(
                self._office, StudioFund, [{**row, "source": "中心党委创新专项"}]
            )
        self._coach(span)
        self._help(span, projects)
        self._spend(span)

    def _people(self) -> list[int]:
        rows = self._office.database.rows("SELECT member_id FROM team_member WHERE to_on IS NULL ORDER BY role, id")
        return [member for (member,) in rows]

    def _found(self, span: Span) -> None:
        ((org, leader),) = self._office.database.rows(
            "SELECT t.org_id, x.member_id FROM team t JOIN team_member x ON x.team_id = t.id AND x.role = '带头人'"
            " ORDER BY t.id, x.id LIMIT 1"
        )
        values = {
            "name": "党员创新工作室",
            "org": org,
            "leader": leader,
            "place": "绿化队院内二号库房，120 平方米",
            "founded_on": span.start.replace(day=12).isoformat(),
            "rules": _RULES,
            "equipment": "台钻、电焊机、砂轮机、工作台四张、展示柜两组。",
            "named_by": "中心党委",
        }
        (self._studio,) = insert_records(self._office, Studio, [values])
        duties = ("负责人", "设计", "加工", "电气", "资料")
        rows = [
            {"studio": self._studio, "member": member, "duty": duty, "from_on": values["founded_on"]}
            for member, duty in zip(self._people(), duties, strict=False)
        ]
        insert_records(self._office, StudioPerson, rows)

    def _coach(self, span: Span) -> None:
        people, random = self._people(), self._random
        on = span.start.replace(day=14)
        rows: list[dict[str, Any]] = []
        if span.start.month in (3, 9):
            masters, apprentices = people[:5], people[10:15]
            rows += [
                {
                    "kind": CoachingKind.PAIRED,
                    "topic": random.choice(_CRAFTS),
                    "teacher": master,
                    "member": apprentice,
                    "from_on": on.isoformat(),
                    "to_on": (on + timedelta(days=180)).isoformat() if span.start.year == 2015 else None,
                    "result": "出师，能独立操作" if span.start.year == 2015 else None,
                }
                for master, apprentice in zip(masters, apprentices, strict=False)
            ]
        if span.start.month in (4, 8, 11):
            topic = random.choice(_TOPICS)
            rows += [
                {
                    "kind": CoachingKind.TRAINING,
                    "topic": topic,
                    "teacher_name": "技师学院老师",
                    "member": member,
                    "from_on": on.isoformat(),
                    "to_on": on.isoformat(),
                    "hours": 40,
                    "result": "考核合格",
                }
                for member in random.sample(people, k=min(12, len(people)))
            ]
        insert_records(self._office, Coaching, [{"studio": self._studio, **row} for row in rows])

    def _help(self, span: Span, projects: list[int]) -> None:
        if span.start.month % 2 or not projects:
            return
        rows = [
            {
                "studio": self._studio,
                "project": project,
                "kind": self._random.choice(list(SupportKind)),
                "on": span.start.replace(day=20).isoformat(),
                "what": "到现场指导装配和调试，借用工作室设备",
                "result": "问题解决",
            }
            for project in self._random.sample(projects, k=min(2, len(projects)))
        ]
        insert_records(self._office, StudioSupport, rows)

    def _spend(self, span: Span) -> None:
        year, random = span.start.year, self._random
        amount = _FUNDS[year] * random.randint(4, 8) // 100 // 100 * 100
        voucher = f"记{random.randint(1, 400):04d}号"
        self._office.database.execute_sql(
            "INSERT INTO fund_expense (fund_id, on_day, what, amount, voucher) VALUES (?, ?, ?, ?, ?)",
            (self._fund[year], span.start.replace(day=22).isoformat(), random.choice(_EXPENSES), amount, voucher),
        )
