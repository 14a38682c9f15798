"""Files that belong to a record of any ledger: photographs, sign-in sheets, minutes. The bytes are the attachments file's.

A file is attached and taken away in an open change, so both can be undone; the bytes are kept before the row that names them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop_app.people.links import End
from desktop_app.people.photos import is_photo, kept_photo
from desktop_app.storage.attachments import LARGEST
from desktop_app.storage.errors import told_in_words
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen


class Kept(NamedTuple):
    """Bytes that the office has, not yet named by a record."""

    sha256: str
    name: str
    taken_on: str = ""


@frozen
class RecordFile:
    """One file of a record. `size` in bytes, None when its bytes are missing; `taken_on` a day or ''."""

    id: int
    sha256: str
    name: str
    caption: str
    taken_on: str
    size: int | None

    @property
    def missing(self) -> bool:
        """Whether the bytes are gone."""
        return self.size is None

    @property
    def is_photo(self) -> bool:
        """Whether a small picture of it can be shown."""
        return is_photo(self.name)


def take_in(office: Office, content: Path | bytes, name: str = "", *, original: bool = False) -> Kept:
    """Keep a file's bytes, photographs scaled unless the `original` is wanted. Long work: do it before a change is opened."""
    if isinstance(content, Path):
        name = name or content.name
        content = _read(content, name)
    if not content:
        raise OfficeError(f"“{name}”是空文件。", "请检查后重新选择。")
    if not is_photo(name):
        return Kept(office.attachments.add(content, name), name)
    photo = kept_photo(content, name)
    if original:
        photo = photo._replace(content=content, name=name)
    return Kept(office.attachments.add(photo.content, photo.name), photo.name, photo.taken_on)


def _read(path: Path, name: str) -> bytes:
    with told_in_words(path):
        if path.is_dir():
            raise OfficeError(f"“{name}”是文件夹，不能作为附件。", "请选里面的文件，可以一次选多个。")
        if not is_photo(name) and path.stat().st_size > LARGEST:
            raise OfficeError(f"“{name}”超过 {LARGEST >> 20} MB，不能作为附件。", "请先压缩，或分成几个文件。")
        return path.read_bytes()


def attach(
    office: Office, end: End, content: Path | bytes | Kept, name: str = "", caption: str = "", *, original: bool = False
) -> int:
    """Put a file to a record, inside an open change; the id of its row. The same bytes twice on one record are one file."""
    kept = content if isinstance(content, Kept) else take_in(office, content, name, original=original)
    known = office.database.one(
        "SELECT id FROM record_file WHERE (x_table, x_id, sha256) = (?, ?, ?)", (*end, kept.sha256)
    )
    if known is not None:
        return known
    done = office.database.execute_sql(
        "INSERT INTO record_file (x_table, x_id, sha256, name, caption, taken_on) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (*end, kept.sha256, kept.name, caption or None, kept.taken_on or None),
    )
    return done.fetchone()[0]


def files_of(office: Office, end: End) -> list[RecordFile]:
    """The files of a record, in the order they came; those whose bytes are missing too."""
    rows = office.database.rows(
        "SELECT id, sha256, name, ifnull(caption, ''), ifnull(taken_on, '') FROM record_file"
        " WHERE (x_table, x_id) = (?, ?) ORDER BY id",
        end,
    )
    sizes = office.attachments.sizes({row[1] for row in rows}) if rows else {}
    return [
        RecordFile(number, sha256, name, caption, taken_on, sizes.get(sha256))
        for number, sha256, name, caption, taken_on in rows
    ]


def recaption(office: Office, file: int, caption: str) -> None:
    """Say otherwise what a file shows, inside an open change."""
    office.database.execute_sql("UPDATE record_file SET caption = ? WHERE id = ?", (caption or None, file))


def detach(office: Office, files: Sequence[int]) -> None:
    """Take files away from their records, inside an open change; the bytes stay as long as undo could want them."""
    office.database.executemany("DELETE FROM record_file WHERE id = ?", [(each,) for each in files])
