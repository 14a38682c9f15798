"""缺件清单: what the pack of a span would lack. It is shown before the pack is made and never goes into it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop_app.features.pack.catalogue import DossierItem, Folder, LedgerItem
from desktop_app.features.pack.tables import attachments, portion
from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span


class Gap(NamedTuple):
    """One thing that should be there and is not."""

    folder: str
    sentence: str


def gaps(office: Office, folders: Sequence[Folder], span: Span) -> list[Gap]:
    """All of them, folder by folder."""
    return [Gap(folder.name, sentence) for folder in folders for sentence in _of_folder(office, folder, span)]


def _of_folder(office: Office, folder: Folder, span: Span) -> Iterator[str]:
    if not folder.items and not any(line.proof for line in folder.lines):
        yield "台账里没有这一类材料，请另附纸质材料或在检查细则里加一条，附上扫描件或指到卷宗"
    for line in folder.lines:
        if not line.proof:
            yield f"检查细则“{line.words}”没有指到证明材料"
    for item in folder.items:
        if isinstance(item, Evidence):
            yield from item.missing(office, span)
        elif isinstance(item, DossierItem):
            if dossier_id(office, item.number) is None:
                yield f"没有卷号“{item.number}”的卷宗"
        else:
            yield from _of_ledger(office, item, span)


def _of_ledger(office: Office, item: LedgerItem, span: Span) -> Iterator[str]:
    part = portion(office, item, span, personal=False)
    if not part.ids and not part.withheld:
        yield f"{item.title}在{span.title()}没有记录"
    lost = [file.name for _, file in attachments(office, part) if file.missing]
    for name in lost:
        yield f"{item.title}的附件“{name}”内容缺失"


def dossier_id(office: Office, number: str) -> int | None:
    """The newest 卷宗 of this number; None where there is none."""
    return office.database.one("SELECT id FROM dossier WHERE no = ? ORDER BY year DESC LIMIT 1", (number,))
