"""The workstation's own faces go first where they may be embedded; the reason is told where they may not."""

import shutil
import struct
import threading
from pathlib import Path

import pytest

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import BUNDLED, BUNDLED_FOLDER, Face, why_unusable
from desktop_app.paper.fonts import Fonts, Role
from desktop_app.paper.measures import PORTRAIT
from desktop_app.support.errors import OfficeError
from tests.paper import reading

WENKAI = BUNDLED_FOLDER / "LXGWWenKai-Regular.ttf"


def tables(font: bytes | bytearray, start: int = 0) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", font, start + 4)
    places = range(start + 12, start + 12 + 16 * count, 16)
    return {bytes(font[place : place + 4]): struct.unpack_from(">L", font, place + 8)[0] for place in places}


def with_rights(rights: int, to: Path) -> Path:
    """A copy of a font whose OS/2 table says what may be done with it."""
    font = bytearray(WENKAI.read_bytes())
    struct.pack_into(">H", font, tables(font)[b"OS/2"] + 8, rights)
    to.write_bytes(font)
    return to


def as_collection(to: Path) -> Path:
    """A copy of a font as the only face of a .ttc."""
    font = bytearray(WENKAI.read_bytes())
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * count, 16):
        (offset,) = struct.unpack_from(">L", font, place + 8)
        struct.pack_into(">L", font, place + 8, offset + 16)
    to.write_bytes(struct.pack(">4sLLL", b"ttcf", 0x00010000, 1, 16) + font)
    return to


def of(fonts: Fonts, role: Role):
    return next(face for face in fonts.in_use() if face.role is role)


def test_the_workstations_fangsong_goes_before_the_bundled_face(tmp_path: Path):
    shutil.copy(WENKAI, tmp_path / "SIMFANG.TTF")
    used = of(Fonts(folders=(tmp_path,)), Role.BODY)
    assert (used.label, used.bundled, used.remark) == ("仿宋", False, "")


def test_the_better_of_two_faces_of_the_workstation_is_taken(tmp_path: Path):
    (tmp_path / "字体").mkdir()
    shutil.copy(WENKAI, tmp_path / "字体/simfang.ttf")
    shutil.copy(WENKAI, tmp_path / "仿宋_GB2312_0.ttf")
    assert of(Fonts(folders=(tmp_path,)), Role.BODY).label == "仿宋_GB2312"


def test_a_paper_is_set_in_the_workstations_face(tmp_path: Path):
    shutil.copy(WENKAI, tmp_path / "FZXBSJW--GB1-0.TTF")
    canvas = Canvas(PORTRAIT["A4"], fonts=Fonts(folders=(tmp_path,)))
    canvas.text(50, 700, "报告", Role.TITLE, 22)
    canvas.save(tmp_path / "题.pdf")
    assert [name.split("+")[1] for name, *_ in reading.fonts(tmp_path / "题.pdf")] == ["LXGWWenKai-Regular"]


def test_a_face_in_a_collection_is_used(tmp_path: Path):
    as_collection(tmp_path / "simsun.ttc")
    canvas = Canvas(PORTRAIT["A4"], fonts=Fonts(folders=(tmp_path,)))
    canvas.text(50, 700, "第1页", Role.SONG, 10)
    canvas.save(tmp_path / "页.pdf")
    assert "".join(reading.text(tmp_path / "页.pdf").split()) == "第1页"
    assert reading.fonts(tmp_path / "页.pdf")[0][0].endswith("LXGWWenKai-Regular")


@pytest.mark.parametrize(
    ("rights", "reason"),
    [(0x0002, "不让嵌入"), (0x0100, "只嵌入用到的字"), (0x0200, "只嵌入用到的字"), (0, ""), (0x0004, ""), (0x0008, "")],
)
def test_a_face_is_passed_over_when_its_licence_forbids_embedding(rights: int, reason: str, tmp_path: Path):
    with_rights(rights, tmp_path / "simhei.ttf")
    used = of(Fonts(folders=(tmp_path,)), Role.HEI)
    assert used.bundled == bool(reason)
    assert reason in used.remark


def test_a_face_without_truetype_outlines_is_passed_over(tmp_path: Path):
    font = bytearray(WENKAI.read_bytes())
    place = font.index(b"glyf", 12, 400)
    font[place : place + 4] = b"CFF "
    (tmp_path / "simkai.ttf").write_bytes(font)
    assert "TrueType" in of(Fonts(folders=(tmp_path,)), Role.KAI).remark


@pytest.mark.parametrize(
    "content", [b"", b"not a font at all", b"ttcf\0\1\0\0\0\0\0\1\xff\xff\xff\xff", b"\0\1\0\0\0\xff"]
)
def test_a_damaged_font_file_is_passed_over(content: bytes, tmp_path: Path):
    (tmp_path / "simfang.ttf").write_bytes(content)
    used = of(Fonts(folders=(tmp_path,)), Role.BODY)
    assert used.bundled
    assert "损坏" in used.remark


def test_a_font_cut_off_in_the_middle_is_passed_over(tmp_path: Path):
    (tmp_path / "simfang.ttf").write_bytes(WENKAI.read_bytes()[:-1000])
    used = of(Fonts(folders=(tmp_path,)), Role.BODY)
    assert used.bundled
    assert "不完整" in used.remark


def test_a_font_with_spoilt_tables_is_passed_over(tmp_path: Path):
    font = bytearray(WENKAI.read_bytes())
    place = tables(font)[b"cmap"]
    font[place : place + 400] = b"\xff" * 400
    (tmp_path / "simfang.ttf").write_bytes(font)
    used = of(Fonts(folders=(tmp_path,)), Role.BODY)
    assert used.bundled
    assert "损坏" in used.remark


def test_a_face_without_the_commonest_characters_is_passed_over(tmp_path: Path):
    shutil.copy(BUNDLED_FOLDER / "TaizhangRareHan.ttf", tmp_path / "simfang.ttf")
    used = of(Fonts(folders=(tmp_path,)), Role.BODY)
    assert used.bundled
    assert "缺少常用字" in used.remark


def test_the_clerks_own_choice_goes_before_everything(tmp_path: Path):
    shutil.copy(WENKAI, tmp_path / "simfang.ttf")
    shutil.copy(BUNDLED[Role.SANS].path, tmp_path / "我的字.ttf")
    used = of(Fonts(folders=(tmp_path,), chosen={Role.BODY: tmp_path / "我的字.ttf"}), Role.BODY)
    assert used.label == "我的字"


def test_a_choice_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path):
    with_rights(2, tmp_path / "别用.ttf")
    with pytest.raises(OfficeError, match=r"别用.ttf.*不能用作仿宋.*不让嵌入"):
        Fonts(folders=(), chosen={Role.BODY: tmp_path / "别用.ttf"})
    with pytest.raises(OfficeError, match="读不出来"):
        Fonts(folders=(), chosen={Role.BODY: tmp_path / "不在.ttf"})


def test_every_bundled_face_may_be_embedded_and_has_its_licence_beside_it():
    for face in {*BUNDLED.values(), Face("生僻字", BUNDLED_FOLDER / "TaizhangRareHan.ttf")}:
        assert why_unusable(face) == ""
        family = face.path.stem.split("-")[0]
        assert list(BUNDLED_FOLDER.glob(f"*-{family}.txt")), f"{family} has no licence"


def test_two_papers_made_at_once_come_out_like_one_after_the_other(tmp_path: Path):
    words = ["䶮中原油田", "党员花名册𠅤", "汉族回族㛃", "组织关系𬭎"] * 3

    def make(number: int) -> None:
        canvas = Canvas(PORTRAIT["A4"])
        for role in Role:
            canvas.text(50, 100 + 40 * list(Role).index(role), words[number], role, 16)
        canvas.save(tmp_path / f"{number}.pdf")

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(8):
        assert set(reading.text(tmp_path / f"{number}.pdf").split()) == {words[number]}
        assert reading.text(tmp_path / f"{number}.pdf").split() == [words[number]] * len(Role)
