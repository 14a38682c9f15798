"""姓氏笔画 order, as lists of Party congresses have it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people import strokes

OFFICIAL = (Path(__file__).parents[1] / "paper" / "characters" / "characters.txt").read_text(encoding="utf-8").split()
LEVELS = (OFFICIAL[:3500], OFFICIAL[3500:6500], OFFICIAL[6500:])
# The standard puts these elsewhere than their strokes say (data/strokes/README.md).
OUT_OF_ORDER = {"铽", "𦝼", "鄜"}
PUBLISHED = "乙丁于万习马王尤车尹巴艾石布卢白吉毕曲吕朱任刘齐安许阮孙杜李杨肖吴邱何应冷汪沈怀宋张陆陈努苗苟范"


def test_surnames_stand_as_in_published_lists():
    keys = [strokes.sort_key(surname + "建国") for surname in PUBLISHED]
    assert [PUBLISHED[place] for place, (one, other) in enumerate(pairwise(keys)) if one >= other] == []


@pytest.mark.parametrize("level", LEVELS, ids=("一级", "二级", "三级"))
def test_all_characters_of_the_national_table_stand_in_its_order(level):
    keyed = [(strokes.sort_key(char), char) for char in level if char not in OUT_OF_ORDER]
    assert [f"{a}{b}" for (x, a), (y, b) in pairwise(keyed) if x > y] == []


def test_every_character_of_the_national_table_has_its_strokes():
    assert [char for char in OFFICIAL if not strokes.order(char) or set(strokes.order(char)) - set("12345")] == []
    assert all(strokes.count(char) == len(strokes.order(char)) for char in OFFICIAL)
    assert (strokes.count("范"), strokes.count("骨"), strokes.count("䶮"), strokes.order("永")) == (8, 9, 9, "45534")


def test_of_one_surname_a_single_given_character_stands_first():
    names = ["田大利", "田富", "田一", "欧阳修", "欧富", "欧阳建国", "李大鸣", "李一鸣"]
    expected = ["田一", "田富", "田大利", "李一鸣", "李大鸣", "欧富", "欧阳修", "欧阳建国"]
    assert sorted(names, key=strokes.sort_key) == expected


def test_a_character_outside_the_table_stands_by_its_count():
    assert strokes.order("龘") == "" and strokes.count("龘") == 48
    assert sorted("齉龘一𰻝龙", key=strokes.sort_key) == ["一", "龙", "齉", "𰻝", "龘"]


def test_names_with_a_dot_and_latin_names_have_a_place():
    names = ["John Smith", "阿依古丽·买买提", "丁一", "", "阿依古丽"]
    assert sorted(names, key=strokes.sort_key) == ["", "丁一", "阿依古丽", "阿依古丽·买买提", "John Smith"]
    assert strokes.count("A") == strokes.count("·") == 0


@given(st.text(st.sampled_from("丁王李欧阳单一大龘·Aa "), max_size=6))
def test_the_key_tells_names_apart_only_by_what_counts(name):
    key = strokes.sort_key(name)
    assert key == strokes.sort_key(name) and key.isascii()
    if name and name[0] not in "·Aa " and len(name) > 2:
        assert key.startswith(strokes.sort_key(name[0]))
