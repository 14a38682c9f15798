"""The study tables, told to the office: what follows from attendance, and what can't be, before every commit."""

from collections.abc import Sequence

from peewee import Database

from desktop_app.features.study.rules import mean_score, ranks
from desktop_app.features.study.schema import STEPS
from desktop_app.features.study.words import AWAY
from desktop_app.people.events import among
from desktop_app.storage.slices import Slice
from desktop_app.support.dates import first_day

AWAY_SQL = ", ".join(f"'{status}'" for status in AWAY)
_DAY = "CAST(replace({}, '-', '') AS INTEGER)"
_OWED = f"CASE WHEN attendance.status IN ({AWAY_SQL}) THEN attendance.makeup_on IS NULL END"
_CREDIT_DAY = (
    "CASE WHEN s.heads_only OR ifnull(s.hours, 0) = 0 THEN NULL"
    f" WHEN attendance.status IN ({AWAY_SQL}) THEN {_DAY.format('attendance.makeup_on')} ELSE {_DAY.format('s.on_day')} END"
)
_DERIVE = (
    f"UPDATE attendance SET owed = {_OWED}, credit_day = {_CREDIT_DAY}, day = {_DAY.format('s.on_day')},"
    f" hours = CASE WHEN {_CREDIT_DAY} IS NULL THEN 0 ELSE s.hours END"
    " FROM study_session s WHERE s.id = attendance.session_id AND {which}"
    f" AND (owed IS NOT {_OWED} OR credit_day IS NOT {_CREDIT_DAY} OR day IS NOT {_DAY.format('s.on_day')}"
    f" OR attendance.hours IS NOT CASE WHEN {_CREDIT_DAY} IS NULL THEN 0 ELSE s.hours END)"
)
_COUNT = (
    "UPDATE study_session SET due_n = c.due, present_n = c.present, absent_n = c.due - c.present FROM"
    " (SELECT session_id, count(*) AS due, sum(status = '出席') AS present FROM attendance"
    " WHERE session_id IN {sessions} GROUP BY session_id) c"
    " WHERE id = c.session_id AND (due_n, present_n, absent_n) IS NOT (c.due, c.present, c.due - c.present)"
)


def _attendance_touched(database: Database, rows: Sequence[int]) -> None:
    chosen, parameters = among(rows)
    database.execute_sql(_DERIVE.format(which=f"attendance.id IN {chosen}"), parameters)
    sessions = f"(SELECT session_id FROM attendance WHERE id IN {chosen})"
    database.execute_sql(_COUNT.format(sessions=sessions), parameters)


def _sessions_touched(database: Database, sessions: Sequence[int]) -> None:
    chosen, parameters = among(sessions)
    database.execute_sql(_DERIVE.format(which=f"attendance.session_id IN {chosen}"), parameters)


def _scores_touched(database: Database, scores: Sequence[int]) -> None:
    """Means and places of every collection a touched score belongs to."""
    chosen, parameters = among(scores)
    rows = database.execute_sql(
        "SELECT DISTINCT s.collection_id FROM submission s JOIN score c ON c.submission_id = s.id"
        f" WHERE c.id IN {chosen}",
        parameters,
    ).fetchall()
    for (collection,) in rows:
        rank_collection(database, collection)


def rank_collection(database: Database, collection: int) -> None:
    """Write the means (tenths) and places of a collection's works where they are not as the scores say."""
    (closed,) = database.execute_sql("SELECT close_on FROM collection WHERE id = ?", (collection,)).fetchone()
    totals: dict[int, list[int]] = {}
    had: dict[int, tuple[int | None, int | None]] = {}
    for work, mean, place, total in database.execute_sql(
        "SELECT s.id, s.mean, s.place, c.total FROM submission s LEFT JOIN score c ON c.submission_id = s.id"
        " WHERE s.collection_id = ?",
        (collection,),
    ).fetchall():
        had[work] = (mean, place)
        totals.setdefault(work, []).extend([] if total is None else [total])
    means = {work: mean_score(scores, first_day(closed)) for work, scores in totals.items()}
    places = ranks(means)
    told = {work: (None if mean is None else (mean + 5) // 10, places.get(work)) for work, mean in means.items()}
    changed = [(*pair, work) for work, pair in told.items() if pair != had[work]]
    database.executemany("UPDATE submission SET mean = ?, place = ? WHERE id = ?", changed)  # type: ignore[attr-defined]


SLICE = Slice(
    "study",
    STEPS,
    before_commit={
        "attendance": _attendance_touched,
        "study_session": _sessions_touched,
        "score": _scores_touched,
    },
)
