"""A stage from its line-up to its promotion: who takes part, seats and heats by lot, marks, places, who goes on (Q3).

All of it inside the caller's open change where it writes. Totals are computed from marks or from the log, never typed.
"""

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

from desktop_app.features.quiz.live.loading import load_events, load_plan
from desktop_app.features.quiz.live.replay import replay
from desktop_app.features.quiz.progress import open_heats
from desktop_app.features.quiz.ranking import Placed, Promotion, Score, parse_rule, promote, rank
from desktop_app.features.quiz.words import Form, StageName, TieBreak, Version
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_ORDER = [str(name) for name in StageName]
_TENTHS = 10


@dataclass(frozen=True)
class Reckoned:
    """One heat of a stage: places and who goes on."""

    heat: int
    placed: tuple[Placed, ...]
    promotion: Promotion


def stage_of(office: Office, stage: int) -> dict[str, Any]:
    """A stage by field."""
    names = (
        "id",
        "contest_id",
        "stage",
        "form",
        "title",
        "on_day",
        "heats",
        "promote_n",
        "tie_rule",
        "papers",
        "minutes",
    )
    row = office.database.rows(f"SELECT {', '.join(names)} FROM quiz_stage WHERE id = ?", (stage,))[0]
    return dict(zip(names, row, strict=True))


def stages_of(office: Office, contest: int) -> list[dict[str, Any]]:
    """A contest's stages from 初赛 to 决赛."""
    ids = [at for (at,) in office.database.rows("SELECT id FROM quiz_stage WHERE contest_id = ?", (contest,))]
    return sorted((stage_of(office, at) for at in ids), key=lambda told: (_ORDER.index(told["stage"]), told["id"]))


def before(office: Office, stage: int) -> dict[str, Any] | None:
    """The stage before this one, None for the first."""
    told = stage_of(office, stage)
    earlier = [each for each in stages_of(office, told["contest_id"]) if _place(each) < _place(told)]
    return earlier[-1] if earlier else None


def _place(told: dict[str, Any]) -> tuple[int, int]:
    return _ORDER.index(told["stage"]), told["id"]


def line_up(office: Office, stage: int) -> int:
    """Put in those who take part: all entrants, or who was promoted from the stage before; heats and seats by lot (the seed).

    Whoever is in already keeps seat and heat. How many were put in. OfficeError when the stage before is not settled.
    """
    told, earlier = stage_of(office, stage), before(office, stage)
    if earlier is None:
        sql, key = "SELECT id FROM quiz_entrant WHERE contest_id = ? ORDER BY id", told["contest_id"]
    else:
        sql, key = (
            "SELECT entrant_id FROM quiz_result WHERE stage_id = ? AND promoted = 1 ORDER BY rank, id",
            earlier["id"],
        )
    entrants = [at for (at,) in office.database.rows(sql, (key,))]
    if not entrants:
        where = f"“{earlier['title']}”还没有晋级名单" if earlier else "还没有参赛方"
        raise OfficeError(f"{where}。", "请先登记参赛方，或先定出上一阶段的晋级名单。")
    there = {at for (at,) in office.database.rows("SELECT entrant_id FROM quiz_result WHERE stage_id = ?", (stage,))}
    coming = [at for at in entrants if at not in there]
    seed = office.database.one("SELECT seed FROM quiz_contest WHERE id = ?", (told["contest_id"],))
    Random(f"{seed}/{stage}/seats").shuffle(coming)
    seats = defaultdict(int, office.database.rows(
        "SELECT heat, max(coalesce(seat, 0)) FROM quiz_result WHERE stage_id = ? GROUP BY heat", (stage,)
    ))  # fmt: skip
    rows = []
    for at, entrant in enumerate(coming):
        heat = at % told["heats"] + 1
        seats[heat] += 1
        rows.append((stage, entrant, heat, seats[heat]))
    office.database.executemany("INSERT INTO quiz_result (stage_id, entrant_id, heat, seat) VALUES (?, ?, ?, ?)", rows)
    return len(rows)


def incomplete(office: Office, stage: int) -> str:
    """Which teams have fewer players than the others of the stage, in a sentence; '' for none."""
    rows = office.database.rows(
        "SELECT e.name, (e.p1_id IS NOT NULL) + (e.p2_id IS NOT NULL) + (e.p3_id IS NOT NULL) FROM quiz_result r"
        " JOIN quiz_entrant e ON e.id = r.entrant_id WHERE r.stage_id = ? ORDER BY r.heat, r.seat",
        (stage,),
    )
    most = max((players for _, players in rows), default=0)
    short = [f"{name}只有 {players} 名" for name, players in rows if players < most]
    return f"各队一般 {most} 名选手，{'、'.join(short)}，请在“参赛方”里核对。" if short else ""


def give_tickets(office: Office, stage: int) -> int:
    """A 考号 for every player and paper of a written stage that has none; A and B by turns, so that neighbours differ."""
    told = stage_of(office, stage)
    rows = office.database.rows(
        "SELECT e.id, r.heat, r.seat, e.p1_id, e.p2_id, e.p3_id FROM quiz_result r JOIN quiz_entrant e ON e.id = r.entrant_id"
        " WHERE r.stage_id = ? ORDER BY r.heat, r.seat",
        (stage,),
    )
    there = set(office.database.rows("SELECT entrant_id, player, paper_no FROM quiz_mark WHERE stage_id = ?", (stage,)))
    places = [
        (entrant, player, member)
        for entrant, _heat, _seat, *members in rows
        for player, member in enumerate(members, 1)
        if member is not None or (player == 1 and not any(members))
    ]
    marks = [
        (stage, entrant, player, paper, f"{stage}{paper}{number:04d}", member, str(list(Version)[(number + paper) % 2]))
        for paper in range(1, told["papers"] + 1)
        for number, (entrant, player, member) in enumerate(places, 1)
        if (entrant, player, paper) not in there
    ]
    office.database.executemany(
        "INSERT INTO quiz_mark (stage_id, entrant_id, player, paper_no, ticket, member_id, version) VALUES (?, ?, ?, ?, ?, ?, ?)",
        marks,
    )
    return len(marks)


def scores(office: Office, stage: int, heat: int) -> list[Score]:
    """What everybody of a heat has, in tenths of a point, from marks or from the log."""
    rows = office.database.rows(
        "SELECT entrant_id, coalesce(playoff, 0), coalesce(how, '') FROM quiz_result WHERE stage_id = ? AND heat = ?",
        (stage, heat),
    )
    found = _from_marks if stage_of(office, stage)["form"] == Form.WRITTEN else _from_log
    totals = found(office, stage, heat)
    return [
        Score(
            entrant, totals[entrant][0], totals[entrant][1],
            {"playoff": playoff or totals[entrant][2], "secretary": how == TieBreak.SECRETARY, "lots": how == TieBreak.LOTS},
        )
        for entrant, playoff, how in rows
    ]  # fmt: skip


_Totals = dict[int, tuple[int, tuple[int, ...], int]]


def _from_marks(office: Office, stage: int, _heat: int) -> _Totals:
    players: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entrant, player, score in office.database.rows(
        "SELECT entrant_id, player, sum(coalesce(score, 0)) FROM quiz_mark WHERE stage_id = ? GROUP BY 1, 2", (stage,)
    ):
        players[entrant][player - 1] = score
    found: _Totals = defaultdict(lambda: (0, (0, 0, 0), 0))
    found |= {entrant: (sum(each), tuple(each), 0) for entrant, each in players.items()}
    return found


def _from_log(office: Office, stage: int, heat: int) -> _Totals:
    state = replay(load_plan(office, stage, heat), load_events(office, stage, heat))
    return {at: (total * _TENTHS, (), state.playoff.get(at, 0)) for at, total in state.totals.items()}


def unmarked(office: Office, stage: int) -> int:
    """Papers of a written stage that have neither a mark nor 缺考."""
    return office.database.one(
        "SELECT count(*) FROM quiz_mark WHERE stage_id = ? AND score IS NULL AND absent = 0", (stage,)
    )


def reckon(office: Office, stage: int) -> list[Reckoned]:
    """Places and promotion of every heat as they follow from the scores now. OfficeError for a tie rule nobody knows."""
    told = stage_of(office, stage)
    try:
        rule = parse_rule(told["tie_rule"])
    except ValueError as fault:
        raise OfficeError(f"{fault}。", "请在竞赛里改正并列规则。") from None
    rule += tuple(each for each in (TieBreak.PLAYOFF, TieBreak.SECRETARY, TieBreak.LOTS) if each not in rule)
    found = []
    for heat in range(1, told["heats"] + 1):
        placed = tuple(rank(scores(office, stage, heat), rule))
        found.append(Reckoned(heat, placed, promote(placed, told["promote_n"]) if placed else Promotion(())))
    return found


def need_results(office: Office, stage: int) -> None:
    """OfficeError in words where nothing can be ranked yet: nobody lined up, papers without marks, a heat not played to its end."""
    told = stage_of(office, stage)
    if not office.database.one("SELECT count(*) FROM quiz_result WHERE stage_id = ?", (stage,)):
        raise OfficeError(f"“{told['title']}”还没有参赛方。", "请先排定参赛方。")
    if told["form"] == Form.WRITTEN:
        _need_marks(office, told)
    else:
        _need_the_end(office, told)


def _need_marks(office: Office, told: dict[str, Any]) -> None:
    name, stage = f"“{told['title']}”", told["id"]
    without, marked = office.database.rows(
        "SELECT (SELECT count(*) FROM quiz_result r WHERE r.stage_id = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM quiz_mark k WHERE (k.stage_id, k.entrant_id) = (?1, r.entrant_id))),"
        " (SELECT count(*) FROM quiz_mark WHERE stage_id = ?1 AND score IS NOT NULL)",
        (stage,),
    )[0]
    left = unmarked(office, stage)
    if not marked and not left:
        raise OfficeError(f"{name}还没有成绩，排不出名次。", "请先编考号，考完录入成绩。")
    if without:
        raise OfficeError(f"{name}有 {without} 个参赛方还没有考号。", "请先编考号，再录入他们的成绩。")
    if left:
        raise OfficeError(f"{name}还有 {left} 份试卷没有成绩。", "请录入成绩，没有参加的勾选“缺考”。")


def _need_the_end(office: Office, told: dict[str, Any]) -> None:
    still = open_heats(office.database, told["id"])
    if not still:
        return
    heat, begun = still[0]
    name = f"“{told['title']}”" + (f"第 {heat} 场" if told["heats"] > 1 else "")
    if begun:
        raise OfficeError(f"{name}的现场还没有结束，排不出名次。", "请打开现场，比完以后点“结束比赛”。")
    raise OfficeError(f"{name}还没有比，排不出名次。", "请打开现场，比完以后再排名。")


def settle(office: Office, stage: int) -> list[Reckoned]:
    """Write totals, places and who goes on, as one change. OfficeError while there are no results; ties across the line stay open."""
    need_results(office, stage)
    found = reckon(office, stage)
    with office.change(f"竞赛排名：{stage_of(office, stage)['title']}"):
        write(office, stage, found)
    return found


def write(office: Office, stage: int, found: list[Reckoned]) -> None:
    """Write what was reckoned, inside an open change."""
    rows = [
        (placed.total, placed.rank, int(placed.entrant in each.promotion.through), stage, placed.entrant)
        for each in found
        for placed in each.placed
    ]
    office.database.executemany(
        "UPDATE quiz_result SET total = ?, rank = ?, promoted = ? WHERE stage_id = ? AND entrant_id = ?", rows
    )


def break_tie(
    office: Office, stage: int, chosen: list[int], how: TieBreak, points: dict[int, int] | None = None
) -> None:
    """Settle a tie by the referee's word (`how` 书记到场, 抽签) or by the points of a 加试, and reckon again; one change."""
    with office.change(f"竞赛并列裁定：{how}"):
        if points:
            office.database.executemany(
                "UPDATE quiz_result SET playoff = ? WHERE stage_id = ? AND entrant_id = ?",
                [(value, stage, entrant) for entrant, value in points.items()],
            )
        else:
            office.database.executemany(
                "UPDATE quiz_result SET how = ? WHERE stage_id = ? AND entrant_id = ?",
                [(str(how), stage, at) for at in chosen],
            )
        write(office, stage, reckon(office, stage))
