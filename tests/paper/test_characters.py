"""No character is ever lost: the 8,105 of 通用规范汉字表, rare names, characters that no face has."""

import unicodedata
from pathlib import Path

import pytest

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Fonts, Role, shared
from desktop_app.paper.measures import PORTRAIT
from tests.paper import reading

STANDARD = (Path(__file__).parent / "characters/characters.txt").read_text(encoding="utf-8").split()
RARE_NAMES = "王䶮 李㛃 张𬭎 刘𠅤"


def sheet_of(text: str, role: Role, path: Path) -> Path:
    """The text on pages of 40 × 50 characters."""
    canvas = Canvas(PORTRAIT["A4"])
    for start in range(0, len(text), 2000):
        page = text[start : start + 2000]
        for row in range(0, len(page), 40):
            canvas.text(40, 800 - row / 40 * 15, page[row : row + 40], role, 12)
        canvas.end_page()
    canvas.save(path)
    return path


def test_the_list_has_all_8105_characters():
    assert len(set(STANDARD)) == 8105


@pytest.mark.parametrize("role", Role)
def test_every_standard_character_is_drawn_by_the_roles_own_face(role: Role):
    chain = shared().chain(role)
    assert [char for char in STANDARD if chain.face_for(char) is not chain.main] == []


@pytest.mark.parametrize("role", [Role.TITLE, Role.BODY, Role.HEI, Role.KAI])
def test_every_standard_character_comes_back_from_the_pdf(role: Role, tmp_path: Path):
    path = sheet_of("".join(STANDARD), role, tmp_path / "字表.pdf")
    assert "".join(reading.text(path).split()) == "".join(STANDARD)
    assert len(reading.fonts(path)) == 1


@pytest.mark.parametrize("role", Role)
def test_rare_names_are_drawn_and_come_back(role: Role, tmp_path: Path):
    path = sheet_of(RARE_NAMES, role, tmp_path / "名.pdf")
    assert reading.text(path).split() == RARE_NAMES.split()
    assert shared().missing(RARE_NAMES, role) == ""


def test_every_font_is_embedded_cut_down_and_tells_its_unicode(tmp_path: Path):
    path = sheet_of("䶮" + "𠀀〇Ab1，" + "𪚥", Role.HEI, tmp_path / "字体.pdf")
    used = reading.fonts(path)
    assert [flags for _, *flags in used] == [["yes", "yes", "yes"]] * 2
    assert {name.split("+")[1] for name, *_ in used} == {"NotoSansSC-Medium", "TaizhangRareHan"}


def test_a_character_that_the_face_lacks_is_taken_from_the_next(tmp_path: Path):
    chain = shared().chain(Role.KAI)
    lacking = next(char for char in map(chr, range(0x3400, 0x4DC0)) if not chain.main.draws(ord(char)))
    path = sheet_of(f"前{lacking}后", Role.KAI, tmp_path / "借字.pdf")
    assert reading.text(path).strip() == f"前{lacking}后"
    assert {name.split("+")[1] for name, *_ in reading.fonts(path)} == {"LXGWWenKai-Regular", "NotoSerifSC-Regular"}


def test_a_character_that_no_face_has_prints_its_code_and_is_named(tmp_path: Path):
    path = sheet_of("王\U0002ebf0\ue123", Role.BODY, tmp_path / "缺字.pdf")
    assert reading.text(path).strip() == "王〔U+2EBF0〕〔U+E123〕"
    assert shared().missing("王\U0002ebf0强\ue123王") == "\U0002ebf0\ue123"


def test_look_alikes_stand_in_for_ticks_and_crosses(tmp_path: Path):
    path = sheet_of("✔✘☐☑", Role.BODY, tmp_path / "勾.pdf")
    assert reading.text(path).strip() == "√×☐☑"


def test_kangxi_radicals_print_as_the_characters_they_look_like(tmp_path: Path):
    path = sheet_of("⼤学⽣", Role.BODY, tmp_path / "部首.pdf")
    assert reading.text(path).strip() == "大学生"


def test_the_twins_of_all_radicals_come_back_as_themselves(tmp_path: Path):
    radicals = list(map(chr, range(0x2F00, 0x2FD6)))
    twins = "".join(unicodedata.normalize("NFKC", char) for char in radicals)
    path = sheet_of(twins, Role.BODY, tmp_path / "大学.pdf")
    assert "".join(reading.text(path).split()) == twins


def test_what_has_no_shape_takes_no_room():
    pen = Canvas(PORTRAIT["A4"]).pen(Role.BODY, 10)
    assert pen.width("王\u200b强\ufe00\x07") == pen.width("王强") == 20


def test_a_mixed_string_is_as_wide_as_its_characters():
    pen = Canvas(PORTRAIT["A4"]).pen(Role.KAI, 10)
    assert pen.width("前𠀀后") == pytest.approx(sum(pen.char_widths("前𠀀后")))


def test_the_workstations_fonts_may_be_missing_altogether(tmp_path: Path):
    assert all(face.bundled for face in Fonts(folders=(tmp_path / "没有",)).in_use())
