"""Backups: verified, bundled, thinned by generation; restored with a safety copy, and the restore undone."""

import shutil
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.storage import retention
from desktop_app.storage.bundle import BundleDamaged, Manifest, read_manifest, verify_bundle
from desktop_app.storage.errors import NewerOffice, OfficeDamaged, OfficeInUse, WrongPassword
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.storage.restore import differences, restore
from desktop_app.storage.retention import keep, list_backups
from desktop_app.storage.slices import Slice
from desktop_app.support.clock import FixedClock
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, add_branch, add_member, delete, dump, populate


def secret_of(office: Office) -> dict[str, str]:
    return {"password": PASSWORD} if office.encrypted else {}


def test_a_backup_is_one_whole_file_that_says_what_it_holds(office: Office, tmp_path: Path) -> None:
    populate(office)
    (tmp_path / "U盘").mkdir()
    (tmp_path / "U盘" / "光明社区-000001.officebak.partial").write_bytes(b"left by a stick that was pulled")
    path = office.backup(tmp_path / "U盘", "手动")
    assert list(path.parent.iterdir()) == [path]
    assert path.name.startswith("光明社区-000001-20161231-") and path.name.endswith("-手动.officebak")
    manifest = verify_bundle(path)
    counts = office.counts()
    assert {table: rows for table, rows in manifest.counts.items() if table != "office_info"} == {
        table: rows for table, rows in counts.items() if table != "office_info"
    }
    assert (manifest.name, manifest.generation, manifest.reason, manifest.encrypted) == (
        "光明社区",
        1,
        "手动",
        office.encrypted,
    )
    assert manifest.head_seal == office.seal_head()
    assert manifest.versions == {"office": 1, "small": 3}
    last = office.last_backup()
    assert last is not None
    assert (last.generation, last.path, last.head_change) == (1, str(path), manifest.head_change)
    assert read_manifest(office.backup(tmp_path / "U盘", "手动")).generation == 2
    assert not Layout(office.folder).staging.exists()


def test_the_office_knows_whether_a_backup_is_due(office: Office) -> None:
    assert office.last_backup() is None and office.changed_since_backup
    office.backup_here("退出")
    assert not office.changed_since_backup
    add_branch(office)
    assert office.changed_since_backup


def test_every_flipped_byte_of_a_bundle_is_noticed(office: Office, tmp_path: Path) -> None:
    path = office.backup(tmp_path, "手动")
    whole = bytearray(path.read_bytes())
    for position in range(0, len(whole), len(whole) // 60):
        spoiled = whole.copy()
        spoiled[position] ^= 0xFF
        path.write_bytes(spoiled)
        try:
            assert verify_bundle(path) == _manifest_in(whole, path), f"byte {position} went unnoticed"
        except BundleDamaged:
            continue


def _manifest_in(whole: bytes, path: Path) -> Manifest:
    """A flip in zip's own padding (dates, say) harms nothing: then all contents must verify and be the same."""
    path.write_bytes(whole)
    return verify_bundle(path)


@pytest.mark.parametrize("size", [0, 100, 50_000])
def test_a_truncated_bundle_or_another_file_is_refused(office: Office, tmp_path: Path, size: int) -> None:
    path = office.backup(tmp_path, "手动")
    path.write_bytes(path.read_bytes()[:size])
    for step in (read_manifest, verify_bundle):
        with pytest.raises(BundleDamaged, match="不完整或不是备份"):
            step(path)
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(BundleDamaged):
        restore(path, tmp_path / "新.office", SLICES)
    assert list_backups(tmp_path) == []


def test_a_cancelled_backup_leaves_no_file(office: Office, tmp_path: Path) -> None:
    office.attachments.add(bytes(3 << 20), "大")
    progress = Progress(lambda done, total, what: progress.cancel() if what == "写入备份" else None)
    with pytest.raises(Cancelled):
        office.backup(tmp_path / "U盘", "手动", progress)
    assert list((tmp_path / "U盘").iterdir()) == []
    assert office.last_backup() is None


def test_a_damaged_office_is_not_backed_up_as_if_it_were_whole(sealed_office: Office, tmp_path: Path) -> None:
    populate(sealed_office)
    folder = sealed_office.folder
    sealed_office.close()
    whole, refused = Layout(folder).main.read_bytes(), 0
    for page in range(4096, len(whole), 5 * 4096):
        Layout(folder).main.write_bytes(whole[:page] + bytes(4096) + whole[page + 4096 :])
        with suppress(OfficeDamaged), Office.open(folder, SLICES, password=PASSWORD) as office:
            refused += 1
            with pytest.raises(OfficeDamaged):
                office.backup(tmp_path / "U盘", "手动")
            assert not office.check().ok
        for path in Layout(folder).with_side_files(Layout(folder).main)[1:]:
            path.unlink()
    assert refused > 3
    assert list((tmp_path / "U盘").iterdir()) == []


def test_a_backup_inside_a_change_is_a_programming_error(office: Office, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), office.change("x"):
        office.backup(tmp_path, "手动")


def test_saves_go_on_while_a_backup_is_made_and_the_bundle_is_one_moment(office: Office, tmp_path: Path) -> None:
    populate(office, 500)
    futures = []

    def saving(done: int, total: int, what: str) -> None:
        if what == "写入备份":
            futures.append(office.writer.submit(add_branch, office, f"期间{len(futures)}"))

    path = office.backup(tmp_path, "手动", Progress(saving))
    assert futures and all(future.result(10) for future in futures)
    assert verify_bundle(path).counts["branch"] == 2 < office.counts()["branch"]


# -- restore -----------------------------------------------------------------------------------------------------------


def test_a_restore_brings_everything_back_and_is_itself_undone_by_its_safety_copy(
    office: Office, tmp_path: Path
) -> None:
    populate(office)
    secret, folder, before = secret_of(office), office.folder, dump(office)
    bundle = office.backup(tmp_path, "手动")
    delete(office, "member", 5)
    photo = office.attachments.add(b"later picture", "x")
    add_member(office, "后来的人", photo_sha256=photo)
    later, here = dump(office), office.counts()
    asked = {line.table: (line.here, line.there) for line in differences(read_manifest(bundle), here)}
    assert asked == {"member_search": (38 + 1, 39)} or asked == {}
    office.close()

    with restore(bundle, folder, SLICES, clock=CLOCK, **secret) as restored:
        assert dump(restored) == before
        line = restored.changes(1)[0]
        assert (line.kind, line.title[:11]) == ("restore", "恢复备份：第 1 份（")
        assert restored.attachments.count() == 1
        assert restored.check().ok, restored.check().faults
        assert restored.warnings == ()
        last = restored.last_backup()
        assert last is not None and (last.path, last.generation) == (
            str(bundle),
            1,
        )  # it is not told that there was none
    [safety] = list_backups(Layout(folder).backups)
    assert safety.manifest.reason == "恢复前"
    assert (next(Layout(folder).quarantine.iterdir()) / "office.db").exists()

    with restore(safety.path, folder, SLICES, clock=CLOCK, **secret) as undone:
        assert dump(undone) == later
        assert undone.attachments.read(photo) == b"later picture"
        assert undone.check().ok


def test_a_clean_machine_needs_only_the_bundle_and_the_recovery_code(folder: Path, tmp_path: Path) -> None:
    office, code = Office.create(folder, "社区", SLICES, password=PASSWORD, clock=CLOCK)
    with office:
        populate(office)
        before = dump(office)
        bundle = office.backup(tmp_path / "U盘", "移交")
    shutil.rmtree(folder)
    place = tmp_path / "新电脑" / "社区.office"
    with restore(bundle, place, SLICES, recovery_code=code) as restored:
        assert dump(restored) == before
        assert restored.check().ok
        restored.operators.set_password("操作员", "新密码")
    Office.open(place, SLICES, password="新密码").close()


def test_a_wrong_password_or_a_damaged_bundle_changes_nothing(sealed_office: Office, tmp_path: Path) -> None:
    populate(sealed_office)
    bundle = sealed_office.backup(tmp_path, "手动")
    add_branch(sealed_office, "第三支部")
    folder = sealed_office.folder
    sealed_office.close()
    before = Layout(folder).main.read_bytes()
    with pytest.raises(WrongPassword):
        restore(bundle, folder, SLICES, password="错")
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    spoiled = bundle.with_name("坏.officebak")
    spoiled.write_bytes(content)
    with pytest.raises(BundleDamaged):
        restore(spoiled, folder, SLICES, password=PASSWORD)
    assert Layout(folder).main.read_bytes() == before
    assert not Layout(folder).restoring.exists() and not Layout(folder).quarantine.exists()
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        assert office.counts()["branch"] == 3


def test_an_open_office_is_not_restored_over_and_a_newer_bundle_is_refused(
    sealed_office: Office, tmp_path: Path
) -> None:
    bundle = sealed_office.backup(tmp_path, "手动")
    with pytest.raises(OfficeInUse):
        restore(bundle, sealed_office.folder, SLICES, password=PASSWORD)
    add_branch(sealed_office)
    folder = sealed_office.folder
    sealed_office.close()
    newer = (*SLICES, Slice("later", ("CREATE TABLE later (id INTEGER PRIMARY KEY AUTOINCREMENT);",)))
    with Office.open(folder, newer, password=PASSWORD) as office:
        late = office.backup(tmp_path, "新版")
    with pytest.raises(NewerOffice):
        restore(late, tmp_path / "别处.office", SLICES, password=PASSWORD)


def test_a_stale_wal_beside_the_office_cannot_undo_a_restore(sealed_office: Office, tmp_path: Path) -> None:
    populate(sealed_office)
    bundle = sealed_office.backup(tmp_path, "手动")
    before = dump(sealed_office)
    add_branch(sealed_office, "第三支部")
    crashed = tmp_path / "崩溃.office"
    shutil.copytree(sealed_office.folder, crashed)
    assert Layout(crashed).main.with_name("office.db-wal").stat().st_size > 0
    with restore(bundle, crashed, SLICES, password=PASSWORD) as restored:
        assert dump(restored) == before
        assert restored.check().ok


def test_a_damaged_office_is_restored_and_its_files_go_to_quarantine(sealed_office: Office, tmp_path: Path) -> None:
    populate(sealed_office)
    bundle, before, folder = sealed_office.backup(tmp_path, "手动"), dump(sealed_office), sealed_office.folder
    sealed_office.close()
    Layout(folder).main.write_bytes(b"\x00" * 5000)
    for path in Layout(folder).keys:
        path.unlink()
    with restore(bundle, folder, SLICES, password=PASSWORD) as restored:
        assert dump(restored) == before
    [quarantine] = Layout(folder).quarantine.iterdir()
    assert (quarantine / "office.db").read_bytes() == b"\x00" * 5000


def test_a_password_changed_since_the_backup_stays_changed(sealed_office: Office, tmp_path: Path) -> None:
    bundle, folder = sealed_office.backup(tmp_path, "手动"), sealed_office.folder
    sealed_office.operators.change_password("操作员", PASSWORD, "新密码")
    sealed_office.close()
    restore(bundle, folder, SLICES, password="新密码").close()
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, password=PASSWORD)
    restore(bundle, folder, SLICES, password=PASSWORD).close()
    Office.open(folder, SLICES, password=PASSWORD).close()


def test_restoring_into_a_folder_of_another_office_keeps_that_one_safe(office: Office, tmp_path: Path) -> None:
    populate(office)
    bundle, secret, before = office.backup(tmp_path, "手动"), secret_of(office), dump(office)
    office.close()
    other = tmp_path / "别的.office"
    with Office.create(other, "别的", SLICES, clock=CLOCK)[0] as another:
        add_branch(another, "别的支部")
    with restore(bundle, other, SLICES, **secret) as restored:
        assert (dump(restored), restored.name) == (before, "光明社区")
    [safety] = list_backups(Layout(other).backups)
    assert (safety.manifest.name, safety.manifest.counts["branch"]) == ("别的", 1)


# -- which backups stay ------------------------------------------------------------------------------------------------


def test_four_hundred_days_of_backups_leave_exactly_the_keep_set() -> None:
    stamps: list[tuple[int, date]] = []
    day, generation = date(2016, 1, 1), 0
    for _ in range(400):
        for _ in range(3):
            generation += 1
            stamps.append((generation, day))
            kept = keep(stamps)
            stamps = [stamp for stamp in stamps if stamp[0] in kept]
        day += timedelta(days=1)
    last = day - timedelta(days=1)
    days = [each for _, each in stamps]
    assert days.count(last) == days.count(last - timedelta(days=1)) == 3
    older = [each for each in days if each < last - timedelta(days=1)]
    wanted = {last - timedelta(days=number) for number in range(2, 12)}
    weeks = [last - timedelta(days=(last.weekday() + 1) + 7 * number) for number in range(9)]
    wanted |= set(weeks)
    month = last.replace(day=1)
    for _ in range(8):
        wanted.add(month - timedelta(days=1))
        month = (month - timedelta(days=1)).replace(day=1)
    assert sorted(older) == sorted(wanted)
    for _, each in stamps[:-6]:
        generations = [number for number, stamp in stamps if stamp == each]
        assert all(number % 3 == 0 for number in generations)


def test_with_the_clock_two_years_back_nothing_is_thinned_and_the_order_is_kept() -> None:
    stamps = [(number, date(2016, 12, 1) + timedelta(days=number)) for number in range(1, 31)]
    before = keep(stamps)
    back = [(30 + number, date(2014, 12, 31) + timedelta(days=number)) for number in range(1, 40)]
    kept = keep([*stamps, *back])
    assert before <= kept
    assert {number for number, _ in back} <= kept


def made_backups(folder: Path, days: int, start: date = date(2016, 1, 1)) -> str:
    """An office's own backups of many days, by copying one bundle with other stamps in its manifest."""
    with Office.create(folder, "社区", SLICES, clock=FixedClock(start))[0] as office:
        populate(office)
        first = office.backup(Layout(folder).backups, "手动")
        office_id = office.office_id
    for number in range(1, days):
        _again(first, number + 1, datetime.combine(start, datetime.min.time()) + timedelta(days=number))
    return office_id


def _again(bundle: Path, generation: int, at: datetime, members: int | None = None) -> Path:
    target = bundle.with_name(f"copy-{generation:06d}.officebak")
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                text = content.decode().replace('"generation": 1', f'"generation": {generation}')
                old_at = read_manifest(bundle).at
                content = text.replace(old_at, at.isoformat(timespec="seconds")).encode()
                if members is not None:
                    content = content.replace(b'"member": 39', f'"member": {members}'.encode())
            out.writestr(name, content)
    return target


def test_thinning_deletes_what_neednt_stay_but_nothing_while_the_office_is_degraded_or_shrank(folder: Path) -> None:
    office_id = made_backups(folder, 40)
    backups = Layout(folder).backups
    assert retention.thin(backups, office_id, degraded=True) == []
    fallen = _again(backups / "copy-000040.officebak", 41, datetime(2016, 3, 1))
    assert retention.thin(backups, "another office", degraded=False) == []
    shrunk = _again(next(backups.glob("社区-000001*")), 42, datetime(2016, 3, 2), members=20)
    assert read_manifest(shrunk).counts["member"] == 20
    assert retention.thin(backups, office_id, degraded=False) == []
    shrunk.unlink()
    fallen.unlink()
    stamps = [
        (backup.manifest.generation, date.fromisoformat(backup.manifest.at[:10])) for backup in list_backups(backups)
    ]
    gone = retention.thin(backups, office_id, degraded=False)
    assert gone
    assert {backup.manifest.generation for backup in list_backups(backups)} == keep(stamps)
    size = next(iter(backups.iterdir())).stat().st_size
    retention.thin(backups, office_id, degraded=False, budget=size * 5 + 100)
    assert [backup.manifest.generation for backup in list_backups(backups)] == [40, 39, 38, 37, 36]
    retention.thin(backups, office_id, degraded=False, budget=1)
    assert [backup.manifest.generation for backup in list_backups(backups)] == [40, 39, 38]


def test_a_damaged_backup_never_counts_among_the_three_newest(folder: Path) -> None:
    office_id = made_backups(folder, 40)
    backups = Layout(folder).backups
    for number in (40, 39):
        path = backups / f"copy-{number:06d}.officebak"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    retention.thin(backups, office_id, degraded=False, budget=1)
    left = {backup.manifest.generation for backup in list_backups(backups)}
    assert {38, 37, 36} <= left


def test_the_backups_made_while_working_are_thinned_and_the_last_check_counts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "keep", lambda stamps: {max(number for number, _ in stamps)})
    for number in range(5):
        office.backup_here(str(number))
    backups = Layout(office.folder).backups
    assert [backup.manifest.reason for backup in list_backups(backups)] == ["4", "3", "2"]
    office._engine.put_info("check.ok", "0")
    office.backup_here("5")
    assert len(list_backups(backups)) == 4
    assert office.check().ok
    office.backup_here("6")
    assert len(list_backups(backups)) == 3


def test_a_backup_folder_that_is_a_file_is_refused_in_words(office: Office, tmp_path: Path) -> None:
    (tmp_path / "不是文件夹").write_text("x")
    with pytest.raises(OfficeError):
        office.backup(tmp_path / "不是文件夹", "手动")
