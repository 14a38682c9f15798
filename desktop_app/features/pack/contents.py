"""The pack's contents page: every folder in its order, what it holds and where, and the superior's lines with their proof.

And the note in a folder that holds nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop_app.features.pack.catalogue import Folder
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress

NOTHING_THERE = "本目录无材料说明"


class Entry(NamedTuple):
    """One material: in which folder, its name, its file ('' where only counted), how much it is."""

    folder: str
    title: str
    file: str
    count: str


def write_contents(
    office: Office,
    span: Span,
    folders: Sequence[Folder],
    entries: Sequence[Entry],
    path: Path,
    outer: bool,
    progress: Progress,
) -> None:
    """Write 目录.pdf. Folders without material name their note: what is missing is told before, not here."""
    from desktop_app.paper.long_table import PaperColumn, TablePaper, section

    rows = []
    for folder in folders:
        rows.append(section(folder.name))
        own = [entry for entry in entries if entry.folder == folder.name]
        for number, entry in enumerate(own, 1):
            rows.append((str(number), entry.title, entry.file or "只列数量", entry.count))
        rows += [("", f"检查细则：{line.words}", line.proof, "") for line in folder.lines if line.proof]
    TablePaper(
        f"{span.title()}迎检资料目录",
        [
            PaperColumn("序号", wrap=False),
            PaperColumn("材料", align="left", weight=2, min_width=50),
            PaperColumn("文件", align="left", weight=2, min_width=50),
            PaperColumn("数量", align="left", weight=1, min_width=24),
        ],
        rows,
        unit_left=f"{paper_foot(office)['unit']}　{'外发版' if outer else '内部版'}",
        date_right=f"{len(folders)} 个文件夹",
        foot=foot_places(office),
        landscape=False,
    ).write(path, progress)


def write_nothing_there(office: Office, folder: Folder, span: Span, path: Path) -> None:
    """Say on a signed page that a folder holds nothing, and why: not what should have been there."""
    from desktop_app.paper.official import OfficialPaper, Paragraph

    titles = [item.title for item in folder.items]
    if titles:
        why = f"期间内{'、'.join(titles)}{'均' if len(titles) > 1 else ''}无登记，没有形成材料。"
    else:
        why = "这一类材料不在电子台账中登记。有纸质材料的，另册提供。"
    OfficialPaper(
        f"关于“{folder.name}”没有材料的说明",
        [Paragraph(f"本资料包的期间是{span.title()}。{why}"), Paragraph("特此说明。")],
        signer=paper_foot(office)["unit"],
        signed_on=office.clock.today(),
    ).write(path)
