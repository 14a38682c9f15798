"""学习台账: the shelf of ledgers it declares (domain.md §3). Sessions with attendance first; what counts stands beside this file."""

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
from desktop_app.features.study.works import COLLECTIONS
from desktop_app.ledger.declaration import Shelf

SHELF = Shelf(
    "study_shelf",
    "学习台账",
    "book",
    (
        SESSIONS,
        ABSENCES,
        LECTURERS,
        COLLECTIONS,
        DOSSIERS,
        APPRAISALS,
        TALKS,
        TOPICS,
        CREDITS,
        PLACES,
        GROUPS,
        BOARD_TERMS,
        KINDS,
    ),
)
