"""Bytes by their hash, in a file of their own."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.storage.errors import OfficeDamaged, OfficeMissing
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from tests.storage.small import add_member, delete, insert

NOW = timedelta(days=-1)


def test_a_files_bytes_come_back_and_are_kept_once(office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "照片.jpg"
    picture.write_bytes(bytes(range(256)) * 1000)
    sha256 = office.attachments.add(picture)
    assert (
        office.attachments.add(picture.read_bytes(), "又一次")
        == sha256
        == hashlib.sha256(picture.read_bytes()).hexdigest()
    )
    assert office.attachments.count() == 1
    assert office.attachments.read(sha256) == picture.read_bytes()
    assert office.writer.submit(office.attachments.read, sha256).result(10) == picture.read_bytes()


def test_bytes_are_committed_before_the_change_that_names_them_and_stay_if_it_fails(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.change("加照片"):
        sha256 = office.attachments.add(b"photo", "x")
        insert(office, "member", name="甲", photo_sha256=sha256)
        raise ZeroDivisionError
    assert office.attachments.read(sha256) == b"photo"
    assert office.counts()["member"] == 0


def test_orphans_are_swept_but_never_what_a_record_or_its_history_names(office: Office) -> None:
    kept, undoable, orphan = (office.attachments.add(text, "x") for text in (b"kept", b"undoable", b"orphan"))
    add_member(office, "甲", photo_sha256=kept)
    gone = add_member(office, "乙", photo_sha256=undoable)
    delete(office, "member", gone)
    assert office.attachments.sweep() == 0
    assert office.attachments.sweep(NOW) == 1
    with pytest.raises(OfficeDamaged, match="找不到"):
        office.attachments.read(orphan)
    office.bring_back("member", gone)
    assert office.attachments.missing() == set()
    assert office.check().ok


def test_missing_and_spoiled_contents_are_found(office: Office) -> None:
    add_member(office, "甲", photo_sha256="0" * 64)
    sha256 = office.attachments.add(b"photo", "x")
    database = office._engine.attachments
    with database.transaction():
        database.execute_sql("UPDATE content SET bytes = ? WHERE sha256 = ?", (b"phota", sha256))
    assert office.check().faults == ["附件内容：缺少 1 个附件", "附件内容：有 1 个附件内容已改变"]
    with pytest.raises(OfficeDamaged):
        office.attachments.read(sha256)


def test_a_file_that_is_not_there_or_too_large_is_refused_in_words(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing, match="没有.jpg"):
        office.attachments.add(tmp_path / "没有.jpg")
    large = tmp_path / "大.bin"
    with large.open("wb") as file:
        file.truncate((100 << 20) + 1)
    with pytest.raises(OfficeError, match="100 MB"):
        office.attachments.add(large)
