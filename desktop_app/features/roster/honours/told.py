"""What honours and plates tell others: notices running out, plates to review, and what stands in a member's or organisation's pane."""

from collections.abc import Sequence
from datetime import date

from peewee import Node, fn

from desktop_app.ledger.offered import About, AboutLine, Contradiction, Due
from desktop_app.people.honours.model import PostPlate
from desktop_app.storage.office import Office

_NEWEST = 20


def year_before(today: date) -> date:
    """The same day a year before; 28 February for the 29th."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28)


def plates_to_review_sql(today: date) -> Node:
    """Plates that hang and were not reviewed within the year: rules.to_review says it of one."""
    last = fn.ifnull(PostPlate.reviewed_on, PostPlate.up_on)
    return PostPlate.select(PostPlate.id).where(PostPlate.down_on.is_null() & (last <= year_before(today).isoformat()))


def dues(office: Office, today: date) -> Sequence[Due]:
    """Notices that are over and not decided, plates whose yearly review is due."""
    found = []
    notices = office.database.rows(
        "SELECT id, notice_to FROM honour WHERE approved_on IS NULL AND notice_to < ? ORDER BY notice_to",
        (today.isoformat(),),
    )
    if notices:
        first = date.fromisoformat(notices[0][1])
        found.append(
            Due("waiting", "公示结束该审批的荣誉", len(notices), "个", "honours", [row for row, _ in notices], first)
        )
    plates = office.database.rows(
        "SELECT id FROM post_plate WHERE down_on IS NULL AND ifnull(reviewed_on, up_on) <= ? ORDER BY id",
        (year_before(today).isoformat(),),
    )
    if plates:
        found.append(Due("missing", "挂牌满一年该复核", len(plates), "块", "plates", [row for (row,) in plates]))
    return found


def checks(office: Office) -> Sequence[Contradiction]:
    """Honours and plates of people who had left by then."""
    found = []
    for rule, ledger, sql, words in (
        (
            "荣誉授予时已不在册",
            "honours",
            "SELECT h.id, m.name, h.approved_on FROM honour h JOIN member m ON m.id = h.member_id WHERE m.left_on < h.approved_on",
            "{name}在 {on} 被授予荣誉，那时已不在册。",
        ),
        (
            "离开后还在挂牌",
            "plates",
            "SELECT p.id, m.name, m.left_on FROM post_plate p JOIN member m ON m.id = p.member_id"
            " WHERE p.down_on IS NULL AND m.left_on IS NOT NULL",
            "{name}在 {on} 已离开，牌子还没有摘。",
        ),
    ):
        for number, name, on in office.database.rows(sql):
            sentence = words.format(name=name, on=on)
            found.append(Contradiction(rule, f"{ledger}:{number}:{rule}", sentence, ((ledger, number),)))
    return found


_OF = {"member": "member_id = ?1", "party_org": "org_id = ?1"}


def about(office: Office, table: str, row_id: int) -> About | None:
    """Honours, awards, articles and plates of a member, an organisation, or (awards) any record of another ledger."""
    where = _OF.get(table)
    award = where if where else "subject_table = ?2 AND subject_id = ?1"
    parts = [
        f"SELECT 'awards', id, awarded_on || ' ' || title, level || '级' || replace(grade, '无', '') FROM award WHERE {award}"
    ]
    if where:
        parts += [
            f"SELECT 'honours', id, ifnull(approved_on, '公示中') || ' ' || kind || '　' || honouree, batch FROM honour WHERE {where}",
            f"SELECT 'media', id, on_day || ' 《' || title || '》', outlet FROM media_item WHERE {where}",
            f"SELECT 'plates', id, up_on || ' 挂牌：' || post, ifnull(review, '') FROM post_plate WHERE {where}",
        ]
    rows = office.database.rows(f"{' UNION ALL '.join(parts)} ORDER BY 3 DESC", (row_id, table)[: 1 if where else 2])
    if not rows:
        return None
    lines = [AboutLine(text, note or "", ledger, number) for ledger, number, text, note in rows[:_NEWEST]]
    return About("荣誉", f"共 {len(rows)} 项", lines)
