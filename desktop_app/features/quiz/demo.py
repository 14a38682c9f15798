"""The demo office's contest of 2016: 56 contestants in 19 teams through 初赛, 复赛 and 决赛, on the texts valid then (domain.md §11).

Written papers in May and June, the final live in June with its whole log, awards, hours credited; one 学后竞答 a quarter.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.awarding import propose_awards
from desktop_app.features.quiz.draw import USABLE, Candidate, Drawing, pick
from desktop_app.features.quiz.live import rules
from desktop_app.features.quiz.live.events import Event, What
from desktop_app.features.quiz.live.loading import load_plan
from desktop_app.features.quiz.live.plan import Plan
from desktop_app.features.quiz.live.replay import Phase, State, replay
from desktop_app.features.quiz.people import can_credit, credit_inside, to_credit
from desktop_app.features.quiz.presets import preset
from desktop_app.features.quiz.shipped import OF_2016, add_questions, add_sources, read_questions
from desktop_app.features.quiz.words import Result, RoundKind
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_CONTESTANTS, _TEAM = 56, 3
_NAME = "“两学一做”党章党规知识竞赛"
_FIRST, _SECOND, _FINAL = date(2016, 5, 18), date(2016, 6, 8), date(2016, 6, 24)
_PAPER_1, _PAPER_2 = "单选10×4；多选4×10；判断2×10", "单选8×10；判断2×10"
_AFTER_MONTHS = (3, 7, 9, 11)


def begin(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the demo office."""
    told = _Demo(office, Random(f"quiz/{seed}"))
    months = {(2016, 5): told.may, (2016, 6): told.june}

    def live(span: Span) -> None:
        month = span.start.year, span.start.month
        if month in months:
            months[month]()
        elif month[0] == 2016 and month[1] in _AFTER_MONTHS:
            told.after(span)

    return live


class _Demo:
    def __init__(self, office: Office, random: Random) -> None:
        self._office = office
        self._random = random
        self._contest = 0
        self._stages: list[int] = []

    def _bank(self) -> None:
        if not self._office.database.one("SELECT count(*) FROM quiz_question"):
            add_sources(self._office)
            add_questions(self._office, read_questions(OF_2016))

    # ---- May: the contest is set up, 19 teams write

    def may(self) -> None:
        office = self._office
        with office.change(f"{_NAME}：报名与初赛"):
            self._bank()
            self._set_up()
            self._enter_teams()
            self._write_stage(self._stages[0])

    def _set_up(self) -> None:
        run = self._office.database.execute_sql
        self._contest = run(
            "INSERT INTO quiz_contest (name, mode, base_score, host, held_from, held_to, seed, hours, state)"
            " VALUES (?, '团体', 100, '中心党委', ?, ?, 2016, 40, '筹备')",
            (_NAME, _FIRST.isoformat(), _FINAL.isoformat()),
        ).lastrowid
        for name, form, day, promote, plan in (
            ("初赛", "笔试", _FIRST, 9, _PAPER_1), ("复赛", "笔试", _SECOND, 4, _PAPER_2), ("决赛", "现场", _FINAL, 1, None),
        ):  # fmt: skip
            self._stages.append(run(
                "INSERT INTO quiz_stage (contest_id, stage, form, title, on_day, place, promote_n, tie_rule, paper_plan, minutes,"
                " multi_rule) VALUES (?, ?, ?, ?, ?, '中心会议室', ?, '一号选手、二号选手、三号选手、抽签', ?, ?, '全对得分')",
                (self._contest, name, form, name, day.isoformat(), promote, plan, 60 if plan else None),
            ).lastrowid)  # fmt: skip
        for seq, (kind, count, fields) in enumerate(
            ((RoundKind.TEAM, 1, {"partial": 0}), (RoundKind.BUZZ, 4, {"seconds": "30"}), (RoundKind.PLAYOFF, 1, {})), 1
        ):
            values = {**preset(kind), "questions": count, "qtypes": "单选、判断、多选", **fields}
            names = ("stage_id", "seq", "kind", "title", *values)
            run(
                f"INSERT INTO quiz_round ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                (
                    self._stages[2],
                    seq,
                    str(kind),
                    str(kind),
                    *(str(v) if isinstance(v, str) else v for v in values.values()),
                ),
            )

    def _enter_teams(self) -> None:
        rows = self._office.database.rows(
            "SELECT m.id, m.org_id, o.short_name FROM member m JOIN party_org o ON o.id = m.org_id WHERE m.left_on IS NULL"
            " ORDER BY m.is_lost, m.is_mobile, m.frail IS NOT NULL, m.employment IS NOT '在职', m.id"
        )
        by_org: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for member, org, name in rows[: max(400, _CONTESTANTS)]:
            by_org[org].append((member, name))
        whole = [
            (name, org, [m for m, _ in people[:_TEAM]]) for org, people in by_org.items() for _, name in people[:1]
        ]
        teams = [team for team in whole if len(team[2]) == _TEAM][: _CONTESTANTS // _TEAM]
        taken = {member for team in teams for member in team[2]}
        left = [(member, org) for member, org, _ in rows if member not in taken]
        while sum(len(team[2]) for team in teams) < _CONTESTANTS:
            size = min(_TEAM, _CONTESTANTS - sum(len(team[2]) for team in teams))
            some, left = left[:size], left[size:]
            if not some:  # an office of a handful
                break
            teams.append((f"联队{len(teams) + 1}", some[0][1], [member for member, _ in some]))
        self._office.database.executemany(
            "INSERT INTO quiz_entrant (contest_id, name, org_id, p1_id, p2_id, p3_id) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._contest, f"{name}队", org, *people, *[None] * (_TEAM - len(people)))
                for name, org, people in teams
            ],
        )

    def _write_stage(self, stage: int) -> None:
        office = self._office
        staging.line_up(office, stage)
        Drawing(office, stage).draw()
        staging.give_tickets(office, stage)
        marks = office.database.rows("SELECT id FROM quiz_mark WHERE stage_id = ? ORDER BY id", (stage,))
        scores = [(self._random.randint(52, 98) * 10, "竞赛工作组", at) for (at,) in marks]
        office.database.executemany("UPDATE quiz_mark SET score = ?, marker = ? WHERE id = ?", scores)
        self._settle(stage)

    def _settle(self, stage: int) -> None:
        """Places and promotion; a tie across the line goes by lot."""
        office = self._office
        found = staging.reckon(office, stage)
        for each in found:
            for entrant in each.promotion.tied[: each.promotion.open_places]:
                office.database.execute_sql(
                    "UPDATE quiz_result SET how = '抽签' WHERE stage_id = ? AND entrant_id = ?", (stage, entrant)
                )
        staging.write(office, stage, staging.reckon(office, stage))

    # ---- June: 复赛, the live final, awards, hours

    def june(self) -> None:
        office = self._office
        with office.change(f"{_NAME}：复赛、决赛与表彰"):
            self._write_stage(self._stages[1])
            staging.line_up(office, self._stages[2])
            Drawing(office, self._stages[2]).draw()
            played = len(load_plan(office, self._stages[2]).entrants) > 1
            if played:  # an office of a handful has nobody to play against
                self._play_final()
                self._settle(self._stages[2])
                propose_awards(office, self._contest, _FINAL)
            if can_credit():
                credit_inside(office, self._contest, to_credit(office, self._contest), _NAME)
        if not played:
            with office.change(f"{_NAME}：结束"):
                office.database.execute_sql("UPDATE quiz_contest SET state = '已结束' WHERE id = ?", (self._contest,))

    def _play_final(self) -> None:
        stage = self._stages[2]
        plan = load_plan(self._office, stage)
        first = (self._office.database.one("SELECT seq FROM sqlite_sequence WHERE name = 'quiz_event'") or 0) + 1
        log = _Player(plan, self._random, first).play()
        at = datetime(_FINAL.year, _FINAL.month, _FINAL.day, 14, 30)
        rows = []
        for event in log:
            at += timedelta(seconds=self._random.randint(3, 24), milliseconds=self._random.randint(0, 999))
            data = json.dumps(dict(event.data)) if event.data else None
            rows.append((
                event.id, stage, str(event.what), event.round, event.entrant, event.player, event.drawn, event.value,
                event.result or None, event.ref, event.reason or None, event.judge or None, data,
                at.isoformat(timespec="milliseconds"),
            ))  # fmt: skip
        self._office.database.executemany(
            "INSERT INTO quiz_event (id, stage_id, what, round_id, entrant_id, player, drawn_id, value, result, ref_id, reason,"
            " judge, data, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    # ---- 学后竞答

    def after(self, span: Span) -> None:
        office = self._office
        with office.change(f"{span.title()}学后竞答"):
            self._bank()
            pool = [Candidate(*row) for row in office.database.rows(USABLE, (span.end.isoformat(),))]
            asked = [
                each.id for each in pick([each for each in pool if each.kind in ("单选", "判断")], 5, {}, self._random)
            ]
            org, members = self._some_branch()
            after = office.database.execute_sql(
                "INSERT INTO quiz_after (title, on_day, org_id, host) VALUES ('党章党规学后竞答', ?, ?, '支部书记')",
                (span.end.replace(day=20).isoformat(), org),
            ).lastrowid
            office.database.executemany(
                "INSERT INTO quiz_after_answer (after_id, member_id, question_id, correct) VALUES (?, ?, ?, ?)",
                [
                    (after, member, question, int(self._random.random() < 0.8))
                    for member, question in zip(members, asked, strict=False)
                ],
            )

    def _some_branch(self) -> tuple[int, Sequence[int]]:
        """A branch with people to ask, the fuller the likelier."""
        member = self._random.choice(
            self._office.database.rows("SELECT org_id FROM member WHERE left_on IS NULL ORDER BY id")
        )
        people = self._office.database.rows(
            "SELECT id FROM member WHERE org_id = ? AND left_on IS NULL ORDER BY id LIMIT 5", (member[0],)
        )
        return member[0], [at for (at,) in people]


class _Player:
    """A final played by the rules: whoever's turn it is answers, buzzers are pressed, one foul, one ruling of the referees."""

    def __init__(self, plan: Plan, random: Random, first_id: int) -> None:
        self._plan = plan
        self._random = random
        self._next = first_id
        self._log: list[Event] = []

    def play(self) -> list[Event]:
        self._say(What.BEGIN)
        for each in self._plan.rounds:
            if each.kind != RoundKind.PLAYOFF:
                self._say(What.ROUND, round=each.id)
                for _ in each.questions:
                    self._question()
        self._say(What.ADJUST, entrant=self._plan.entrants[-1].id, value=5, reason="题干朗读有误，补加", judge="仲裁委")
        self._say(What.END)
        return self._log

    @property
    def _state(self) -> State:
        return replay(self._plan, self._log)

    def _question(self) -> None:
        drawn = rules.next_question(self._plan, self._state)
        if drawn is None:
            return
        entrant, player = rules.next_turn(self._plan, self._state)
        buzzers = self._plan.by_round[self._state.round or 0].has_buzzers
        self._say(What.ASK, round=self._state.round, drawn=drawn, entrant=entrant, player=player)
        self._say(What.OPEN)
        if buzzers:
            entrant = self._random.choice([each.id for each in self._plan.entrants if self._state.may_press(each.id)])
            self._say(What.BUZZ, entrant=entrant, data={"presses": [[entrant, self._random.randint(200, 1800)]]})
        result = self._random.choices((Result.RIGHT, Result.WRONG, Result.LATE), (7, 2, 1))[0]
        self._say(What.JUDGE, entrant=entrant, result=str(result), data={"elapsed": self._random.randint(4000, 26000)})
        self._say(What.REVEAL)
        assert self._state.phase == Phase.REVEALED

    def _say(self, what: What, **told: Any) -> None:
        event = Event(self._next, what, **told)
        refusal = rules.why_not(self._plan, self._state, event, self._log)
        assert not refusal, refusal
        self._log.append(event)
        self._next += 1
