"""Making the pack: folders, tables, papers, attachments, contents, scan, manifest; into its place whole or not at all.

The outer edition masks every number, leaves out what can't be looked into, and refuses to finish when its own scan finds a whole
identity number or telephone. The inner one shows them only for a purpose, which the access log keeps.
"""

import shutil
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.features.pack import tables
from desktop_app.features.pack.catalogue import DossierItem, Folder, Item, LedgerItem
from desktop_app.features.pack.contents import NOTHING_THERE, Entry, write_contents, write_nothing_there
from desktop_app.features.pack.gaps import dossier_id
from desktop_app.features.pack.manifest import write_manifest
from desktop_app.features.pack.scanning import Hit, scan
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.offered import Evidence
from desktop_app.ledger.search_index import table_of
from desktop_app.people.files import files_of
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.files import write_atomically
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import ColumnPlan, SheetPlan
from desktop_app.workbook.write import write_workbook

_TOLD_HITS = 5
_LONGEST_NAME = 80
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', " "))


@dataclass(frozen=True)
class Order:
    """What pack is wanted. `purpose` unmasks the inner edition's tables; `personal` is the reason for showing personal lists."""

    span: Span
    outer: bool = True
    purpose: str = ""
    recipient: str = ""
    personal: str = ""
    zipped: bool = False


class WholeNumbers(OfficeError):
    """The outer edition held whole identity numbers or telephones; nothing was handed out. `hits` says where."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        told = "；".join(hit.told() for hit in hits[:_TOLD_HITS])
        more = f"；等 {len(hits)} 处" if len(hits) > _TOLD_HITS else ""
        super().__init__(f"外发版里有完整的证号或电话，没有生成：{told}{more}。", "请在台账或附件里改正后再生成。")
        self.hits = tuple(hits)


@dataclass
class Packed:
    """What was made: where, how many files, which attachments were left out and why, the zip where one was asked for."""

    folder: Path
    files: int = 0
    left_out: list[str] = field(default_factory=list)
    zip: Path | None = None


def make_pack(
    office: Office, folders: Sequence[Folder], order: Order, target: Path, progress: Progress = SILENT
) -> Packed:
    """Make the pack as the folder `target`, which must not be there or be empty. OfficeError and Cancelled leave nothing behind."""
    if order.outer and order.purpose:
        raise OfficeError("外发版不写完整证号和电话。", "要写全，请生成内部版并写明用途。")
    with _in_place(target) as building:
        packer = _Packer(office, order, building, progress)
        entries = packer.fill_all(folders)
        if order.outer:
            packer.clear()
        write_contents(office, order.span, folders, entries, building / "目录.pdf", order.outer, progress.quietly())
        files = write_manifest(building)
    packed = Packed(target, files, packer.left_out)
    if order.zipped:
        packed.zip = zip_folder(target, progress)
    packer.log(target.name)
    return packed


@contextmanager
def _in_place(target: Path) -> Iterator[Path]:
    """A folder beside the target that takes its name when all went well."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OfficeError(f"“{target.name}”里已经有东西。", "请换一个空文件夹，或新的名称。")
    building = target.parent / f".{target.name}-{uuid.uuid4().hex[:8]}.partial"
    try:
        building.mkdir(parents=True)
        yield building
        if target.exists():
            target.rmdir()
        building.replace(target)
    except OSError as fault:
        raise OfficeError(
            f"资料包写不进“{target.parent}”（{fault.strerror}）。", "请检查磁盘空间和权限，或换一个文件夹。"
        ) from fault
    finally:
        shutil.rmtree(building, ignore_errors=True)


def zip_folder(folder: Path, progress: Progress = SILENT) -> Path:
    """The pack as one file beside it."""
    path = folder.with_name(f"{folder.name}.zip")
    files = sorted(folder.rglob("*"))
    with write_atomically(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, each in enumerate(files):
            progress.report(number, len(files), "压缩")
            packed.write(each, f"{folder.name}/{each.relative_to(folder).as_posix()}")
    return path


class _Tally:
    """n of m files. What is found only on the way (a dossier's scans, the files of a material) makes m larger with n."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = self._planned = self._unplanned = 0

    def plan(self, files: int) -> None:
        """So many are to be written."""
        self._planned += files

    def wrote(self, files: int = 1, planned: int | None = None) -> None:
        """So many more are there, of which `planned` (all, where not said) were counted before."""
        self._done += files
        self._unplanned += 0 if planned is None else files - planned
        self._progress.report(self._done, self._planned + self._unplanned, "写文件")


class _Packer:
    """One pack while its folders are filled."""

    def __init__(self, office: Office, order: Order, root: Path, progress: Progress) -> None:
        self._office, self._order, self._root = office, order, root
        self._whole, self._progress, self._tally = progress, progress.quietly(), _Tally(progress)
        self._unmasking = None
        if order.purpose:
            self._unmasking = Unmasking(office).hand_out(order.purpose, order.recipient)
        self.left_out: list[str] = []
        self._personal: dict[str, list[int]] = {}

    def fill_all(self, folders: Sequence[Folder]) -> list[Entry]:
        """Write every folder; the lines of the contents. What each holds is looked up before, so that n of m can be told."""
        planned = [(folder, self._portions(folder)) for folder in folders]
        return [entry for folder, portions in planned for entry in self._fill(folder, portions)]

    def _portions(self, folder: Folder) -> Sequence[Item | tables.Portion]:
        self._whole.report(0, 0, f"查找“{folder.title}”的材料")
        personal, span = bool(self._order.personal), self._order.span
        found = [
            tables.portion(self._office, item, span, personal=personal) if isinstance(item, LedgerItem) else item
            for item in folder.items
        ]
        parts = [part for part in found if isinstance(part, tables.Portion)]
        self._tally.plan(1 + sum(isinstance(part, Evidence) for part in found))
        self._tally.plan(sum(tables.count_files(self._office, part) for part in parts))
        return found

    def _fill(self, folder: Folder, items: Sequence[Item | tables.Portion]) -> list[Entry]:
        place = self._root / folder.name
        place.mkdir()
        entries: list[Entry] = []
        for item in items:
            if isinstance(item, tables.Portion):
                entries += self._ledger(folder, item)
            elif isinstance(item, DossierItem):
                entries += self._dossier(folder, item)
            elif isinstance(item, Evidence):
                entries += self._evidence(folder, item)
        entries += self._of_lines(folder)
        if not entries:
            return [self._nothing_there(folder)]
        book = place / f"{folder.number} 台账.xlsx"
        self._workbook(folder, [part for part in items if isinstance(part, tables.Portion)], entries, book)
        self._tally.wrote()
        return [*entries, Entry(folder.name, "目录和台账", book.name, "")]

    def _nothing_there(self, folder: Folder) -> Entry:
        """A folder of the catalogue is never handed out empty: it would look as if something had been taken out of it."""
        path = self._root / folder.name / f"{NOTHING_THERE}.pdf"
        write_nothing_there(self._office, folder, self._order.span, path)
        self._tally.wrote()
        return Entry(folder.name, NOTHING_THERE, path.name, "")

    def _ledger(self, folder: Folder, part: tables.Portion) -> list[Entry]:
        if not part.ids:
            return [Entry(folder.name, part.item.title, "", part.told())] if part.withheld else []
        place = self._root / folder.name
        path = place / f"{_fit(part.name)}.pdf"
        tables.write_pdf(part, path, self._order.span, self._unmasking, self._progress)
        self._tally.wrote()
        entries = [Entry(folder.name, part.item.title, path.name, part.told())]
        if part.ledger.key in tables.PERSONAL and self._order.personal:
            self._personal[table_of(part.ledger.record)] = list(part.ids)
        return [*entries, *self._papers(folder, part), *self._attachments(folder, part)]

    def _papers(self, folder: Folder, part: tables.Portion) -> Iterator[Entry]:
        for paper in tables.papers(part):
            ids = list(part.ids)
            if tables.too_many(paper, part):
                self.left_out.append(f"{folder.name} {paper.title}：{len(ids):,} 份太多，请按支部在台账里打印")
                continue
            place = self._root / folder.name / paper.title if paper.one else self._root / folder.name
            place.mkdir(exist_ok=True)
            named = tables.titles(part) if paper.one else [""]
            for number, title in enumerate(named, 1):
                some = [ids[number - 1]] if paper.one else ids
                name = f"{number:04d} {_fit(title)}".strip() if paper.one else paper.title
                paper.write(self._office, place / f"{name}.pdf", some, self._progress)
                self._tally.wrote()
            told = f"{place.name}/" if paper.one else f"{paper.title}.pdf"
            yield Entry(folder.name, paper.title, told, f"{len(ids):,} 份")

    def _attachments(self, folder: Folder, part: tables.Portion) -> list[Entry]:
        place = self._root / folder.name / f"{_fit(part.item.title)}附件"
        count = 0
        for _, file in tables.attachments(self._office, part):
            if not file.missing:
                count += 1
                self._tally.wrote()
                self._copy(file.sha256, place, f"{count:03d} {_fit(file.caption)} {_fit(file.name)}".replace("  ", " "))
        return [Entry(folder.name, f"{part.item.title}附件", f"{place.name}/", f"{count:,} 个")] if count else []

    def _copy(self, sha256: str, place: Path, name: str) -> None:
        self._progress.check()
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(self._office.attachments.read(sha256))

    def _evidence(self, folder: Folder, item: Evidence) -> list[Entry]:
        place, order = self._root / folder.name, self._order
        written = item.write(self._office, place, order.span, order.outer or not order.purpose, self._progress)
        names = [Path(path).relative_to(place).as_posix() for path in written]
        self._tally.wrote(len(names), planned=1)
        return [Entry(folder.name, item.title, name, "") for name in names]

    def _of_lines(self, folder: Folder) -> list[Entry]:
        """Files put to the superior's lines themselves: scans of what no ledger keeps."""
        files = [file for line in folder.lines for file in files_of(self._office, End("pack_line", line.id))]
        kept = [file for file in files if not file.missing]
        place = self._root / folder.name / "检查细则附件"
        for count, file in enumerate(kept, 1):
            self._copy(file.sha256, place, f"{count:03d} {_fit(file.name)}")
            self._tally.wrote(planned=0)
        return [Entry(folder.name, "检查细则附件", f"{place.name}/", f"{len(kept):,} 个")] if kept else []

    def _dossier(self, folder: Folder, item: DossierItem) -> list[Entry]:
        number = dossier_id(self._office, item.number)
        if number is None:
            return []
        rows = self._office.database.rows("SELECT id FROM dossier_item WHERE dossier_id = ? ORDER BY seq", (number,))
        ends = [End("dossier", number), *(End("dossier_item", row) for (row,) in rows)]
        files = [file for end in ends for file in files_of(self._office, end) if not file.missing]
        place = self._root / folder.name / _fit(item.title)
        for count, file in enumerate(files, 1):
            self._copy(file.sha256, place, f"{count:03d} {_fit(file.name)}")
            self._tally.wrote(planned=0)
        told = f"{place.name}/" if files else ""
        return [Entry(folder.name, item.title, told, f"{len(rows)} 件，电子件 {len(files)} 个")]

    def _workbook(
        self, folder: Folder, portions: Sequence[tables.Portion], entries: Sequence[Entry], path: Path
    ) -> None:
        columns = [
            ColumnPlan("序号", width=7, align="center"),
            *(ColumnPlan(each) for each in ("材料", "文件", "数量")),
        ]
        rows = [(str(number), entry.title, entry.file, entry.count) for number, entry in enumerate(entries, 1)]
        rows += [("", f"检查细则：{line.words}", line.proof, "") for line in folder.lines if line.proof]
        first = SheetPlan(f"{folder.name}目录", columns, rows, name="目录", note_left=self._order.span.title())
        sheets = [tables.sheet(part, self._unmasking, self._progress) for part in portions if part.ids]
        write_workbook(path, [first, *sheets], self._progress, contents=False)

    def clear(self) -> None:
        """Take out of an outer edition what can't be looked into; WholeNumbers when the scan finds any."""
        scanned = scan(self._root, self._whole)
        if scanned.hits:
            raise WholeNumbers(scanned.hits)
        for name in scanned.unreadable:
            (self._root / name).unlink()
            self.left_out.append(f"{name}：内容无法检查，没有放进外发版")

    def log(self, name: str) -> None:
        """What was handed out whole, and to whom, in the access log; personal lists with their reason."""
        if self._unmasking:
            rows = self._office.database.rows("SELECT id FROM member WHERE left_on IS NULL")
            told = {"member": [row for (row,) in rows]}
            self._office.log_access(f"迎检资料包（内部版）{name}", told, self._order.purpose, self._order.recipient)
        if self._order.personal:
            what = f"迎检资料包附党员个人清单 {name}"
            self._office.log_access(what, self._personal, self._order.personal, self._order.recipient)


def _fit(name: str) -> str:
    """A name that every file system takes."""
    stem, dot, ending = name.translate(_UNFIT).strip(" .").rpartition(".")
    return f"{(stem or ending)[:_LONGEST_NAME]}{dot}{ending}" if stem else ending[:_LONGEST_NAME]
