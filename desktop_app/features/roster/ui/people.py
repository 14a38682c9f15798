"""Where the selected people are now, in words: what the dialogs say before anything happens."""

import json
from collections.abc import Sequence

from desktop_app.people.chart import BRANCHES
from desktop_app.people.fields import Org
from desktop_app.storage.office import Office

_MOST_TOLD = 4
_WHERE = (
    "SELECT o.short_name, count(*) FROM member m JOIN party_org o ON o.id = m.org_id"
    " WHERE m.id IN (SELECT value FROM json_each(?)) GROUP BY o.id ORDER BY count(*) DESC, o.id"
)


def from_where(office: Office, ids: Sequence[int]) -> str:
    """一支部 3 人、二支部 2 人."""
    rows = office.database.rows(_WHERE, (json.dumps(list(ids)),))
    told = "、".join(f"{name} {count:,} 人" for name, count in rows[:_MOST_TOLD])
    return told + (f" 等 {len(rows)} 个支部" if len(rows) > _MOST_TOLD else "")


def name_of(office: Office, member: int) -> str:
    """One person's name."""
    return office.database.one("SELECT name FROM member WHERE id = ?", (member,)) or ""


def who(office: Office, ids: Sequence[int]) -> str:
    """张建国, or 300 人."""
    return name_of(office, ids[0]) if len(ids) == 1 else f"{len(ids):,} 人"


def branch_field(label: str) -> Org:
    """A field for an organisation that members can belong to."""
    return Org(label, levels=BRANCHES, required=True)
