"""The numbers of a closed span as its issue tells them, beside what the records say now (X6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.features.summary.reckoning import Line
from desktop_app.features.summary.stored import read_stored
from desktop_app.ledger.figures import FigureRows
from desktop_app.ledger.remembered import Memory
from desktop_app.storage.office import Office

_TOLD = Memory(2)


def issued_lines(office: Office, told: Sequence[Line], issue: int) -> list[Line]:
    """The lines with the issue's numbers; where the records say otherwise by now, `now` says what. A figure that the issue does
    not know yet keeps its own."""
    kept = _figures(office, issue)
    return [_as_issued(line, kept[line.code]) if line.code in kept else line for line in told]


def issued_rows(office: Office, issue: int, code: str) -> FigureRows | None:
    """The rows that made a figure of the issue; None for one that it does not know yet."""
    kept = _figures(office, issue).get(code)
    return FigureRows(kept["headings"], kept["rows"], kept["table"], kept["ids"]) if kept else None


def _as_issued(line: Line, kept: Mapping[str, Any]) -> Line:
    numbers = {name: kept[name] for name in ("value", "cumulative", "previous", "last_year")}
    return replace(line, **numbers, now=None if line.value == kept["value"] else line.value)


def _figures(office: Office, issue: int) -> Mapping[str, Mapping[str, Any]]:
    sha256 = office.database.one("SELECT figures_sha256 FROM issue_content WHERE issue_id = ?", (issue,))
    return _TOLD.get(office, sha256, lambda: {each["code"]: each for each in read_stored(office, sha256)["figures"]})
