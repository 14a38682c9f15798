"""What the study ledger's small acts do, without widgets; each inside the caller's open change."""

from desktop_app.features.study import rules
from desktop_app.ledger.named import ask
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_KEPT = "kind_id, org_id, title, start_at, end_at, place, host_id, recorder_id, group_id, agenda, observers, hours"


def copy_last(office: Office, session: int) -> int:
    """A session like another one, as of today: attendance, minutes and counts empty (S13). Its id."""
    today = office.clock.today().isoformat()
    made = office.database.execute_sql(
        f"INSERT INTO study_session ({_KEPT}, on_day, entered_on, state) SELECT {_KEPT}, ?1, ?1, '草稿' FROM study_session"
        " WHERE id = ?2 AND NOT EXISTS (SELECT 1 FROM study_session b WHERE b.on_day = ?1 AND b.org_id = study_session.org_id"
        " AND b.kind_id = study_session.kind_id AND b.start_at IS study_session.start_at) RETURNING id",
        (today, session),
    ).fetchone()
    if made is None:
        raise OfficeError("今天已经有这样的一场。", "请打开那一场，或先改它的日期。")
    return made[0]


def award(office: Office, collection: int) -> int:
    """Give a collection's awards by place, best quota first; equal places get the same award. How many works have one."""
    quotas = rules.parse_quotas(office.database.one("SELECT quotas FROM collection WHERE id = ?", (collection,)))
    if not quotas:
        raise OfficeError("这次征集还没有写名额。", "请先填名额，例如：一等奖3 二等奖6。")
    rows = office.database.rows(
        "SELECT id, place, ifnull(grade, '') FROM submission WHERE collection_id = ?", (collection,)
    )
    told = rules.awards({work: place for work, place, _ in rows if place}, quotas)
    changed = [(told.get(work) or None, work) for work, _, had in rows if told.get(work, "") != had]
    office.database.executemany("UPDATE submission SET grade = ? WHERE id = ?", changed)
    return len(told)


def raise_problem(office: Office, session: int, desc: str, org: int) -> int:
    """A problem item of what a session found, tied to it; its id. OfficeError where no ledger keeps problems."""
    answer = ask("raise_item")
    if answer is None:
        raise OfficeError("这个办公室没有问题清单。")
    ((kind, on),) = office.database.rows(
        "SELECT k.name, s.on_day FROM study_session s JOIN study_kind k ON k.id = s.kind_id WHERE s.id = ?", (session,)
    )
    source = "民主生活会" if kind == "民主生活会" else "自查"
    return answer(office, source, org, desc, End("study_session", session), found_on=on)
