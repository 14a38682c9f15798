"""学后竞答: three to ten questions asked aloud after a study session, tied to it by a link (Q14); and practice with 错题本 (Q15)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from desktop_app.features.quiz.draw import USABLE, Candidate, pick
from desktop_app.features.quiz.model import After, AfterAnswer
from desktop_app.features.quiz.slice import SLICE
from desktop_app.features.quiz.words import QuestionKind, Use
from desktop_app.ledger.declaration import Action, Column, Condition, ImportSpec, Ledger, Part, Section, View
from desktop_app.ledger.writes import default_values, insert_rows
from desktop_app.people.links import End, link
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

LEAST, MOST = 3, 10
ROLE = "学后竞答"
_LEARNT_AFTER = 2
"""A wrong question leaves the 错题本 after so many right answers in a row."""


class Wrong(NamedTuple):
    """A question of the 错题本: how often it was answered wrong, and how many right ones in a row are still needed."""

    question: int
    wrong: int
    needed: int


def questions_for(office: Office, count: int, seed: int) -> list[int]:
    """Questions to be asked aloud: none that must be written out, of 用途 通用 or 学后竞答. OfficeError for a wrong number or too few."""
    if not LEAST <= count <= MOST:
        raise OfficeError(f"学后竞答是 {LEAST} 到 {MOST} 题，这里要 {count} 题。", "请改题数。")
    rows = office.database.rows(USABLE, (office.clock.today().isoformat(),))
    aloud = (QuestionKind.SINGLE, QuestionKind.JUDGE, QuestionKind.BLANK)
    pool = [
        each for each in (Candidate(*row) for row in rows) if each.kind in aloud and each.use in (Use.ANY, Use.AFTER)
    ]
    chosen = pick(pool, count, {}, Random(seed))
    if len(chosen) < count:
        raise OfficeError(f"题库里可用的题只有 {len(chosen)} 道。", "请先补充并审核题目。")
    return [each.id for each in chosen]


def record(
    office: Office, values: Mapping[str, Any], marks: Sequence[tuple[int, int, bool]], session: End | None = None
) -> int:
    """A 学后竞答 with its marks (member, question, right), tied to a session; one change; its id.

    Its questions may be 3–10; a person may be asked several.
    """
    asked = {question for _, question, _ in marks}
    if not LEAST <= len(asked) <= MOST:
        raise OfficeError(f"学后竞答是 {LEAST} 到 {MOST} 题，这里记了 {len(asked)} 题。", "请补齐再保存。")
    with office.change(f"学后竞答 {values['title']}"):
        after = office.database.execute_sql(
            "INSERT INTO quiz_after (title, on_day, org_id, host, remark) VALUES (?, ?, ?, ?, ?)",
            tuple(values.get(name) for name in ("title", "on", "org", "host", "remark")),
        ).lastrowid
        office.database.executemany(
            "INSERT INTO quiz_after_answer (after_id, member_id, question_id, correct) VALUES (?, ?, ?, ?)",
            [(after, member, question, int(right)) for member, question, right in marks],
        )
        if session is not None:
            link(office, End("quiz_after", after), session, ROLE)
    return after


def practised(office: Office, member: int | None, question: int, given: str, right: bool) -> None:
    """Keep one practice answer; `member` None is whoever sits at this PC."""
    at = datetime.now().isoformat(timespec="seconds")
    with office.change("练习答题", "practice"):
        office.database.execute_sql(
            "INSERT INTO quiz_practice (member_id, question_id, at, given, correct) VALUES (?, ?, ?, ?, ?)",
            (member, question, at, given, int(right)),
        )


def wrong_book(office: Office, member: int | None) -> list[Wrong]:
    """Questions answered wrong and not yet right often enough since, most often wrong first."""
    rows = office.database.rows(
        "SELECT question_id, correct FROM quiz_practice WHERE member_id IS ? ORDER BY question_id, id", (member,)
    )
    wrong: dict[int, int] = {}
    streak: dict[int, int] = {}
    for question, correct in rows:
        streak[question] = streak.get(question, 0) + 1 if correct else 0
        wrong[question] = wrong.get(question, 0) + (not correct)
    found = [
        Wrong(question, times, _LEARNT_AFTER - streak[question])
        for question, times in wrong.items()
        if times and streak[question] < _LEARNT_AFTER
    ]
    return sorted(found, key=lambda each: (-each.wrong, each.question))


def to_practise(office: Office, member: int | None, count: int, seed: int) -> list[int]:
    """What to practise next: the 错题本 first, then usable questions not answered yet, then any."""
    wrong = [each.question for each in wrong_book(office, member)][:count]
    seen = {at for (at,) in office.database.rows(
        "SELECT DISTINCT question_id FROM quiz_practice WHERE member_id IS ?", (member,)
    )}  # fmt: skip
    rows = office.database.rows(USABLE, (office.clock.today().isoformat(),))
    pool = [
        each for each in (Candidate(*row) for row in rows) if each.kind != QuestionKind.ESSAY and each.id not in wrong
    ]
    random = Random(seed)
    fresh = pick([each for each in pool if each.id not in seen], count - len(wrong), {}, random)
    old = pick([each for each in pool if each.id in seen], count - len(wrong) - len(fresh), {}, random)
    return [*wrong, *(each.id for each in (*fresh, *old))]


def _start(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.after_session import AfterDialog

    AfterDialog(tab).open()


ANSWERS = Ledger(
    key="quiz_after_answer",
    title="竞答记录",
    unit="人次",
    record=AfterAnswer,
    slice=SLICE,
    columns=(Column("member"), Column("question"), Column("correct"), Column("after", hidden=True)),
    searched=("member",),
    form=(Section("竞答", ("after", "member", "question", "correct")),),
    views=(View("答错", (Condition("correct", "是", (False,)),)),),
    order=(("after", True),),
    icon="check",
    empty="还没有竞答记录。",
)


def _create(values: Mapping[str, Any], office: Office) -> int:
    return insert_rows(office, LEDGER, [default_values(LEDGER) | dict(values)])[0]


LEDGER = Ledger(
    key="quiz_after",
    title="学后竞答",
    unit="次",
    record=After,
    slice=SLICE,
    columns=(Column("on"), Column("title"), Column("org"), Column("host"), Column("remark", hidden=True)),
    searched=("title", "host"),
    form=(Section("学后竞答", ("title", "on", "org", "host", "remark")),),
    creates=_create,
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("title", "on")),
    parts=(Part("竞答记录", ANSWERS, "after"),),
    actions=(Action("开始竞答", _start, selection="none", icon="player-play"),),
    icon="bulb",
    empty="学完以后问三到十个问题，谁答对、谁答错记在这里，并与那次学习活动关联。点“开始竞答”。",
)
