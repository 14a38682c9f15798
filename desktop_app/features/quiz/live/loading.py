"""Reading a live stage from the office: its plan, and its log as events."""

import json
from typing import Any

from desktop_app.features.quiz.live.events import Event, What
from desktop_app.features.quiz.live.plan import Entrant, Plan, Question, Round
from desktop_app.features.quiz.live.scoring import parse_ladder, parse_numbers
from desktop_app.features.quiz.words import Early, Late, Order, RoundKind, Wrong
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_EVENT = "id, what, round_id, entrant_id, player, drawn_id, value, result, ref_id, reason, judge, data, at"


def load_plan(office: Office, stage: int, heat: int = 1) -> Plan:
    """The plan of a stage's heat. OfficeError when a round's rules can't be read."""
    title, base = office.database.rows(
        "SELECT c.name || ' ' || s.title, c.base_score FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id"
        " WHERE s.id = ?",
        (stage,),
    )[0]
    drawn = office.database.rows(
        "SELECT id, round_id, spare, told FROM quiz_drawn WHERE stage_id = ? AND heat = ? ORDER BY spare, seq, id",
        (stage, heat),
    )
    questions = {at: _question(at, bool(spare), json.loads(told)) for at, _, spare, told in drawn}
    by_round: dict[int, tuple[list[int], list[int]]] = {}
    for at, round_id, spare, _ in drawn:
        by_round.setdefault(round_id, ([], []))[bool(spare)].append(at)
    rounds = [
        _round(row, *by_round.get(row[0], ([], [])))
        for row in office.database.rows(
            "SELECT id, kind, title, points, seconds, wrong, wrong_points, late, partial, fouls, early, start_within,"
            " order_by FROM quiz_round WHERE stage_id = ? ORDER BY seq, id",
            (stage,),
        )
    ]
    return Plan(title, _entrants(office, stage, heat), tuple(rounds), questions, base)


def _question(at: int, spare: bool, told: dict[str, Any]) -> Question:
    return Question(
        at, told["kind"], told["stem"], tuple(told["options"]), told["answer"], told["analysis"], told["source"], spare
    )


def _round(row: tuple[Any, ...], questions: list[int], spares: list[int]) -> Round:
    at, kind, title, points, seconds, wrong, wrong_points, late, partial, fouls, early, within, order = row
    try:
        values, times, ladder = parse_numbers(points, "分值"), parse_numbers(seconds, "限时"), parse_ladder(fouls or "")
    except ValueError as fault:
        raise OfficeError(f"环节“{title or kind}”的规则有误：{fault}。", "请在竞赛里改正这个环节。") from None
    return Round(
        at, RoundKind(kind), title or kind, values, times, Wrong(wrong), wrong_points, Late(late), bool(partial), ladder,
        Early(early), within or 0, Order(order), tuple(questions), tuple(spares),
    )  # fmt: skip


def _entrants(office: Office, stage: int, heat: int) -> tuple[Entrant, ...]:
    rows = office.database.rows(
        "SELECT e.id, e.name, coalesce(r.seat, 0), a.name, b.name, c.name FROM quiz_result r"
        " JOIN quiz_entrant e ON e.id = r.entrant_id LEFT JOIN member a ON a.id = e.p1_id"
        " LEFT JOIN member b ON b.id = e.p2_id LEFT JOIN member c ON c.id = e.p3_id"
        " WHERE r.stage_id = ? AND r.heat = ? ORDER BY coalesce(r.seat, 9999), e.id",
        (stage, heat),
    )
    return tuple(
        Entrant(at, name, seat or number, tuple(filter(None, players)))
        for number, (at, name, seat, *players) in enumerate(rows, 1)
    )


def load_events(office: Office, stage: int, heat: int = 1) -> list[Event]:
    """The log of a stage's heat, oldest first."""
    rows = office.database.rows(
        f"SELECT {_EVENT} FROM quiz_event WHERE stage_id = ? AND heat = ? ORDER BY id", (stage, heat)
    )
    return [
        Event(at, What(what), each, entrant, player, drawn, value, result or "", ref, reason or "", judge or "",
              json.loads(data) if data else {}, when)
        for at, what, each, entrant, player, drawn, value, result, ref, reason, judge, data, when in rows
    ]  # fmt: skip
