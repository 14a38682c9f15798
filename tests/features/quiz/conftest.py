"""An office with a small tree, eighteen people in six teams, a bank of sound questions, and a final that is ready to begin."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.draw import draw
from desktop_app.features.quiz.presets import preset
from desktop_app.features.quiz.words import RoundKind
from desktop_app.people import membership, tree
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office

TEAMS = ("机关队", "服务队", "物业队", "离退休队", "综合队", "供水队")


@dataclass
class Contest:
    """What the fixture made."""

    office: Office
    id: int
    org: int
    members: list[int]
    entrants: list[int] = field(default_factory=list)

    def stage(self, name: str, form: str, **fields: Any) -> int:
        """Another stage."""
        values = {
            "contest_id": self.id, "stage": name, "form": form, "title": name, "on_day": "2016-12-20",
            "multi_rule": "全对得分", **fields,
        }  # fmt: skip
        return insert(self.office, "quiz_stage", values)

    def rounds(self, stage: int, *kinds: RoundKind, **fields: Any) -> list[int]:
        """Rounds as they are usually played, with fewer questions."""
        made = []
        for seq, kind in enumerate(kinds, 1):
            values = {"stage_id": stage, "seq": seq, "kind": kind, "title": kind, **preset(kind), "qtypes": "单选"}
            values |= {"questions": min(values["questions"], 4)} | fields
            made.append(insert(self.office, "quiz_round", values))
        return made


def insert(office: Office, table: str, values: dict[str, Any]) -> int:
    """One row in a change of its own; its id."""
    told = [str(value) if isinstance(value, str) else value for value in values.values()]
    with office.change("准备"):
        sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
        return office.database.execute_sql(sql, told).lastrowid


def fill_bank(office: Office, singles: int = 120, **fields: Any) -> None:
    """Sound questions: 单选 and a few of every other kind, all 已审."""
    usual = {"score": 1, "level": "中", "topic": "党章", "use": "通用", "state": "已审", "article": "第一条", **fields}
    rows = [
        {"qtype": "单选", "stem": f"第{at}号单选题问的是哪一项？", "opt_a": f"甲{at}", "opt_b": f"乙{at}", "opt_c": f"丙{at}",
         "opt_d": f"丁{at}", "answer": "ABCD"[at % 4], "analysis": f"解析{at}号", **usual}
        for at in range(singles)
    ]  # fmt: skip
    others = (
        ("多选", "ABC", {f"opt_{letter}": f"项{letter}" for letter in "abcd"}), ("判断", "对", {}),
        ("填空", "人民", {}), ("简答", "要点一；要点二", {}),
    )  # fmt: skip
    for kind, answer, options in others:
        for at in range(12):
            stem = f"第{at}号{kind}题" + ("____是什么" if kind == "填空" else "")
            rows.append({"qtype": kind, "stem": stem, "answer": answer, **options, **usual})
    names = list(dict.fromkeys(name for row in rows for name in row))
    with office.change("题库"):
        office.database.executemany(
            f"INSERT INTO quiz_question ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [tuple(row.get(name) for name in names) for row in rows],
        )


def make_contest(office: Office, teams: int = 6) -> Contest:
    """A contest of teams of three."""
    with office.change("组织"):
        top = tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
        org = tree.found(office, "中共第八社区一支部", "一支部", OrgLevel.BRANCH, top)
        people = [
            {"name": f"选手{'甲乙丙丁戊己庚辛'[at % 8]}{'一二三四五六七八'[at // 8]}", "org": org}
            for at in range(teams * 3)
        ]
        members = list(membership.open_with(office, people, "2016-01-01"))
    fill_bank(office)
    contest = insert(
        office, "quiz_contest", {"name": "党章党规知识竞赛", "mode": "团体", "base_score": 100, "seed": 7, "state": "筹备",
                                 "held_from": "2016-12-20", "held_to": "2016-12-20", "hours": 40},
    )  # fmt: skip
    made = Contest(office, contest, org, members)
    for at in range(teams):
        p1, p2, p3 = members[at * 3 : at * 3 + 3]
        values = {"contest_id": contest, "name": TEAMS[at], "org_id": org, "p1_id": p1, "p2_id": p2, "p3_id": p3}
        made.entrants.append(insert(office, "quiz_entrant", values))
    return made


def make_final(contest: Contest, *kinds: RoundKind, **fields: Any) -> int:
    """A live 决赛, lined up and drawn."""
    stage = contest.stage("决赛", "现场", promote_n=1)
    contest.rounds(stage, *kinds, **fields)
    with contest.office.change("名单"):
        staging.line_up(contest.office, stage)
    draw(contest.office, stage)
    return stage


@pytest.fixture
def contest(office: Office) -> Contest:
    """Six teams of three, nothing drawn yet."""
    return make_contest(office)


@pytest.fixture
def final(contest: Contest) -> Callable[..., int]:
    """Makes a 决赛 of these rounds."""
    return lambda *kinds, **fields: make_final(contest, *kinds, **fields)
