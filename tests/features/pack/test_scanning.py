"""The pack's own scan finds whole numbers in every kind of file, and only those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.pack.scanning import Unreadable, scan, scan_file
from tests.features.pack.conftest import MAKERS, PHONE, WHOLE_ID, pdf_with


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(("number", "kind"), [(WHOLE_ID, "完整证号"), (PHONE, "完整电话")])
def test_a_whole_number_is_found_in_any_file(name, number, kind, tmp_path):
    (tmp_path / name).write_bytes(MAKERS[name](number))
    scanned = scan(tmp_path)
    assert [(hit.file, hit.kind) for hit in scanned.hits] == [(name, kind)]
    assert number not in scanned.hits[0].told()


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("masked", ["410***********1234", "138****1234", "2016-12-31", "1234567890123456789012"])
def test_what_is_masked_or_no_number_of_a_person_is_let_pass(name, masked, tmp_path):
    (tmp_path / name).write_bytes(MAKERS[name](masked))
    assert scan(tmp_path).hits == ()


def test_the_place_is_named(tmp_path):
    (tmp_path / "表.pdf").write_bytes(pdf_with(WHOLE_ID))
    (hit,) = scan(tmp_path).hits
    assert hit.told() == "表.pdf 第 2 页：完整证号 410***********1234"


@pytest.mark.parametrize(
    "text",
    [
        "41099919500101123X",
        "41099919500101123x",
        "410999 19500101 1234",
        "４１０９９９１９５００１０１１２３４",
        "410999500101123",
        "11940097743",
        "138 0000 1234",
        "138-0000-1234",
        "0393-4812345",
        "联系人13800001234（晚上）",
    ],
)
def test_other_spellings_are_found(text, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert len(scan_file(tmp_path / "a.txt")) == 1


def test_a_number_in_a_files_name_is_found(tmp_path):
    (tmp_path / f"{WHOLE_ID}.jpg").write_bytes(b"x")
    (hit,) = scan(tmp_path).hits
    assert hit.place == "文件名"


@pytest.mark.parametrize("name", ["老.doc", "坏.pdf", "坏.xlsx", "坏.zip", "无"])
def test_what_cannot_be_looked_into_is_said(name, tmp_path):
    (tmp_path / name).write_bytes(b"\xff\xfenot what it says")
    with pytest.raises(Unreadable):
        list(scan_file(tmp_path / name))
    assert scan(tmp_path).unreadable == (name,)


@given(
    st.integers(1900, 2016), st.integers(1, 12), st.integers(1, 28), st.integers(0, 999), st.sampled_from("0123456789X")
)
def test_every_whole_number_is_found_wherever_it_stands(tmp_path_factory, year, month, day, serial, last):
    path = tmp_path_factory.mktemp("x") / "a.txt"
    path.write_text(f"前{410999}{year:04d}{month:02d}{day:02d}{serial:03d}{last}，后", encoding="utf-8")
    assert len(scan_file(path)) == 1
