"""How a ledger goes out to the branches as workbooks and comes back: the words of the declaration. The doing is rounds/'."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_app.support.frozen import frozen


@frozen
class RoundExtra:
    """A column of a branch's workbook that is no field of the record (the absentees' names of a session).

    `texts(office, ids) -> {id: text}` says what stands in it now; `read(office, org, typed) -> text` gives what was typed in its one
    plain form, or a ValueError with a Chinese sentence; `write(office, {id: text})` stores it inside the open change.
    """

    name: str
    heading: str
    texts: Callable[[Any, Sequence[int]], Mapping[int, str]]
    read: Callable[[Any, int, str], str]
    write: Callable[[Any, Mapping[int, str]], None]
    width: float | None = None
    hint: str = ""


@frozen
class RoundSpec:
    """Which fields go out, in this order, and which of them the branch may only read (besides those that only actions change).

    `day` names the date by which a round may be of one month (支部月报): `distribute study 2016-12 OUTDIR`.
    `rows(office, org, asked) -> ids` gives a branch's rows where the ledger's own list under that organisation is not what is meant.
    `extras` are columns that are no fields; `hints` further lines for 填写说明; `spare_rows` empty lines for additions.
    """

    columns: tuple[str, ...]
    read_only: frozenset[str] = frozenset()
    extras: tuple[RoundExtra, ...] = ()
    rows: Callable[[Any, int, Any], Sequence[int]] | None = None
    hints: tuple[str, ...] = ()
    spare_rows: int = 15
    day: str = ""
