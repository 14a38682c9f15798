"""What may be stored of the study ledger's records, a sentence by field (domain.md §3, bad input). Reads only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.features.study import rules
from desktop_app.features.study.words import Duty, Grade, SessionState
from desktop_app.people.roll import members_on
from desktop_app.people.words import Category
from desktop_app.storage.office import Office
from desktop_app.support.dates import certainly_before

Faults = dict[str, str]
_PEOPLE = (("host", "主持人"), ("recorder", "记录人"), ("speaker", "主讲人"))


def kind_of_session(office: Office, kind: int) -> dict[str, Any]:
    """The kind's own row."""
    names = ("name", "duty", "audience", "needs_speaker", "needs_decision", "is_training")
    rows = office.database.rows(f"SELECT {', '.join(names)} FROM study_kind WHERE id = ?", (kind,))
    return dict(zip(names, rows[0], strict=True)) if rows else dict.fromkeys(names)


def check_session(values: Mapping[str, Any], office: Office, row_id: int | None) -> Faults:
    """What stands in the way of a session."""
    day = values.get("on_day")
    if not day:
        return {}
    found = _time_faults(values, office)
    if not found:
        found |= _people_faults(values, office, day) | _twice(values, office, row_id)
    if row_id is not None and _is_archived(office, row_id) and values.get("state") == SessionState.ARCHIVED:
        found["state"] = "已归档的记录不能改，请先退回"
    found |= _kind_faults(values, office)
    if fault := rules.votes_fault(
        [values.get(f"votes_{v}") for v in ("for", "against", "abstain")], values.get("present_n")
    ):
        found["votes_for"] = fault
    if values.get("heads_only"):
        found |= _head_faults(values)
    return found


def _is_archived(office: Office, row_id: int) -> bool:
    return office.database.one("SELECT state FROM study_session WHERE id = ?", (row_id,)) == SessionState.ARCHIVED


def _time_faults(values: Mapping[str, Any], office: Office) -> Faults:
    day, until = values["on_day"], values.get("until_on")
    start, end, hours = values.get("start_at"), values.get("end_at"), values.get("hours")
    if day > office.clock.today().isoformat():
        return {"on_day": "日期在今天之后，开过的会才能记"}
    if until and until < day:
        return {"until_on": "结束日期早于开始日期"}
    if start and end and not until and end <= start:
        return {"end_at": "结束时间要晚于开始时间"}
    if not hours:
        return {}
    days = rules.days_of(day, until)
    if hours > rules.most_hours(days, date.fromisoformat(day)):
        return {"hours": "一天最多 8 学时" + (f"，{days} 天最多 {days * 8} 学时" if days > 1 else "")}
    if until and until[:4] != day[:4]:
        shares = "、".join(
            f"{year} 年 {part / 10:g} 学时" for year, part in rules.split_at_new_year(day, until, hours).items()
        )
        return {"until_on": f"学时按年度计算，跨年的请分两场记：{shares}"}
    return {}


def _people_faults(values: Mapping[str, Any], office: Office, day: str) -> Faults:
    there = None
    found = {}
    for name, label in _PEOPLE:
        person = values.get(name)
        if person is None:
            continue
        there = there if there is not None else {member for member, _ in members_on(office.database, day)}
        if person not in there:
            found[name] = f"{label}那一天不是在册党员"
    if values.get("host") is not None and values.get("host") == values.get("recorder"):
        found["recorder"] = "主持人和记录人不能是同一人"
    return found


def _twice(values: Mapping[str, Any], office: Office, row_id: int | None) -> Faults:
    """The same kind of the same branch or group at one time of a day: one session written down twice."""
    start, end = values.get("start_at"), values.get("end_at")
    same = office.database.rows(
        "SELECT ifnull(start_at, ''), ifnull(end_at, '') FROM study_session WHERE org_id = ?1 AND on_day = ?2 AND kind_id = ?3"
        " AND group_id IS ?4 AND id IS NOT ?5 AND (start_at IS ?6 OR start_at < ?7 AND ?6 < end_at AND until_on IS NULL)",
        (*(values.get(name) for name in ("org", "on_day", "kind", "group")), row_id, start, end),
    )
    if not same:
        return {}
    told = f"（{same[0][0]}–{same[0][1]}）" if all(same[0]) else ""
    return {"on_day": f"同一天已记过这一场{told}；确有两场的，请写上各自的时间，不能重叠"}


def _kind_faults(values: Mapping[str, Any], office: Office) -> Faults:
    if values.get("kind") is None:
        return {}
    kind = kind_of_session(office, values["kind"])
    if kind["duty"] == Duty.GROUP and values.get("group") is None:
        groups = office.database.one(
            "SELECT count(*) FROM party_org WHERE parent_id = ? AND level = '党小组' AND closed_on IS NULL",
            (values.get("org"),),
        )
        return {"group": "党小组会要选党小组"} if groups else {"kind": "这个支部没有党小组"}
    if kind["name"] == "互讲党课" and values.get("guest_org") in (None, values.get("org")):
        return {"guest_org": "互讲党课要填主讲支部，且不能是本支部"}
    return {}


def session_needs(values: Mapping[str, Any], office: Office) -> list[str]:
    """Beyond what every session has: a 党小组会 its group, a 互讲党课 whose speaker it was."""
    kind = kind_of_session(office, values["kind"]) if values.get("kind") is not None else {"duty": "", "name": ""}
    wanted = ["group"] if kind["duty"] == Duty.GROUP else []
    return [*wanted, "guest_org"] if kind["name"] == "互讲党课" else wanted


def _head_faults(values: Mapping[str, Any]) -> Faults:
    due, present = values.get("due_n"), values.get("present_n")
    if due is not None and present is not None and present > due:
        return {"present_n": "实到多于应到"}
    return {}


def create_session(values: Mapping[str, Any], office: Office) -> int:
    """A new session with today as the day of entry; inside the open change."""
    from desktop_app.features.study.sessions import SESSIONS
    from desktop_app.ledger.writes import default_values, insert_rows

    whole = default_values(SESSIONS) | dict(values)
    whole["entered_on"] = office.clock.today().isoformat()
    return insert_rows(office, SESSIONS, [whole])[0]


def refuses_archive(office: Office, values: Mapping[str, Any], _on: date) -> str:
    """What the minutes still lack; '' when they may be archived (S1)."""
    kind = kind_of_session(office, values["kind"])
    unexplained = office.database.one(
        "SELECT count(*) FROM attendance WHERE session_id = ? AND status = '请假' AND (reason IS NULL OR approver IS NULL)",
        (values["id"],),
    )
    missing = rules.missing_of_minutes(
        values,
        needs_speaker=bool(kind["needs_speaker"]),
        needs_decision=bool(kind["needs_decision"]),
        away_unexplained=unexplained,
    )
    missing += _missing_of_parts(office, values["id"])
    if missing:
        return f"还不能归档，记录缺少：{'、'.join(missing)}。"
    doubts = rules.minutes_doubts(" ".join(values.get(name) or "" for name in ("content", "remarks", "decision")))
    return f"{doubts[0]}。" if doubts else ""


def _missing_of_parts(office: Office, session: int) -> list[str]:
    rows = office.database.rows(
        "SELECT k.name, k.needs_speaker AND p.speaker_id IS NULL AND p.speaker_name IS NULL, p.content IS NULL,"
        " k.needs_decision AND p.decision IS NULL FROM session_part p JOIN study_kind k ON k.id = p.kind_id"
        " WHERE p.session_id = ? ORDER BY p.seq",
        (session,),
    )
    found = []
    for name, no_speaker, no_content, no_decision in rows:
        lacks = [
            word for word, lacking in (("主讲人", no_speaker), ("内容", no_content), ("决议", no_decision)) if lacking
        ]
        found += [f"{name}的{word}" for word in lacks]
    return found


def check_collection(values: Mapping[str, Any], _office: Office, _row_id: int | None) -> Faults:
    """Weights sum to 100, and the end is not before the beginning."""
    try:
        rules.parse_weights(values.get("criteria"))
    except ValueError as fault:
        return {"criteria": str(fault)}
    opened, closed = values.get("open_on"), values.get("close_on")
    return {"close_on": "截止早于开始"} if opened and closed and closed < opened else {}


def create_collection(values: Mapping[str, Any], office: Office) -> int:
    """A new collection; inside the open change."""
    from desktop_app.features.study.works import COLLECTIONS
    from desktop_app.ledger.writes import default_values, insert_rows

    return insert_rows(office, COLLECTIONS, [default_values(COLLECTIONS) | dict(values)])[0]


def check_score(values: Mapping[str, Any], office: Office, _row_id: int | None) -> Faults:
    """The points fit the criteria; a judge never scores the own branch (S11)."""
    rows = office.database.rows(
        "SELECT c.criteria, s.org_id FROM submission s JOIN collection c ON c.id = s.collection_id WHERE s.id = ?",
        (values.get("submission"),),
    )
    if not rows:
        return {}
    criteria, branch = rows[0]
    if values.get("judge_org") is not None and values["judge_org"] == branch:
        return {"judge_org": "评委不能给本支部的作品打分"}
    try:
        total = rules.total_of(values.get("parts") or "", rules.parse_weights(criteria))
    except ValueError as fault:
        return {"parts": str(fault)}
    return {} if values.get("total") in (None, 0, total) else {"total": f"分项合计是 {total / 10:g} 分"}


def create_score(values: Mapping[str, Any], office: Office) -> int:
    """A score with its total; inside the open change."""
    from desktop_app.features.study.works import SCORES
    from desktop_app.ledger.writes import default_values, insert_rows

    criteria = office.database.one(
        "SELECT c.criteria FROM submission s JOIN collection c ON c.id = s.collection_id WHERE s.id = ?",
        (values["submission"],),
    )
    total = rules.total_of(values["parts"], rules.parse_weights(criteria))
    return insert_rows(office, SCORES, [default_values(SCORES) | dict(values) | {"total": total}])[0]


def create_submission(values: Mapping[str, Any], office: Office) -> int:
    """A work with its number and the author's branch of the day it came in; inside the open change."""
    from desktop_app.features.study.works import SUBMISSIONS
    from desktop_app.ledger.writes import default_values, insert_rows

    whole = default_values(SUBMISSIONS) | dict(values)
    there = dict(members_on(office.database, whole["received_on"]))
    whole["org"] = whole["org"] or there.get(whole["author"])
    last = office.database.one("SELECT max(seq) FROM submission WHERE collection_id = ?", (whole["collection"],))
    whole["seq"] = whole["seq"] or (last or 0) + 1
    return insert_rows(office, SUBMISSIONS, [whole])[0]


def check_appraisal(values: Mapping[str, Any], office: Office, row_id: int | None) -> Faults:
    """优秀 not above a third of the branch's 正式党员; 预备党员 get no grade; the votes are the voters' (S16)."""
    year, org, grade = values.get("year"), values.get("org"), values.get("grade")
    if not year or org is None or values.get("member") is None:
        return {}
    if office.database.one(
        "SELECT 1 FROM appraisal WHERE year = ? AND member_id = ? AND id IS NOT ?", (year, values["member"], row_id)
    ):
        return {"member": f"{year} 年已有这名党员的评议"}
    category, full_on = office.database.rows("SELECT category, full_on FROM member WHERE id = ?", (values["member"],))[
        0
    ]
    if _was_probationary(category, full_on, year):
        return {} if grade == Grade.UNDECIDED else {"grade": "预备党员参加评议，不定等次"}
    if grade != Grade.EXCELLENT:
        return {}
    already = office.database.one(
        "SELECT count(*) FROM appraisal WHERE org_id = ? AND year = ? AND grade = '优秀' AND id IS NOT ?",
        (org, year, row_id),
    )
    fault = rules.excellent_refusal(already, full_members(office, org, date(year, 12, 31)), date(year, 12, 31))
    return {"grade": fault} if fault else {}


def _was_probationary(category: str, full_on: str | None, year: int) -> bool:
    if category == Category.PROBATIONARY:
        return True
    return bool(full_on) and certainly_before(f"{year}-12-31", full_on or "")


def full_members(office: Office, org: int, day: date) -> int:
    """How many 正式党员 a branch has on a day (today's, when that is earlier)."""
    day = min(day, office.clock.today())
    return office.database.one(
        "SELECT count(*) FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id = ?1 AND s.from_on <= ?2"
        " AND s.until > ?2 AND (m.category = '正式党员' AND (m.full_on IS NULL OR m.full_on <= ?2))",
        (org, day.isoformat()),
    )


def check_item(values: Mapping[str, Any], _office: Office, _row_id: int | None) -> Faults:
    """A piece of a dossier has a number and, where they are counted, pages."""
    counted = {"seq": "件号", "pages": "页数"}
    return {name: f"{label}从 1 开始" for name, label in counted.items() if values.get(name) == 0}


def check_talk(values: Mapping[str, Any], office: Office, _row_id: int | None) -> Faults:
    """Two different people, on a day that has been."""
    if values.get("a") is not None and values.get("a") == values.get("b"):
        return {"b": "谈心谈话的双方不能是同一人"}
    day = values.get("on_day")
    return {"on_day": "日期在今天之后"} if day and day > office.clock.today().isoformat() else {}


def check_absence(values: Mapping[str, Any], office: Office, _row_id: int | None) -> Faults:
    """A make-up after the session and not after today, with its manner."""
    made = values.get("makeup_on")
    if not made:
        return {}
    if rules.day_number(made) < (values.get("day") or 0):
        return {"makeup_on": "补课日期早于会议日期"}
    if made > office.clock.today().isoformat():
        return {"makeup_on": "补课日期在今天之后"}
    return {} if values.get("makeup_how") else {"makeup_how": "补课方式要填写"}
