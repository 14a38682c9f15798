"""An issue's figures as they are stored: every value and every row behind it, as compressed JSON among the attachments."""

import gzip
import json
from collections.abc import Sequence
from typing import Any

from desktop_app.features.summary.reckoning import Line
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def stored_bytes(
    office: Office, span: Span, told: Sequence[Line], corrections: Sequence[dict[str, Any]], progress: Progress = SILENT
) -> bytes:
    """The figures of a span with their rows and the corrections told with them. The same figures give the same bytes."""
    figures = []
    for line in progress.over(told, len(told), "存下明细", every=10):
        rows = line.figure.rows(office, span, None)
        behind = {
            "headings": list(rows.headings),
            "rows": [list(row) for row in rows.rows],
            "table": rows.table,
            "ids": list(rows.ids),
        }
        figure = line.figure
        what = {"section": figure.section, "kind": figure.kind, "measure": figure.measure, "measured": figure.measured}
        figures.append({**line.as_json(), **what, **behind})
    whole = {"from": str(span.start), "to": str(span.end), "figures": figures, "corrections": list(corrections)}
    return gzip.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def read_stored(office: Office, sha256: str) -> dict[str, Any]:
    """What `stored_bytes` stored; OfficeDamaged when the attachment is lost."""
    return json.loads(gzip.decompress(office.attachments.read(sha256)))
