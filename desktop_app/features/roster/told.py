"""What the roster says in a member's pane and on paper beside the fields: where the member came from and went to."""

from desktop_app.ledger.offered import About, AboutLine
from desktop_app.storage.office import Office

_MOVES = (
    "SELECT e.on_day, e.kind, coalesce(f.short_name, ''), coalesce(t.short_name, ''), ifnull(e.elsewhere, ''), ifnull(e.basis, '')"
    " FROM membership_event e LEFT JOIN party_org f ON f.id = e.from_org_id LEFT JOIN party_org t ON t.id = e.to_org_id"
    " WHERE e.member_id = ? ORDER BY e.on_day DESC, e.id DESC"
)


def about(office: Office, table: str, row_id: int) -> About | None:
    """A member's 组织关系 events, newest first."""
    if table != "member":
        return None
    lines = []
    for on, kind, before, after, elsewhere, basis in office.database.rows(_MOVES, (row_id,)):
        way = " → ".join(dict.fromkeys(part for part in (before or elsewhere, after or elsewhere) if part))
        lines.append(AboutLine(f"{on} {kind}　{way}", basis, "roster", row_id))
    return About("组织关系", f"{len(lines)} 次变动", lines) if lines else None
