"""What the visits tell others: what is due (home page), what can't be right (self-check), what concerns a member or organisation."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from desktop_app.features.visits import rules
from desktop_app.features.visits.chain import about_chain
from desktop_app.features.visits.words import AppealState, Outcome
from desktop_app.ledger.offered import About, AboutLine, Contradiction, Due, dues_by_day
from desktop_app.people import rules_table
from desktop_app.storage.office import Office

_SOON = timedelta(days=1)
_NEWEST = 20
_HARD = "m.left_on IS NULL AND m.hardship IS NOT NULL"


def dues(office: Office, today: date) -> Sequence[Due]:
    """Promises overdue or near, appeals to tell back, crews and members whose visit is due, homes a running round has not met."""
    return [*_appeals(office, today), *_crews(office, today), *_hardship(office, today), *_sweep(office, today)]


def _appeals(office: Office, today: date) -> Iterator[Due]:
    now, near = today.isoformat(), (today + timedelta(days=3)).isoformat()
    asked: tuple[tuple[Any, str, str, tuple[str, ...]], ...] = (
        ("overdue", "诉求超过承诺时限", "state = '办理中' AND due_on < ?", (now,)),
        ("soon", "诉求三天内到承诺时限", "state = '办理中' AND due_on BETWEEN ? AND ?", (now, near)),
        ("waiting", "诉求办结后该回访", f"state = '{AppealState.DONE}'", ()),
    )
    for urgency, title, where, parameters in asked:
        rows = office.database.rows(f"SELECT id, due_on FROM appeal WHERE {where} ORDER BY due_on, id", parameters)
        if rows and urgency == "soon":
            yield from dues_by_day(title, "件", "appeals", rows, today)
        elif rows:
            yield Due(
                urgency, title, len(rows), "件", "appeals", [row for row, _ in rows], date.fromisoformat(rows[0][1])
            )


def crews_due(office: Office, today: date) -> dict[int, date | None]:
    """Crew → the day its next visit is due, for those due by tomorrow; None where it was never visited."""
    every = rules_table.value("visit_crew_every", today)
    rows = office.database.rows(
        "SELECT c.id, max(v.on_day) FROM crew c LEFT JOIN visit v ON v.crew_id = c.id AND v.outcome = ?"
        " WHERE c.disbanded_on IS NULL GROUP BY c.id",
        (str(Outcome.MET),),
    )
    due = {crew: rules.next_due(last, every) for crew, last in rows}
    return {crew: day for crew, day in due.items() if day is None or day <= today + _SOON}


def members_due(office: Office, today: date) -> dict[int, date | None]:
    """Members in hardship → the day their next 慰问 is due, for those due by tomorrow; None where there was none yet."""
    every = rules_table.value("visit_hardship_every", today)
    rows = office.database.rows(
        f"SELECT m.id, max(c.on_day) FROM member m LEFT JOIN condolence c ON c.member_id = m.id WHERE {_HARD} GROUP BY m.id"
    )
    due = {member: rules.next_due(last, every) for member, last in rows}
    return {member: day for member, day in due.items() if day is None or day <= today + _SOON}


def _crews(office: Office, today: date) -> Iterator[Due]:
    if due := crews_due(office, today):
        yield from dues_by_day("班组该走访", "个", "crews", due.items(), today)


def _hardship(office: Office, today: date) -> Iterator[Due]:
    if due := members_due(office, today):
        yield from dues_by_day("困难党员该慰问", "人", "roster", due.items(), today)


def _sweep(office: Office, today: date) -> Iterator[Due]:
    for sweep, title, to_on in office.database.rows(
        "SELECT id, title, to_on FROM sweep WHERE from_on <= ? AND to_on >= ?",
        (today.isoformat(), (today - timedelta(days=30)).isoformat()),
    ):
        if left := unmet(office, sweep):
            late = to_on < today.isoformat()
            words = f"{title}还没见到的家庭户"
            yield Due(
                "overdue" if late else "missing", words, len(left), "户", "households", left, date.fromisoformat(to_on)
            )


def unmet(office: Office, sweep: int) -> list[int]:
    """Occupied homes that a round has not met yet."""
    rows = office.database.rows(
        "SELECT h.id FROM household h WHERE h.occupied AND NOT EXISTS"
        " (SELECT 1 FROM visit v WHERE v.sweep_id = ? AND v.household_id = h.id AND v.outcome = ?) ORDER BY h.id",
        (sweep, str(Outcome.MET)),
    )
    return [home for (home,) in rows]


_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "走访人当时不是党员",
        "visits",
        "{on}的走访由{who}参加，那时不在册。",
        "SELECT v.id, v.on_day, m.name FROM visit v JOIN member m ON m.id = v.visitor_id WHERE NOT EXISTS"
        " (SELECT 1 FROM stay s WHERE s.member_id = v.visitor_id AND s.org_id IS NOT NULL AND s.from_on <= v.on_day"
        " AND s.until > v.on_day)",
    ),
    (
        "回访早于办结",
        "appeals",
        "{on}回访，{who}才办结。",
        "SELECT id, called_back_on, done_on FROM appeal WHERE called_back_on < done_on",
    ),
    (
        "慰问了已去世或转出的党员",
        "condolences",
        "{on}慰问{who}，那时已不在册。",
        "SELECT c.id, c.on_day, m.name FROM condolence c JOIN member m ON m.id = c.member_id WHERE m.left_on < c.on_day",
    ),
)


def checks(office: Office) -> Sequence[Contradiction]:
    """Visits that can't have been so."""
    found = []
    for rule, ledger, sentence, sql in _CHECKS:
        for number, on, who in office.database.rows(sql):
            told = sentence.format(on=on, who=who)
            found.append(Contradiction(rule, f"{ledger}:{number}:{rule}", told, ((ledger, number),)))
    return found


def doubts(office: Office, row_id: int) -> Sequence[str]:
    """What about a visit's text is to be looked at again (V1): a telephone number in it."""
    summary = office.database.one("SELECT summary FROM visit WHERE id = ?", (row_id,))
    told = rules.doubtful_text(summary)
    return [told] if told else []


def appeal_doubts(office: Office, row_id: int) -> Sequence[str]:
    """The same of an appeal's words."""
    rows = office.database.rows(
        "SELECT ifnull(text, '') || ' ' || ifnull(result, '') FROM appeal WHERE id = ?", (row_id,)
    )
    told = rules.doubtful_text(rows[0][0]) if rows else ""
    return [told] if told else []


def about(office: Office, table: str, row_id: int) -> About | None:
    """慰问 and visits to tell of a member; a home's and a crew's visits."""
    if table == "member":
        return _of_member(office, row_id)
    if found := about_chain(office, table, row_id):
        return found
    column = {"household": "household_id", "crew": "crew_id"}.get(table)
    if column is None:
        return None
    rows = office.database.rows(
        f"SELECT id, on_day, kind, outcome FROM visit WHERE {column} = ? ORDER BY on_day DESC, id DESC", (row_id,)
    )
    lines = [AboutLine(f"{on} {kind}", outcome, "visits", number) for number, on, kind, outcome in rows[:_NEWEST]]
    return About("走访", f"共 {len(rows)} 次", lines) if rows else None


def _of_member(office: Office, member: int) -> About | None:
    rows = office.database.rows(
        "SELECT id, on_day, fund, ifnull(amount, 0) FROM condolence WHERE member_id = ? ORDER BY on_day DESC", (member,)
    )
    paid = office.database.one("SELECT count(*) FROM visit WHERE visitor_id = ?1 OR companion_id = ?1", (member,))
    if not rows and not paid:
        return None
    lines = [
        AboutLine(f"{on} 慰问（{fund}）", f"{cents / 100:,.2f} 元", "condolences", number)
        for number, on, fund, cents in rows[:_NEWEST]
    ]
    return About("走访慰问", f"受慰问 {len(rows)} 次，参加走访 {paid} 次", lines)
