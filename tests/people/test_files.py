"""Files of a record: photographs are made small and upright, the rest stays as it is; undone, kept, and marked when gone."""

from io import BytesIO

import pytest
from PIL import Image

from desktop_app.people.files import attach, detach, files_of, recaption, take_in
from desktop_app.people.links import End
from desktop_app.people.photos import LARGEST, LONG_SIDE, kept_photo
from desktop_app.storage.restore import restore
from desktop_app.support.errors import OfficeError


@pytest.fixture
def end(center):
    return End("member", center.person("甲"))


def picture(size=(3000, 2000), kind="JPEG", *, mode="RGB", orientation=1, noise=True) -> bytes:
    made = Image.effect_noise(size, 80).convert(mode) if noise else Image.new(mode, size)
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2016:07:01 09:30:00"
    made.save(out, kind, **({"exif": exif, "quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


def attached(center, end, *told, **options) -> int:
    with center.office.change("添加附件"):
        return attach(center.office, end, *told, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF"])
def test_a_large_photograph_is_kept_small(kind):
    kept = kept_photo(picture(kind=kind), f"合影.{kind.lower()}")
    with Image.open(BytesIO(kept.content)) as made:
        assert made.format == "JPEG" and max(made.size) <= LONG_SIDE
        assert abs(made.width / made.height - 1.5) < 0.01
    assert len(kept.content) <= LARGEST and kept.name == "合影.jpg"
    assert kept.taken_on == ("2016-07-01" if kind == "JPEG" else "")


def test_a_photograph_is_turned_as_the_camera_was_held():
    with Image.open(BytesIO(kept_photo(picture(orientation=6), "竖.jpg").content)) as made:
        assert made.height > made.width


def test_what_shines_through_becomes_white_paper():
    kept = kept_photo(picture((2400, 100), "PNG", mode="RGBA", noise=False), "章.png")
    with Image.open(BytesIO(kept.content)) as made:
        assert made.getpixel((5, 5)) == (255, 255, 255)


def test_small_ones_and_what_is_no_picture_stay_as_they_are():
    small = picture((400, 300))
    assert kept_photo(small, "小.jpg").content == small
    assert kept_photo(b"not a picture", "坏.jpg") == (b"not a picture", "坏.jpg", "")
    broken = picture()[:5000]
    assert kept_photo(broken, "半.jpg").content == broken


def test_no_picture_of_absurd_size_is_unfolded():
    with pytest.raises(OfficeError, match="30000 × 30000 点"):
        kept_photo(picture((30_000, 30_000), "PNG", mode="1", noise=False), "大.png")


def test_files_are_listed_captioned_and_taken_away(center, end):
    first = attached(center, end, b"%PDF-1.4", "签到表.pdf", "三月党课")
    second = attached(center, end, picture((300, 200)), "现场.jpg")
    listed = files_of(center.office, end)
    assert [(file.id, file.name, file.caption, file.is_photo) for file in listed] == [
        (first, "签到表.pdf", "三月党课", False),
        (second, "现场.jpg", "", True),
    ]
    assert listed[0].size == 8 and center.office.attachments.read(listed[0].sha256) == b"%PDF-1.4"
    with center.office.change("改说明"):
        recaption(center.office, second, "植树")
    with center.office.change("移除附件"):
        detach(center.office, [first])
    assert [file.caption for file in files_of(center.office, end)] == ["植树"]
    center.office.undo()
    assert len(files_of(center.office, end)) == 2


def test_the_same_file_twice_is_one(center, end):
    assert attached(center, end, b"%PDF-1.4", "一.pdf") == attached(center, end, b"%PDF-1.4", "二.pdf")
    assert len(files_of(center.office, end)) == 1


def test_the_original_is_kept_on_request(center, end):
    content = picture()
    attached(center, end, content, "原图.jpg", original=True)
    (file,) = files_of(center.office, end)
    assert file.size == len(content) and file.taken_on == "2016-07-01"


def test_missing_bytes_are_marked(center, end):
    attached(center, end, b"%PDF-1.4", "签到表.pdf")
    center.office.attachments._database.execute_sql("DELETE FROM content")
    (file,) = files_of(center.office, end)
    assert file.missing and file.name == "签到表.pdf"


def test_files_survive_backup_and_restore(center, end, tmp_path):
    attached(center, end, picture(), "合影.jpg", "七一")
    content = center.office.attachments.read(files_of(center.office, end)[0].sha256)
    bundle = center.office.backup(tmp_path, "手工")
    with restore(bundle, tmp_path / "还原.office", center.office._engine.slices) as again:
        (file,) = files_of(again, end)
        assert again.attachments.read(file.sha256) == content and file.caption == "七一"


@pytest.mark.parametrize("what", ["folder", "empty", "nothing"])
def test_what_cannot_be_a_file_is_refused_in_words(center, tmp_path, what):
    path = tmp_path / "照片.jpg"
    if what == "folder":
        path.mkdir()
    elif what == "empty":
        path.write_bytes(b"")
    with pytest.raises(OfficeError):
        take_in(center.office, path)


def test_a_file_belongs_to_a_record_that_is_there(center):
    with pytest.raises(OfficeError, match="不在了"):
        attached(center, End("member", 999), b"%PDF-1.4", "一.pdf")
