"""The office's records that a file's rows may be, fetched at once; and how a stored value and a file's are compared."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Select, Value

from desktop_app.ledger.declaration import Ledger
from desktop_app.storage.fields import Flag, FullDate, IdNumber, PartialDate
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.support import id_number

_WANTED = "(SELECT value FROM json_each(?))"
_STARS = re.compile(r"[*●•■□#]+")
_OLD_LENGTH = 15
_ENOUGH_SEEN = 4


def plain_key(kind: Kind, value: Any) -> str:
    """A key as it is compared: an old 15-digit identity number is the same as its 18-digit form."""
    text = str(value)
    if len(text) == _OLD_LENGTH and isinstance(kind, IdNumber):
        return id_number.inspect(text).proposal or text
    return text


def _forms(kind: Kind, plain: str) -> list[str]:
    """The ways a key may be stored."""
    if isinstance(kind, IdNumber) and len(plain) != _OLD_LENGTH:
        return [plain, plain[:6] + plain[8:17]]
    return [plain]


class Stored:
    """Records by id, by key and by name: those that any of the rows could be, and no others."""

    def __init__(
        self, office: Office, ledger: Ledger, keys: Mapping[str, Set[str]], names: Set[str], ids: Set[int]
    ) -> None:
        self._names = list(ledger.fields)
        self._ledger = ledger
        self.listed: dict[int, bool] = {}
        self._rows: dict[int, tuple[Any, ...]] = {}
        self.by_key: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in keys}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for row_id, listed, *row in self._fetch(office, keys, names, ids):
            self.listed[row_id] = bool(listed)
            self._rows[row_id] = tuple(row)
        self._index()

    def _fetch(
        self, office: Office, keys: Mapping[str, Set[str]], names: Set[str], ids: Set[int]
    ) -> Iterable[tuple[Any, ...]]:
        ledger, record = self._ledger, self._ledger.record
        # Asked of this office: the models' own may be another, opened and closed beside it.
        if not office.database.execute(Select([record], [record.id]).limit(1)).fetchall():  # type: ignore[attr-defined]
            return []  # the first list of all is looked up nowhere
        wanted: dict[Any, Iterable[Any]] = {record.id: ids}  # type: ignore[attr-defined]
        for name, values in keys.items():
            wanted[ledger.fields[name]] = [form for value in values for form in _forms(ledger.fields[name], value)]
        if ledger.imports and ledger.imports.asks_by:
            wanted[ledger.fields[ledger.imports.asks_by]] = names
        listed = ledger.base() if ledger.base else Value(1)
        columns = [record.id, listed, *(ledger.fields[name] for name in self._names)]  # type: ignore[attr-defined]
        any_of = [field.in_(SQL(_WANTED, (json.dumps(list(values)),))) for field, values in wanted.items() if values]
        if not any_of:
            return []
        return office.database.execute(Select([record], columns).where(reduce(or_, any_of))).fetchall()

    def _index(self) -> None:
        spec = self._ledger.imports
        for name, found in self.by_key.items():
            kind, at = self._ledger.fields[name], self._names.index(name)
            for row_id, row in self._rows.items():
                if row[at]:
                    found[plain_key(kind, row[at])].append(row_id)
        if spec and spec.asks_by:
            at = self._names.index(spec.asks_by)
            for row_id, row in self._rows.items():
                self.by_name[row[at]].append(row_id)

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._rows

    def holders(self, name: str, value: Any) -> list[int]:
        """The records that have this key."""
        held = self.by_key[name]
        return held.get(plain_key(self._ledger.fields[name], value), []) if held else []

    def values(self, row_id: int) -> dict[str, Any]:
        """A record by field, as stored."""
        return dict(zip(self._names, self._rows[row_id], strict=True))


def is_blank_value(kind: Kind, value: Any) -> bool:
    """Whether there is nothing yet: an unset flag is as good as none."""
    return value is None or value == "" or (isinstance(kind, Flag) and not value)


def adds_detail(kind: Kind, old: Any, new: Any) -> bool:
    """Whether the new value only says more of the same: 1952-03 becomes 1952-03-05."""
    return isinstance(kind, (PartialDate, FullDate)) and bool(old) and str(new).startswith(f"{old}-")


def agrees(kind: Kind, old: Any, new: Any) -> bool:
    """Whether a file's value says nothing that the stored one doesn't: the month alone of a stored day, an old form of a number."""
    if old == new:
        return True
    if old is None or old == "":
        return False
    if isinstance(kind, (PartialDate, FullDate)):
        return old.startswith(f"{new}-")
    if isinstance(kind, IdNumber):
        return len(str(new)) == _OLD_LENGTH and plain_key(kind, new) == old
    return False


def contradicts(kind: Kind, one: Any, other: Any) -> bool:
    """Whether both are given and can't be said of the same: 1952 and 1952-03 can."""
    given = one not in (None, "") and other not in (None, "")
    return given and not agrees(kind, one, other) and not agrees(kind, other, one)


def confirms(kind: Kind, old: Any, masked: str) -> bool:
    """Whether a value with stars shows just what is seen of the stored one; every branch stars another part."""
    if old is None:
        return False
    seen = _STARS.split(masked.upper())
    if len("".join(seen)) < _ENOUGH_SEEN:
        return _STARS.sub("*", kind.mask(old)) == _STARS.sub("*", masked)
    return re.fullmatch(".+".join(map(re.escape, seen)), str(old).upper()) is not None
