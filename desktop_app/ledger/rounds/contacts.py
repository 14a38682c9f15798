"""Who of the branches has not returned a round's workbook, and whom to call: the registered contact, else the branch secretary."""

import json
from collections.abc import Iterable

from desktop_app.ledger.rounds.kept import Round
from desktop_app.ledger.rounds.plan import Unreturned
from desktop_app.storage.office import Office

_SECRETARY = "21"  # data/codes/party_post: 党支部书记
_CONTACTS = """
SELECT id, short_name, coalesce(contact, ''), coalesce(phone, '') FROM party_org JOIN org_place ON org_id = id
WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place
"""
_SECRETARIES = """
SELECT org_id, name, coalesce(mobile, tel, '') FROM member
WHERE left_on IS NULL AND party_post = ? AND org_id IN (SELECT value FROM json_each(?))
"""


def unreturned(office: Office, sent: Round, returned_now: Iterable[int] = ()) -> list[Unreturned]:
    """The branches of a round that neither came back before nor are among those here, in the official order."""
    wanted = json.dumps(sorted(set(sent.orgs) - set(sent.returned) - set(returned_now)))
    secretaries = {
        org: (name, phone)
        for org, name, phone in office.database.execute_sql(_SECRETARIES, (_SECRETARY, wanted)).fetchall()
    }
    found = []
    for org, name, contact, phone in office.database.execute_sql(_CONTACTS, (wanted,)).fetchall():
        called, number = secretaries.get(org, ("", ""))
        found.append(Unreturned(org, name, contact or called, phone or ("" if contact else number)))
    return found
