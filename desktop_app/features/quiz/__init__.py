"""知识竞赛: question bank, contests from the 初赛 to the certificates, 学后竞答, practice (domain.md §4).

Ledgers are declared in bank.py, contests.py, sources.py and afterwards.py; the live contest is live/ and ui/live/.
"""

from dataclasses import replace
from typing import Any

from desktop_app.features.quiz import afterwards, bank, contests, sources
from desktop_app.features.quiz.dues import dues
from desktop_app.features.quiz.evidence import evidence
from desktop_app.features.quiz.figures import figures
from desktop_app.features.quiz.papers import AWARD_PAPERS, PAPERS, STAGE_PAPERS
from desktop_app.features.quiz.people import about
from desktop_app.ledger.declaration import Offers, Shelf, Tab


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.quiz.demo import begin

    return begin(office, seed)


def _practice(desk: Any) -> Any:
    from desktop_app.features.quiz.ui.practice import PracticePage

    return PracticePage(desk)


CONTESTS = replace(
    contests.CONTESTS,
    offers=Offers(figures=figures, dues=dues, about=about, demo=_demo, record_papers=PAPERS, evidence=evidence),
)
STAGES = replace(contests.STAGES, offers=Offers(record_papers=STAGE_PAPERS))
AWARDS = replace(contests.AWARDS, offers=Offers(record_papers=AWARD_PAPERS))
PRACTICE = Tab("quiz_practice", "练习", "pencil", _practice)
SHELF = Shelf(
    "quiz",
    "知识竞赛",
    "trophy",
    (
        bank.LEDGER, CONTESTS, STAGES, contests.ENTRANTS, contests.MARKS, contests.OUTCOMES, AWARDS,
        afterwards.LEDGER, PRACTICE, sources.LEDGER, contests.EVENTS,
    ),
)  # fmt: skip
