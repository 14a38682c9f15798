"""The demo office's two years of studying: boards, plan, sessions with attendance, classes, collections. All by bulk SQL, from a seed.

Nothing here knows how an attendance is judged (rules.py, slice.py) beyond what it must write alike to spare the hooks their work.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.study import demo_more, demo_scans, demo_words
from desktop_app.features.study.demo_sql import COLUMNS, FILL, MARKS, SESSIONS
from desktop_app.features.study.words import LeaderLevel
from desktop_app.people.boards.seats import seats_on
from desktop_app.people.chart import BRANCHES, Chart
from desktop_app.people.versions import load_history
from desktop_app.people.words import MemberKind
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

ASSEMBLY, COMMITTEE, CLASS, PARTY_DAY, LIFE, APPRAISAL, LIFE_MEETING, STUDY, SEMINAR, CENTRAL, LECTURE = (
    1,
    2,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
)
TELEVISED, MUTUAL, TRAINING = 14, 15, 16
"""Kinds as schema.py numbers them."""
_LEADER_CLASSES = {4: 3, 5: 3, 6: 4, 7: 4, 9: 3, 10: 2, 11: 2, 12: 2}
"""23 in 2016, by month."""


def begin(office: Office, seed: int) -> Callable[[Span], None]:
    """Boards, kinds of work, lecturers; what lives one month of sessions."""
    return Studying(office, seed).live


class Studying:
    """Two years of sessions of every branch."""

    def __init__(self, office: Office, seed: int) -> None:
        self._office = office
        self._seed = seed
        self._random = Random(seed * 1000 + 4)
        self._made_classes = 0
        with office.change("录入班子届次和学习计划"):
            demo_more.found_boards(office, self._random)
            self._topics = demo_more.write_plan(office)

    def live(self, span: Span) -> None:
        """One month: its sessions with attendance, and what else the year brings then."""
        office = self._office
        with office.change(f"{span.title()}学习台账"):
            demo_more.fill_seats(office, span)
            self._prepare(span)
            sessions = self._sessions(span)
            self._write(span, sessions)
            demo_more.live(office, self._random, span)
            demo_scans.live(office, self._seed, span)

    # The rows

    def _prepare(self, span: Span) -> None:
        database = self._office.database
        for sql in (
            "CREATE TEMP TABLE IF NOT EXISTS new_roll (org_id INTEGER, member_id INTEGER, from_on TEXT, until TEXT, frail TEXT,"
            " is_mobile INTEGER, is_lost INTEGER)",
            "CREATE TEMP TABLE IF NOT EXISTS new_seat (org_id INTEGER, member_id INTEGER)",
            "CREATE TEMP TABLE IF NOT EXISTS new_leader (member_id INTEGER PRIMARY KEY)",
            "DELETE FROM new_roll",
            "DELETE FROM new_seat",
            "DELETE FROM new_leader",
            "CREATE INDEX IF NOT EXISTS temp.new_roll_org ON new_roll(org_id)",
            "CREATE INDEX IF NOT EXISTS temp.new_roll_member ON new_roll(member_id)",
            "CREATE INDEX IF NOT EXISTS temp.new_seat_org ON new_seat(org_id)",
        ):
            database.execute_sql(sql)
        database.execute_sql(
            "INSERT INTO new_roll SELECT s.org_id, s.member_id, s.from_on, s.until, m.frail, m.is_mobile, m.is_lost FROM stay s"
            " JOIN member m ON m.id = s.member_id WHERE s.org_id IS NOT NULL AND s.from_on <= ?2 AND s.until > ?1",
            (str(span.start), str(span.end)),
        )
        seats = seats_on(database, span.start)
        database.executemany("INSERT INTO new_seat VALUES (?, ?)", [(seat.org, seat.member) for seat in seats])
        top = self._chart(span).children(None)[0]
        leaders = {seat.member for seat in seats if seat.org == top}
        database.executemany("INSERT INTO new_leader VALUES (?)", [(member,) for member in sorted(leaders)])

    def _write(self, span: Span, sessions: list[dict[str, Any]]) -> None:
        database = self._office.database
        database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS new_session AS SELECT * FROM study_session WHERE 0")
        database.execute_sql("DELETE FROM new_session")
        first = (database.one("SELECT seq FROM sqlite_sequence WHERE name = 'study_session'") or 0) + 1
        names = COLUMNS.split(", ")
        rows = []
        parts = []
        for number, session in enumerate(sessions, first):
            rows.append((number, *(session.get(name) for name in names[1:])))
            parts += [(number, *part) for part in session.get("parts", ())]
        database.executemany(f"INSERT INTO new_session ({COLUMNS}) VALUES ({MARKS})", rows)
        database.execute_sql(FILL, (self._seed, str(span.end), self._chart(span).children(None)[0]))
        database.execute_sql(SESSIONS, (first,))
        database.executemany(
            "INSERT INTO session_part (session_id, seq, kind_id, title, speaker_id, leader_level, content) VALUES (?, 2, ?, ?, ?, ?, ?)",
            parts,
        )

    # The sessions of a month

    def _chart(self, span: Span) -> Chart:
        return load_history(self._office.database).on(span.end)

    def _sessions(self, span: Span) -> list[dict[str, Any]]:
        database = self._office.database
        chart = self._chart(span)
        heads = dict(database.rows("SELECT org_id, count(*) FROM new_roll GROUP BY 1"))
        seats: dict[int, list[int]] = {}
        for org, member in database.rows(
            "SELECT b.org_id, b.member_id FROM new_seat b JOIN new_roll r ON r.member_id = b.member_id"
        ):
            seats.setdefault(org, []).append(member)
        kinds = dict(database.rows("SELECT id, member_kind FROM party_org"))
        homes = [node for node, _ in chart.order if chart.nodes[node].level in BRANCHES and heads.get(node)]
        found = []
        for org in homes:
            found += self._of_branch(span, chart, org, seats.get(org, []), kinds.get(org), homes)
        found += self._of_center(span, chart.children(None)[0], homes, seats)
        return found

    def _of_branch(
        self, span: Span, chart: Chart, org: int, board: list[int], kind: str | None, homes: list[int]
    ) -> list[dict[str, Any]]:
        month, held = span.start.month, self._random.random
        base = self._base(org, chart.nodes[org].short_name, board)
        found = []
        if held() > 0.012:
            title = demo_words.PARTY_DAY_TITLES[month - 1]
            found.append(base(PARTY_DAY, title, self._day(span, org, 5, 7), "09:00", "10:30", 15, None))
        if len(board) >= 3 and held() > 0.015:
            title = f"研究{span.start.year}年{month}月支部工作"
            found.append(base(COMMITTEE, title, self._day(span, org, 1, 4), "16:00", "17:00", 10, None))
        if month % 3 == 2 and held() > 0.006:
            found.append(self._assembly(base, span, org, board))
        found += self._studies(base, span, org)
        if month == 12:
            found.append(self._life_meeting(base, span, org))
        if kind == MemberKind.RETIRED and month in (4, 10) and org % 5 == 0 and len(homes) > 1:
            day, title = self._day(span, org, 27, 1), "老党员互讲党课：我的入党故事"
            mutual = base(MUTUAL, title, day, "15:00", "16:00", 10, None)
            guest = homes[(homes.index(org) + 1) % len(homes)]
            found.append(mutual | {"guest_org_id": guest, "speaker_id": board[1] if len(board) > 1 else None})
        return found

    def _studies(self, base: Callable[..., dict[str, Any]], span: Span, org: int) -> list[dict[str, Any]]:
        """What the month's topic brings: 集中学习 nearly everywhere, 学习研讨 at the end of a quarter of 2016."""
        year, month = span.start.year, span.start.month
        topic, title = self._topics.get((year, month)), demo_words.STUDY_TITLES[year][month - 1]
        found = []
        if self._random.random() > 0.03:
            found.append(base(STUDY, title, self._day(span, org, 13, 7), "15:00", "15:45", 7, topic))
        if year == 2016 and month % 3 == 0:
            day = self._day(span, org, 25, 2)
            found.append(base(SEMINAR, f"专题研讨：{title[2:]}", day, "09:00", "10:30", 15, topic))
        return found

    def _assembly(self, base: Callable[..., dict[str, Any]], span: Span, org: int, board: list[int]) -> dict[str, Any]:
        """A 党员大会 followed by a 党课: typed once, two kinds (S22)."""
        session = base(
            ASSEMBLY,
            f"{span.start.year}年第{(span.start.month + 2) // 3}季度党员大会",
            self._day(span, org, 20, 5),
            "09:00",
            "11:00",
            20,
            None,
        )
        speaker = board[0] if board else None
        title = demo_words.CLASS_TITLES[(org + span.start.month) % len(demo_words.CLASS_TITLES)]
        session["parts"] = [
            (CLASS, title, speaker, LeaderLevel.SECRETARY, f"{title}，结合{session['title']}的议题讲解。")
        ]
        return session

    def _life_meeting(self, base: Callable[..., dict[str, Any]], span: Span, org: int) -> dict[str, Any]:
        session = base(
            LIFE, f"{span.start.year}年度组织生活会", self._day(span, org, 27, 1), "09:00", "11:00", 20, None
        )
        session["parts"] = [
            (APPRAISAL, f"{span.start.year}年度民主评议党员", None, None, "个人自评、党员互评、民主测评、组织评定。")
        ]
        return session

    def _of_center(self, span: Span, top: int, homes: list[int], seats: dict[int, list[int]]) -> list[dict[str, Any]]:
        """What the center itself holds, and its leaders' classes in the branches."""
        month, year, board = span.start.month, span.start.year, seats.get(top, [])
        base = self._base(top, "中心党委", board)
        found = [
            base(
                CENTRAL,
                f"中心组学习：{demo_words.STUDY_TITLES[year][month - 1][2:]}",
                span.start.replace(day=28),
                "08:00",
                "11:00",
                30,
                None,
            )
        ]
        if month in (4, 10):
            training = base(
                TRAINING,
                f"{year}年党支部书记和委员{'上' if month == 4 else '下'}半年培训",
                span.start.replace(day=12),
                "08:00",
                "18:00",
                80,
                None,
            )
            found.append(training)
        if month == 12:
            found.append(
                base(LIFE_MEETING, f"{year}年度班子民主生活会", span.start.replace(day=26), "14:30", "17:30", 0, None)
            )
        if (year, month) == (2016, 7):
            found.append(base(TELEVISED, "收看庆祝建党95周年大会", date(2016, 7, 1), "10:00", "11:30", 15, None))
        if year == 2016:
            found += [self._leader_class(span, homes, board) for _ in range(_LEADER_CLASSES.get(month, 0))]
            if month % 2 == 0 and homes:
                found.append(self._lecture(span, homes))
        return found

    def _leader_class(self, span: Span, homes: list[int], leaders: list[int]) -> dict[str, Any]:
        at = self._made_classes
        self._made_classes += 1
        org = homes[(at * 37 + self._seed) % len(homes)]
        base = self._base(org, self._chart(span).nodes[org].short_name, [])
        title = demo_words.CLASS_TITLES[at % len(demo_words.CLASS_TITLES)]
        session = base(CLASS, f"专题党课：{title}", span.start.replace(day=28), "15:00", "16:00", 10, None)
        speaker = leaders[at % len(leaders)] if leaders else None
        return session | {
            "speaker_id": speaker,
            "leader_level": LeaderLevel.CENTER,
            "start_at": f"{14 + at % 3}:30",
            "end_at": f"{15 + at % 3}:30",
        }

    def _lecture(self, span: Span, homes: list[int]) -> dict[str, Any]:
        org = homes[(span.start.month * 11 + self._seed) % len(homes)]
        base = self._base(org, self._chart(span).nodes[org].short_name, [])
        lecturer = self._office.database.one(
            "SELECT member_id FROM lecturer ORDER BY id LIMIT 1 OFFSET ?", (span.start.month % 5,)
        )
        session = base(
            LECTURE,
            "讲师团宣讲六中全会精神" if span.start.month > 10 else "讲师团宣讲党章党规",
            span.start.replace(day=27),
            "17:00",
            "18:00",
            10,
            None,
        )
        return session | {"speaker_id": lecturer, "is_lecturer_team": 1, "leader_level": LeaderLevel.LECTURER}

    def _base(self, org: int, name: str, board: list[int]) -> Callable[..., dict[str, Any]]:
        host, recorder = (*board[:2], None, None)[:2]

        def session(
            kind: int, title: str, day: date, start: str, end: str, hours: int, topic: int | None
        ) -> dict[str, Any]:
            entered = day + timedelta(days=1 + self._random.choice((0, 0, 1, 1, 2, 3, 5, 6)))
            if self._random.random() < 0.03:
                entered = day + timedelta(days=9 + self._random.randrange(12))
            today = self._office.clock.today()
            late = self._random.random()
            state = "草稿" if late < 0.02 or not host else "已归档"
            return {
                "kind_id": kind,
                "org_id": org,
                "title": title,
                "topic_id": topic,
                "on_day": day.isoformat(),
                "start_at": start,
                "end_at": end,
                "place": f"{name}活动室",
                "host_id": host,
                "recorder_id": recorder,
                "is_lecturer_team": 0,
                "agenda": title,
                "content": f"{day.year}年{day.month}月{day.day}日，{name}围绕“{title}”开展活动，主持人作了安排，党员逐一发言。",
                "remarks": f"{name}：{day.year}年{day.month}月，支部委员先谈体会，三名党员结合岗位发言。"
                if kind in (ASSEMBLY, COMMITTEE, LIFE)
                else None,
                "decision": f"同意{name}{day.month}月工作安排。" if kind in (ASSEMBLY, COMMITTEE) else None,
                "hours": hours,
                "state": state,
                "entered_on": min(entered, today).isoformat(),
                "heads_only": 0,
            }

        return session

    def _day(self, span: Span, org: int, first: int, days: int = 8) -> date:
        """The branch's own day of the month: within its window, the same each month."""
        return span.start.replace(day=first + (org * 7 + self._seed) % days)
