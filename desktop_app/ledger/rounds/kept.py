"""What the office keeps of a round: who was sent what, and who has returned it. Without it nothing that comes back could be compared.

A record's name in a workbook is opaque: the round, and a digest that only this office can make. Rounds are few and their rows
are packed; of each ledger the newest are kept.
"""

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.storage.office import Office

KEPT = 12
_INDEX = "rounds"
_LETTERS = 10


@dataclass(frozen=True)
class SentRow:
    """One record as it was sent: values as stored and the texts in the workbook, by column; references also by their text."""

    id: int
    values: Sequence[Any]
    texts: Sequence[str]


@dataclass
class Round:
    """One sending. `orgs`: file name by organisation; `returned`: when each came back; `whole`: numbers without stars."""

    id: str
    title: str
    ledger: str
    on: str
    columns: list[str]
    whole: bool
    secret: str
    orgs: dict[int, str] = field(default_factory=dict)
    returned: dict[int, str] = field(default_factory=dict)

    def key(self, org: int, row_id: int) -> str:
        """How a record is named in the workbook of an organisation."""
        said = hmac.new(bytes.fromhex(self.secret), f"{org}:{row_id}".encode(), hashlib.sha256).digest()
        return f"{self.id}-{base64.b32encode(said).decode()[:_LETTERS]}"


def new_round(ledger: Ledger, title: str, on: str, columns: Sequence[str], whole: bool) -> Round:
    """A round with a name of its own, sent to nobody yet."""
    name = base64.b32encode(secrets.token_bytes(5)).decode()
    return Round(name, title, ledger.key, on, list(columns), whole, secrets.token_hex(16))


def digest_of(texts: Sequence[str]) -> str:
    """What a row was when it went out, in sixteen letters: of what the branch can see, so it tells nothing more."""
    return hashlib.sha256(json.dumps(list(texts), ensure_ascii=False).encode()).hexdigest()[:16]


def keep(office: Office, sent: Round, rows: Mapping[int, Sequence[SentRow]]) -> None:
    """Keep a round and every row it sent; the oldest rounds of its ledger beyond those kept are forgotten."""
    packed = {org: [[row.id, row.values, row.texts] for row in some] for org, some in rows.items()}
    data = zlib.compress(json.dumps(packed, ensure_ascii=False).encode())
    office.settings.put(_rows_key(sent.id), base64.b64encode(data).decode())
    others = [each for each in rounds(office) if each.id != sent.id]
    old = [each.id for each in others if each.ledger == sent.ledger][KEPT - 1 :]
    _put_index(office, [sent, *(each for each in others if each.id not in old)])
    for name in old:
        office.settings.drop(_rows_key(name))


def note_returned(office: Office, returned: Mapping[str, Sequence[int]], at: str) -> None:
    """That these organisations' workbooks came back, by round."""
    every = rounds(office)
    for each in every:
        each.returned |= {org: at for org in returned.get(each.id, ()) if org not in each.returned}
    _put_index(office, every)


def rounds(office: Office, ledger: Ledger | None = None) -> list[Round]:
    """The rounds kept, newest first."""
    found = [_from_json(each) for each in office.settings.get(_INDEX, [])]
    return [each for each in found if ledger is None or each.ledger == ledger.key]


def rows_of(office: Office, sent: Round) -> dict[int, list[SentRow]]:
    """What a round sent, by organisation."""
    text = office.settings.get(_rows_key(sent.id))
    if text is None:
        return {}
    packed = json.loads(zlib.decompress(base64.b64decode(text)))
    return {int(org): [SentRow(*row) for row in some] for org, some in packed.items()}


def _rows_key(name: str) -> str:
    return f"round.{name}"


def _put_index(office: Office, every: Sequence[Round]) -> None:
    office.settings.put(_INDEX, [asdict(each) for each in every])


def _from_json(said: Mapping[str, Any]) -> Round:
    by_org = {name: {int(org): text for org, text in said[name].items()} for name in ("orgs", "returned")}
    return Round(**{**said, **by_org})
