"""Who should put a difference right: told by what is missing, by what says more, by which of the two raises doubts."""

from collections.abc import Mapping
from typing import Any

from desktop_app.ledger.comparing.comparison import Side
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.matching import adds_detail
from desktop_app.storage.office import Office


def side_of(
    office: Office, ledger: Ledger, here: Mapping[str, Any], name: str, theirs: Any, unread: str
) -> tuple[Side, str]:
    """The side and the reason. Where nothing tells, our branches have checked ours: theirs is to be put right."""
    ours = here[name]
    if unread:
        return Side.THEY, "上级库里的认不出或对不上"
    if ours in (None, ""):
        return Side.WE, "台账里空着"
    if theirs in (None, ""):
        return Side.THEY, "上级库里空着"
    if adds_detail(ledger.fields[name], ours, theirs):
        return Side.WE, "上级库里的更详细"
    return _by_doubts(office, ledger, here, name, theirs)


def _by_doubts(office: Office, ledger: Ledger, here: Mapping[str, Any], name: str, theirs: Any) -> tuple[Side, str]:
    check = ledger.imports.check if ledger.imports else None
    if check is not None:
        with_ours = set(check(dict(here), office))
        with_theirs = set(check({**here, name: theirs}, office))
        if len(with_ours) > len(with_theirs):
            return Side.WE, f"台账里的有疑问：{'；'.join(sorted(with_ours - with_theirs))}"
        if len(with_theirs) > len(with_ours):
            return Side.THEY, f"上级库里的有疑问：{'；'.join(sorted(with_theirs - with_ours))}"
    return Side.THEY, "两边不同，台账是支部核对过的"
