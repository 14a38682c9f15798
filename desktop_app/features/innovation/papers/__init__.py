"""The papers of the innovation ledger: 立项申报表, 验收报告, the one-page 成果 sheet. The 项目台账 is the ledger's own table."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.ledger.declaration import RecordPaper
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress


def _applications(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.innovation.papers.forms import write_applications

    write_applications(office, path, ids, progress)


def _acceptances(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.innovation.papers.forms import write_acceptances

    write_acceptances(office, path, ids, progress)


def _results(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    from desktop_app.features.innovation.papers.result_sheet import write_results

    write_results(office, path, ids, progress)


PROJECT_PAPERS = (
    RecordPaper("application", "立项申报表", _applications),
    RecordPaper("acceptance", "验收报告", _acceptances),
    RecordPaper("result", "成果简介（一页）", _results),
)
