"""学习台账: the shelf of ledgers and boards it declares (domain.md §3). Sessions with attendance first; what counts stands beside."""

from typing import Any

from desktop_app.features.study.lists import (
    APPRAISALS,
    BOARD_TERMS,
    CREDITS,
    DOSSIERS,
    GROUPS,
    LECTURERS,
    PLACES,
    TALKS,
    TOPICS,
)
from desktop_app.features.study.sessions import ABSENCES, KINDS, SESSIONS
from desktop_app.features.study.works import COLLECTIONS, SUBMISSIONS
from desktop_app.ledger.declaration import Shelf, Tab


def _frequency(desk: Any) -> Any:
    from desktop_app.features.study.ui import frequency

    return frequency.build(desk)


def _hours(desk: Any) -> Any:
    from desktop_app.features.study.ui import hours

    return hours.build(desk)


def _leaders(desk: Any) -> Any:
    from desktop_app.features.study.ui import leaders

    return leaders.build(desk)


def _plan(desk: Any) -> Any:
    from desktop_app.features.study.ui import plan

    return plan.build(desk)


FREQUENCY = Tab("study_frequency", "频次表", "table", _frequency)
HOURS = Tab("study_hours", "学时", "clock", _hours)
LEADERS = Tab("study_leaders", "领导带头", "users", _leaders)
PROGRESS = Tab("study_progress", "学习进度", "list-check", _plan)
SHELF = Shelf(
    "study_shelf",
    "学习台账",
    "book",
    (
        SESSIONS,
        FREQUENCY,
        HOURS,
        ABSENCES,
        LEADERS,
        LECTURERS,
        COLLECTIONS,
        SUBMISSIONS,
        DOSSIERS,
        APPRAISALS,
        TALKS,
        TOPICS,
        PROGRESS,
        CREDITS,
        PLACES,
        GROUPS,
        BOARD_TERMS,
        KINDS,
    ),
)
