"""Drawing questions: by kind, topic and difficulty, with a seed so that anybody can draw the same again; never twice in a contest (Q9).

What may be drawn is what is 已审 and valid on the day, and whose source is valid on the day. A drawn question is kept as it was.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from desktop_app.features.quiz.answers import OPTION_FIELDS
from desktop_app.features.quiz.live.plan import Entrant, Round, turns_of
from desktop_app.features.quiz.live.scoring import parse_numbers
from desktop_app.features.quiz.words import Form, Level, QuestionKind, RoundKind, Use
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

_WANT = re.compile(r"(单选|多选|判断|填空|简答)题?\s*(\d+)\s*(?:题|道)?\s*[×xX*＊]\s*(\d+)\s*分?")
_MIX = re.compile(r"([易中难])\s*(\d+)\s*%?")
_BETWEEN = re.compile(r"[、,，;；\s]+")
_OWN_KINDS: Mapping[str, tuple[QuestionKind, ...]] = {
    RoundKind.ALONE: (QuestionKind.SINGLE, QuestionKind.JUDGE),
    RoundKind.TEAM: (QuestionKind.MULTI, QuestionKind.BLANK, QuestionKind.SINGLE),
    RoundKind.BUZZ: (QuestionKind.SINGLE, QuestionKind.JUDGE),
    RoundKind.CHAIN: (QuestionKind.SINGLE, QuestionKind.MULTI),
    RoundKind.RISK: (QuestionKind.MULTI, QuestionKind.SINGLE, QuestionKind.ESSAY, QuestionKind.BLANK),
    RoundKind.PLAYOFF: (QuestionKind.SINGLE, QuestionKind.JUDGE),
    RoundKind.AUDIENCE: (QuestionKind.SINGLE, QuestionKind.JUDGE),
}
_USES: Mapping[str, tuple[Use, ...]] = {RoundKind.BUZZ: (Use.ANY, Use.BUZZ), RoundKind.RISK: (Use.ANY, Use.RISK)}
_SPARES = 2
USABLE = (
    "SELECT q.id, q.qtype, q.level, coalesce(q.topic, ''), q.use FROM quiz_question q"
    " LEFT JOIN quiz_source s ON s.name = q.source WHERE q.state = '已审'"
    " AND coalesce(q.valid_from, '') <= ?1 AND coalesce(q.valid_to, '9999') >= ?1"
    " AND coalesce(s.valid_from, '') <= ?1 AND coalesce(s.valid_to, '9999') >= ?1"
)


@frozen
class Want:
    """So many questions of a kind, each worth `points`."""

    kind: QuestionKind
    count: int
    points: int


@frozen
class Candidate:
    """A question that may be drawn."""

    id: int
    kind: str
    level: str
    topic: str
    use: str


def parse_paper(text: str | None) -> tuple[Want, ...]:
    """'单选40×1；多选20×2' → what a paper consists of; ValueError in Chinese otherwise."""
    wants = [Want(QuestionKind(kind), int(count), int(points)) for kind, count, points in _WANT.findall(text or "")]
    rest = _BETWEEN.sub("", _WANT.sub("", text or ""))
    if rest or not wants or not all(want.count and want.points for want in wants):
        raise ValueError(f"笔试题量看不懂“{rest or text or ''}”，例如 单选40×1；多选20×2；判断10×1")
    return tuple(wants)


def parse_mix(text: str | None) -> Mapping[Level, int]:
    """'易5中3难2' → shares by difficulty; {} where there is none; ValueError in Chinese otherwise."""
    if not text or not text.strip():
        return {}
    shares = {Level(level): int(share) for level, share in _MIX.findall(text)}
    if _BETWEEN.sub("", _MIX.sub("", text)) or not sum(shares.values()):
        raise ValueError(f"难度比例看不懂“{text}”，例如 易5中3难2")
    return shares


def words_in(text: str | None) -> frozenset[str]:
    """'党章、准则' → its parts."""
    return frozenset(word for word in _BETWEEN.split(text or "") if word)


def shares_of(count: int, mix: Mapping[Level, int]) -> dict[Level, int]:
    """A number split by shares, adding up exactly: the largest remainders get what is left."""
    whole = sum(mix.values())
    exact = {level: count * share / whole for level, share in mix.items()}
    parts = {level: int(value) for level, value in exact.items()}
    for level in sorted(exact, key=lambda each: parts[each] - exact[each])[: count - sum(parts.values())]:
        parts[level] += 1
    return parts


def pick(pool: Sequence[Candidate], count: int, mix: Mapping[Level, int], random: Random) -> list[Candidate]:
    """`count` of the pool in the asked mix of difficulties, topics taken in turn; fewer when there are no more.

    Where one difficulty has too few, others fill up: better a paper than none, and the shortage shows in the draw's preview.
    """
    chosen: list[Candidate] = []
    for level, share in (shares_of(count, mix) if mix else {}).items():
        chosen += _by_topics([each for each in pool if each.level == level], share, random)
    taken = {each.id for each in chosen}
    rest = [each for each in pool if each.id not in taken]
    return chosen + _by_topics(rest, count - len(chosen), random)


def _by_topics(pool: Sequence[Candidate], count: int, random: Random) -> list[Candidate]:
    heaps: dict[str, list[Candidate]] = defaultdict(list)
    for each in sorted(pool, key=lambda each: each.id):
        heaps[each.topic].append(each)
    for name in sorted(heaps):
        random.shuffle(heaps[name])
    order = sorted(heaps)
    random.shuffle(order)
    chosen: list[Candidate] = []
    while len(chosen) < count and order:
        for name in list(order):
            if len(chosen) < count:
                chosen.append(heaps[name].pop())
            if not heaps[name]:
                order.remove(name)
    return chosen


class Drawing:
    """One stage being drawn: what is left of the bank shrinks as rounds take from it."""

    def __init__(self, office: Office, stage: int) -> None:
        self._office = office
        row = office.database.rows(
            "SELECT s.contest_id, s.form, coalesce(s.on_day, c.held_from, ?), s.topics, s.mix, s.paper_plan, s.papers,"
            " s.heats, c.seed FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id WHERE s.id = ?",
            (office.clock.today().isoformat(), stage),
        )[0]
        self.stage, self.contest, self.form, self.day = stage, *row[:3]
        self._topics, self._mix, self._paper_plan, self._papers, self._heats = row[3:8]
        self._random = Random(f"{row[8]}/{stage}")
        self._short: list[str] = []
        used = {at for (at,) in office.database.rows(
            "SELECT question_id FROM quiz_drawn WHERE contest_id = ? AND stage_id <> ?", (self.contest, stage)
        )}  # fmt: skip
        topics = words_in(self._topics)
        self._pool = [
            each
            for each in (Candidate(*told) for told in office.database.rows(USABLE, (self.day,)))
            if each.id not in used and (not topics or each.topic in topics)
        ]

    def draw(self) -> int:
        """Draw anew and write the draws, inside an open change; how many. OfficeError that names every shortage."""
        if self._office.database.one("SELECT count(*) FROM quiz_event WHERE stage_id = ?", (self.stage,)):
            raise OfficeError("比赛已经开始，不能重新抽题。", "要换掉某一题，请在现场作废它，备用题会补上。")
        if self._office.database.one(
            "SELECT count(*) FROM quiz_mark WHERE stage_id = ? AND score IS NOT NULL", (self.stage,)
        ):
            raise OfficeError("这个阶段已经有成绩，不能重新抽题。", "试卷和成绩要对得上；要重考请另加一个阶段。")
        self._office.database.execute_sql("DELETE FROM quiz_drawn WHERE stage_id = ?", (self.stage,))
        try:
            rows = self._papers_drawn() if self.form == Form.WRITTEN else self._rounds_drawn()
        except ValueError as fault:
            raise OfficeError(f"{fault}。", "请在竞赛里改正这个阶段。") from None
        if self._short:
            raise OfficeError(
                f"题库里可用的题不够：{'；'.join(self._short)}。", "请补充题目（已审、在有效期内），或减少题数。"
            )
        self._write(rows)
        return len(rows)

    def _papers_drawn(self) -> list[tuple[Any, ...]]:
        rows, mix = [], parse_mix(self._mix)
        for paper in range(1, self._papers + 1):
            seq = 0
            for want in parse_paper(self._paper_plan):
                uses = (Use.ANY, Use.WRITTEN)
                for each in self._take(f"{want.kind}", (want.kind,), want.count, uses, mix):
                    seq += 1
                    rows.append((None, 1, paper, seq, each.id, 0, want.points))
        return rows

    def _rounds_drawn(self) -> list[tuple[Any, ...]]:
        rounds = self._office.database.rows(
            "SELECT id, kind, coalesce(title, kind), questions, points, qtypes, topics FROM quiz_round WHERE stage_id = ?"
            " ORDER BY seq, id",
            (self.stage,),
        )
        if not rounds:
            raise ValueError("这个阶段还没有设置环节")
        return [row for heat in range(1, self._heats + 1) for each in rounds for row in self._round_drawn(heat, *each)]

    def _round_drawn(
        self,
        heat: int,
        at: int,
        kind: str,
        title: str,
        wanted: int,
        points: str,
        qtypes: str | None,
        topics: str | None,
    ) -> list[tuple[Any, ...]]:
        values = parse_numbers(points, "分值")
        entrants = self._entrants(heat)
        turns = turns_of(Round(at, RoundKind(kind), title, values, (1,)), entrants)
        count = wanted * (turns if kind not in (RoundKind.BUZZ, RoundKind.PLAYOFF, RoundKind.AUDIENCE) else 1)
        kinds = tuple(QuestionKind(word) for word in sorted(words_in(qtypes))) or _OWN_KINDS[kind]
        spares = min(_SPARES, count)
        found = self._take(
            title, kinds, count + spares, _USES.get(kind, (Use.ANY,)), parse_mix(self._mix), words_in(topics)
        )
        return [(at, heat, 1, seq, each.id, int(seq > count), values[0]) for seq, each in enumerate(found, 1)]

    def _entrants(self, heat: int) -> tuple[Entrant, ...]:
        rows = self._office.database.rows(
            "SELECT e.id, e.p1_id, e.p2_id, e.p3_id FROM quiz_result r JOIN quiz_entrant e ON e.id = r.entrant_id"
            " WHERE r.stage_id = ? AND r.heat = ?",
            (self.stage, heat),
        )
        return tuple(Entrant(at, "", 0, tuple("p" for each in players if each)) for at, *players in rows)

    def _take(
        self, name: str, kinds: Iterable[str], count: int, uses: Sequence[Use], mix: Mapping[Level, int],
        topics: frozenset[str] = frozenset(),
    ) -> list[Candidate]:  # fmt: skip
        kinds = tuple(kinds)
        fitting = [
            each for each in self._pool
            if each.kind in kinds and each.use in uses and (not topics or each.topic in topics)
        ]  # fmt: skip
        chosen = pick(fitting, count, mix, self._random)
        if len(chosen) < count:
            with_spares = "" if self.form == Form.WRITTEN else "（含备用）"
            self._short.append(f"{name}要 {count} 题{with_spares}，只有 {len(chosen)} 题")
        taken = {each.id for each in chosen}
        self._pool = [each for each in self._pool if each.id not in taken]
        return chosen

    def _write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        told = snapshots(self._office, [row[4] for row in rows])
        self._office.database.executemany(
            "INSERT INTO quiz_drawn (contest_id, stage_id, round_id, heat, paper_no, seq, question_id, spare, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (self.contest, self.stage, at, heat, paper, seq, question, spare, _packed(told[question], points))
                for at, heat, paper, seq, question, spare, points in rows
            ],
        )


def _packed(told: dict[str, Any], points: int) -> str:
    return json.dumps({**told, "points": points}, ensure_ascii=False)


def snapshots(office: Office, questions: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Questions as they are now, by id: what a draw keeps."""
    columns = ", ".join(OPTION_FIELDS)
    rows = office.database.rows(
        f"SELECT id, qtype, stem, answer, coalesce(analysis, ''), coalesce(source, ''), coalesce(article, ''), {columns}"
        " FROM quiz_question WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(questions)),),
    )
    return {
        at: {
            "kind": kind, "stem": stem, "answer": answer, "analysis": analysis, "source": f"{source}{article}",
            "options": [option for option in options if option],
        }
        for at, kind, stem, answer, analysis, source, article, *options in rows
    }  # fmt: skip


def usable(office: Office, day: str) -> Counter[str]:
    """How many questions of each kind may be drawn on a day."""
    return Counter(row[1] for row in office.database.rows(USABLE, (day,)))


def draw(office: Office, stage: int) -> int:
    """Draw the questions of a stage as one change; how many."""
    with office.change("竞赛抽题") as change:
        count = Drawing(office, stage).draw()
        change.title = f"竞赛抽题 {count} 题"
    return count
