"""Which column of a sheet goes into which field: found by heading, changed by the clerk, remembered for the layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.headings import (
    INTO_REMARK,
    RECORD_KEY,
    Header,
    KnownHeadings,
    find_header,
    own_heading,
)
from desktop_app.storage.office import Office
from desktop_app.workbook.cells import Sheet


@dataclass(frozen=True)
class SheetMapping:
    """One sheet's mapping: `fields` by column index; `unused` headings with what becomes of them; whether it was remembered."""

    header: Header
    fields: Mapping[int, str]
    unused: tuple[tuple[str, str], ...] = ()
    remembered: bool = False

    def with_field(self, column: int, field: str | None) -> "SheetMapping":
        """The mapping as the clerk changed it: this column into `field` (taken from any other column), or into none."""
        fields = {
            at: name for at, name in self.fields.items() if at != column and (name != field or name == INTO_REMARK)
        }
        return replace(self, fields=fields | ({column: field} if field else {}))


def map_sheet(office: Office, ledger: Ledger, sheet: Sheet) -> SheetMapping | None:
    """The sheet's mapping, as remembered for its layout or by its headings; None for a sheet without a header."""
    known = KnownHeadings(ledger)
    header = find_header(sheet, known)
    if header is None:
        return None
    kept = office.settings.get(_key(ledger), {}).get(header.fingerprint)
    fields: dict[int, str] = {}
    unused: list[tuple[str, str]] = []
    told_apart = _told_apart(header.headings)
    for at, heading in enumerate(header.headings):
        name = kept.get(told_apart[at], "") if kept is not None else known.field_of(heading)
        free = name == INTO_REMARK or name not in fields.values()
        if name and free and (name in ledger.fields or name in (RECORD_KEY, INTO_REMARK)):
            fields[at] = name
        elif heading and not known.needs_no_field(heading):
            unused.append((heading, _why_unused(ledger, name, "|" in told_apart[at])))
    return SheetMapping(header, fields, tuple(unused), remembered=kept is not None)


def remember(office: Office, ledger: Ledger, mapping: SheetMapping) -> None:
    """Keep the mapping for every later sheet of this layout."""
    headings = mapping.header.headings
    told_apart = _told_apart(headings)
    kept = {told_apart[at]: name for at, name in mapping.fields.items()}
    every = office.settings.get(_key(ledger), {})
    if every.get(mapping.header.fingerprint) != kept:
        office.settings.put(_key(ledger), every | {mapping.header.fingerprint: kept})


def _told_apart(headings: Sequence[str]) -> list[str]:
    """Each heading as it is remembered: with its left neighbour where another column is called the same (入党|时间), and a column
    that has none by how far it stands right of the nearest that has."""
    plain = [own_heading(heading) for heading in headings]
    told: list[str] = []
    nearest = 0
    for at, heading in enumerate(plain):
        nearest = at if heading else nearest
        left = plain[at - 1] if at else ""
        told.append(
            f"{plain[nearest]}|{at - nearest}"
            if not heading
            else f"{left}|{heading}"
            if plain.count(heading) > 1
            else heading
        )
    return told


def _why_unused(ledger: Ledger, name: str, shared: bool) -> str:
    if name:
        return f"与另一列重复，都是“{_label(ledger, name)}”"
    return "有几列同名，请指定各是哪一项；未指定的不导入" if shared else "没有对应的字段，不导入"


def _key(ledger: Ledger) -> str:
    return f"import.mapping.{ledger.key}"


def _label(ledger: Ledger, name: str) -> str:
    return ledger.fields[name].label if name in ledger.fields else name
