"""What the boards tell others: 换届 reminders at 6, 3 and 1 months (R26), and what can't be stored of a board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.ledger.offered import About, AboutLine, Due
from desktop_app.people import codes
from desktop_app.people.boards.rules import board_faults, reminder
from desktop_app.storage.office import Office


def check_board(values: Mapping[str, Any], office: Office, row_id: int | None) -> dict[str, str]:
    """A sentence by field."""
    found = board_faults(values)
    same = office.database.one(
        "SELECT 1 FROM board WHERE org_id = ? AND term_no = ? AND id IS NOT ?",
        (values.get("org"), values.get("term_no"), row_id),
    )
    return found | ({"term_no": "这个党组织已有这一届"} if same else {})


def about(office: Office, table: str, row_id: int) -> About | None:
    """The posts a member held on boards, newest first; the terms of an organisation's boards."""
    if table == "member":
        rows = office.database.rows(
            "SELECT b.id, b.title, s.post, s.from_on, coalesce(s.until_on, b.actual_on, '') FROM board_member s"
            " JOIN board b ON b.id = s.board_id WHERE s.member_id = ? ORDER BY s.from_on DESC, s.id DESC",
            (row_id,),
        )
        posts = codes.table("party_post")
        lines = [
            AboutLine(f"{title} {posts.name(post)}", f"{start} 至 {end or '今'}", "boards", board)
            for board, title, post, start, end in rows
        ]
        return About("班子任职", f"{len(lines)} 次", lines) if lines else None
    if table != "party_org":
        return None
    terms = office.database.rows(
        "SELECT id, title, elected_on, due_on FROM board WHERE org_id = ? ORDER BY term_no DESC", (row_id,)
    )
    lines = [
        AboutLine(title, f"{elected} 选举，应于 {due} 换届", "boards", board) for board, title, elected, due in terms
    ]
    return About("班子届次", f"{len(lines)} 届", lines) if lines else None


def board_dues(office: Office, today: date) -> list[Due]:
    """A line for each step of the reminders, the overdue ones first."""
    by_step: dict[int, list[tuple[str, int]]] = {}
    for board, due in office.database.rows(
        "SELECT id, due_on FROM board WHERE actual_on IS NULL AND due_on IS NOT NULL ORDER BY due_on"
    ):
        step = reminder(due, today)
        if step is not None:
            by_step.setdefault(step, []).append((due, board))
    return [
        Due(
            "overdue" if step == 0 else "soon",
            "任期已满没有换届的班子" if step == 0 else f"{step} 个月内换届的班子",
            len(found),
            "届",
            "boards",
            [board for _, board in found],
            date.fromisoformat(found[0][0]),
        )
        for step, found in sorted(by_step.items())
    ]
