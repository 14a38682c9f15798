"""What the study ledger's small acts do, without widgets; each inside the caller's open change."""

from typing import Any

from desktop_app.features.study import rules
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.named import ask
from desktop_app.ledger.page import read_row
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_KEPT = (
    "kind", "org", "title", "start_at", "end_at", "place", "host", "recorder", "group", "agenda", "observers", "hours",
)  # fmt: skip


def like_last(office: Office, ledger: Ledger, session: int) -> dict[str, Any]:
    """What a new session like this one begins with: day, attendance and minutes are the new one's own (S13)."""
    row = read_row(office, ledger, session)
    if row is None:
        raise OfficeError("这一场已经不在了。", "请另选一场。")
    return {name: row.values[name] for name in _KEPT} | {"on_day": None}


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


def over_quota(office: Office, collection: int) -> list[str]:
    """Awards given more often than the quota says, because the last places are equal: “一等奖 7 件（名额 6 件）”."""
    quotas = rules.parse_quotas(office.database.one("SELECT quotas FROM collection WHERE id = ?", (collection,)))
    given = dict(
        office.database.rows(
            "SELECT grade, count(*) FROM submission WHERE collection_id = ? AND grade IS NOT NULL GROUP BY grade",
            (collection,),
        )
    )
    return [f"{name} {given[name]} 件（名额 {count} 件）" for name, count in quotas if given.get(name, 0) > count]


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
