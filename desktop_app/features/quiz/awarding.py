"""Awards of a contest by its places (domain.md §4: 一等 1, 二等 2, 三等 3, 优秀选手, 优秀组织), as a proposal the clerk changes."""

from datetime import date

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.people import PLAYERS
from desktop_app.features.quiz.words import Form, Mode
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_GRADES = ((1, "一等奖"), (3, "二等奖"), (6, "三等奖"))
_BEST_PLAYERS, _BEST_ORGANISERS = 3, 3


def propose_awards(office: Office, contest: int, on: date) -> int:
    """Awards for the last stage's places, the best players of the papers and the best organisers; inside an open change.

    Earlier awards of the contest stay; nothing is proposed twice. How many came. OfficeError while the last stage has no places yet:
    those of an earlier one are nobody's prize.
    """
    stages = staging.stages_of(office, contest)
    if not stages or not _settled(office, stages[-1]["id"]):
        last = f"“{stages[-1]['title']}”" if stages else ""
        raise OfficeError(f"{last}还没有排出名次。", "获奖按最后一个阶段的名次生成，请先完成它的排名。")
    stages = [told for told in stages if _settled(office, told["id"])]
    alone = office.database.one("SELECT mode FROM quiz_contest WHERE id = ?", (contest,)) == Mode.ALONE
    rows = _by_places(office, stages[-1]["id"], alone) + ([] if alone else _best_players(office, stages))
    if len(stages) > 1:
        rows += _organisers(office, stages[-2]["id"], {row[4] for row in rows})
    there = set(office.database.rows("SELECT name, award FROM quiz_award WHERE contest_id = ?", (contest,)))
    fresh = [row for row in rows if (row[0], row[1]) not in there]
    office.database.executemany(
        "INSERT INTO quiz_award (contest_id, name, award, entrant_id, member_id, org_id, awarded_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(contest, *row, on.isoformat()) for row in fresh],
    )
    return len(fresh)


_Row = tuple[str, str, int | None, int | None, int | None]


def _settled(office: Office, stage: int) -> bool:
    return bool(
        office.database.one("SELECT count(*) FROM quiz_result WHERE stage_id = ? AND rank IS NOT NULL", (stage,))
    )


def grade_of(rank: int) -> str:
    """'' beyond the third grade."""
    return next((grade for last, grade in _GRADES if rank <= last), "")


def _by_places(office: Office, stage: int, alone: bool) -> list[_Row]:
    rows = office.database.rows(
        "SELECT r.rank, e.id, e.name, e.org_id, e.p1_id FROM quiz_result r JOIN quiz_entrant e ON e.id = r.entrant_id"
        " WHERE r.stage_id = ? AND r.rank IS NOT NULL ORDER BY r.rank, e.id",
        (stage,),
    )
    kind = "个人" if alone else "团体"
    return [
        (name, f"{kind}{grade_of(rank)}", entrant, p1 if alone else None, org)
        for rank, entrant, name, org, p1 in rows
        if grade_of(rank)
    ]


def _best_players(office: Office, stages: list[dict]) -> list[_Row]:
    """Those with the best papers, all written stages together."""
    written = [told["id"] for told in stages if told["form"] == Form.WRITTEN]
    if not written:
        return []
    rows = office.database.rows(
        f"SELECT m.name, p.entrant_id, p.member_id, p.org_id, max(k.score) AS best FROM ({PLAYERS}) p"
        " JOIN quiz_mark k ON k.entrant_id = p.entrant_id AND k.player = p.player JOIN member m ON m.id = p.member_id"
        f" WHERE k.stage_id IN ({', '.join('?' * len(written))}) AND k.score > 0"
        " GROUP BY p.member_id ORDER BY best DESC, p.member_id LIMIT ?",
        (*written, _BEST_PLAYERS),
    )
    return [(name, "优秀选手", entrant, member, org) for name, entrant, member, org, _ in rows]


def _organisers(office: Office, stage: int, honoured: set[int | None]) -> list[_Row]:
    """Organisations whose teams came next behind those honoured by their place."""
    rows = office.database.rows(
        "SELECT o.short_name, o.id FROM quiz_result r JOIN quiz_entrant e ON e.id = r.entrant_id JOIN party_org o ON o.id = e.org_id"
        " WHERE r.stage_id = ? AND r.rank IS NOT NULL ORDER BY r.rank, e.id",
        (stage,),
    )
    found: list[_Row] = []
    for name, org in rows:
        if org not in honoured and len(found) < _BEST_ORGANISERS and all(row[4] != org for row in found):
            found.append((name, "优秀组织奖", None, None, org))
    return found
