"""Half-typed forms, kept inside the office and nowhere else, so that a crash loses none (U3)."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.ledger.declaration import Ledger
from desktop_app.storage.office import Office

if TYPE_CHECKING:
    from desktop_app.widgets.form.editors import FieldEditor

_KEY = re.compile(r"(?P<record>\d+)|new(@(?P<of>\d+)(\.(?P<step>.+))?)?")


class Left(NamedTuple):
    """A draft that is still there: of a `record`, or of a new one (None), which is then part of, or a step of, `of`."""

    record: int | None
    of: int | None = None
    step: str = ""


def left_drafts(office: Office, ledger: Ledger) -> list[Left]:
    """The drafts of a ledger's forms: what was half typed when the program ended."""
    prefix = f"draft.{ledger.key}."
    found = (_KEY.fullmatch(key.removeprefix(prefix)) for key in office.settings.keys(prefix))
    return [
        Left(
            int(part["record"]) if part["record"] else None, int(part["of"]) if part["of"] else None, part["step"] or ""
        )
        for part in found
        if part
    ]


class Drafts:
    """One draft for each record of a ledger, and one for a new one (record None); for a new part one of each record it is `of`."""

    def __init__(self, office: Office, ledger: Ledger, of: str = "") -> None:
        self._office = office
        self._ledger = ledger
        self._of = f"@{of}" if of else ""

    def keep(self, record: int | None, typed: Mapping[str, Any], texts: Mapping[str, str]) -> None:
        """Remember what is typed; nothing typed forgets it. `texts` stand for what pickers chose."""
        if not typed:
            self.drop(record)
            return
        kept = {name: given if _is_plain(given) else str(given) for name, given in typed.items()}
        self._office.settings.put(self._key(record), {"typed": kept, "texts": dict(texts)})

    def find(self, record: int | None, fields: Collection[str] | None = None) -> tuple[dict[str, Any], dict[str, str]]:
        """What was typed in these fields (the ledger's own) and the texts of its choices; two empty ones where there is no draft."""
        kept = self._office.settings.get(self._key(record), {})
        known = self._ledger.fields if fields is None else fields
        typed = {name: given for name, given in kept.get("typed", {}).items() if name in known}
        return typed, kept.get("texts", {})

    def drop(self, record: int | None) -> None:
        """Forget it: saved, or given up."""
        if self._office.settings.get(self._key(record)) is not None:
            self._office.settings.drop(self._key(record))

    def _key(self, record: int | None) -> str:
        return f"draft.{self._ledger.key}.{f'new{self._of}' if record is None else record}"


def _is_plain(given: Any) -> bool:
    return given is None or isinstance(given, (str, int, float, bool))


def put_typed(editor: "FieldEditor", given: Any, text: str) -> None:
    """Put what was typed back into its editor, right or wrong."""
    try:
        editor.put(editor.kind.parse(given), text)
    except ValueError:
        editor.put_words(str(given))
