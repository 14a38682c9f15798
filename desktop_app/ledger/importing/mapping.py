"""Which column of a sheet goes into which field: found by heading, changed by the clerk, remembered for the layout."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.headings import RECORD_KEY, Header, KnownHeadings, find_header, plain_heading
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
        fields = {at: name for at, name in self.fields.items() if at != column and name != field}
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
    for at, heading in enumerate(header.headings):
        name = kept.get(plain_heading(heading), "") if kept is not None else known.field_of(heading)
        if name and name not in fields.values() and (name in ledger.fields or name == RECORD_KEY):
            fields[at] = name
        elif heading and not known.needs_no_field(heading):
            unused.append(
                (heading, f"与另一列重复，都是“{_label(ledger, name)}”" if name else "没有对应的字段，不导入")
            )
    return SheetMapping(header, fields, tuple(unused), remembered=kept is not None)


def remember(office: Office, ledger: Ledger, mapping: SheetMapping) -> None:
    """Keep the mapping for every later sheet of this layout."""
    headings = mapping.header.headings
    kept = {plain_heading(headings[at]): name for at, name in mapping.fields.items()}
    every = office.settings.get(_key(ledger), {})
    if every.get(mapping.header.fingerprint) != kept:
        office.settings.put(_key(ledger), every | {mapping.header.fingerprint: kept})


def _key(ledger: Ledger) -> str:
    return f"import.mapping.{ledger.key}"


def _label(ledger: Ledger, name: str) -> str:
    return ledger.fields[name].label if name in ledger.fields else name
