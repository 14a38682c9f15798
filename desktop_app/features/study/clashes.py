"""What else goes on at the time of a session: said while it is being entered, before the self-check lists it."""

from collections.abc import Sequence

from desktop_app.storage.office import Office

_TOLD = 3

_AT_THE_SAME_TIME = (
    "FROM study_session a JOIN study_session b ON b.on_day = a.on_day AND b.id <> a.id"
    " AND a.start_at < b.end_at AND b.start_at < a.end_at AND a.until_on IS NULL AND b.until_on IS NULL"
)
# Groups of one branch may well meet side by side, and so may branches.
_SAME_HOUSE = (
    f"SELECT b.start_at, b.end_at, b.title, b.host_id = a.host_id, b.org_id = a.org_id {_AT_THE_SAME_TIME}"
    " WHERE a.id = ? AND (b.host_id = a.host_id OR b.org_id = a.org_id AND (a.group_id IS NULL OR b.group_id IS NULL"
    " OR a.group_id = b.group_id)) ORDER BY b.start_at, b.id"
)
_SAME_PEOPLE = (
    f"SELECT b.title, m.name {_AT_THE_SAME_TIME} JOIN attendance x ON x.session_id = a.id AND x.status = '出席'"
    " JOIN attendance y ON y.session_id = b.id AND y.member_id = x.member_id AND y.status = '出席'"
    " JOIN member m ON m.id = x.member_id WHERE a.id = ? ORDER BY b.id, m.id"
)


def doubts(office: Office, session: int) -> Sequence[str]:
    """Sessions of the same branch or host at the time of this one, a host or recorder who wasn't there, people signed in
    elsewhere; [] where there are none."""
    return [*_sessions(office, session), *_not_there(office, session), *people_elsewhere(office, session)]


def _sessions(office: Office, session: int) -> list[str]:
    found = []
    for start, end, title, host, org in office.database.rows(_SAME_HOUSE, (session,)):
        what = "、".join(words for words, same in (("支部", org), ("主持人", host)) if same)
        found.append(f"同一{what}在 {start}–{end} 还有“{title}”，时间重叠；接着开的请记作同场续会")
    return found


def _not_there(office: Office, session: int) -> list[str]:
    away = office.database.rows(
        "SELECT iif(m.id = s.host_id, '主持人', '记录人'), m.name, a.status FROM study_session s JOIN attendance a"
        " ON a.session_id = s.id AND a.member_id IN (s.host_id, s.recorder_id) AND a.status <> '出席'"
        " JOIN member m ON m.id = a.member_id WHERE s.id = ? ORDER BY 1",
        (session,),
    )
    return [f"{role}{name}的签到是{status}" for role, name, status in away]


def people_elsewhere(office: Office, session: int) -> list[str]:
    """Who is signed in at another session at the same time, a sentence for each such session."""
    elsewhere: dict[str, list[str]] = {}
    for title, name in office.database.rows(_SAME_PEOPLE, (session,)):
        elsewhere.setdefault(title, []).append(name)
    return [
        f"{'、'.join(names[:_TOLD])}{f'等 {len(names)} 人' if len(names) > _TOLD else ''}同一时间也在“{title}”签到"
        for title, names in elsewhere.items()
    ]
