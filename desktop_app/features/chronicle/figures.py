"""The numbers the chronicle gives to the summary: events, and visitors as the papers count them (about 200 stays about 200)."""

from desktop_app.features.chronicle.words import EventKind
from desktop_app.ledger.counted import counted
from desktop_app.ledger.figures import Figure

SECTION = "典型与宣传"
_FROM = "FROM chronicle_event e LEFT JOIN party_org o ON o.id = e.org_id WHERE e.on_day BETWEEN :start AND :end"
_TOP = "ifnull(e.org_id, (SELECT id FROM party_org WHERE parent_id IS NULL ORDER BY id LIMIT 1))"


def figures() -> tuple[Figure, ...]:
    """event.visitors counts those who came to a 观摩; the rows keep the wording and say which counts are 约."""
    return (
        counted(
            "event.count",
            "大事记",
            "件",
            "flow",
            section=SECTION,
            table="chronicle_event",
            headings=("日期", "类型", "事件", "地点"),
            sql=f"SELECT e.id, {_TOP} AS org_id, e.on_day, e.kind, e.title, e.place {_FROM} ORDER BY e.on_day, e.id",
        ),
        counted(
            "event.visitors",
            "来观摩的代表（约数见原文）",
            "人",
            "flow",
            section=SECTION,
            table="chronicle_event",
            headings=("日期", "事件", "原文", "约数", "人数"),
            sql=f"SELECT e.id, {_TOP} AS org_id, e.on_day, e.title, e.guests, iif(guest_about(e.guests), '约', ''),"
            f" guest_heads(e.guests) {_FROM} AND e.kind = '{EventKind.VISIT}' AND guest_heads(e.guests) > 0"
            " ORDER BY e.on_day, e.id",
            measure="sum",
            measured="人数",
        ),
    )
