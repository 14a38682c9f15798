"""What the demo office is drawn from: believable, complete, and in the codes the program knows."""

import csv
import re

import pytest

from desktop_app.people import codes, pinyin, strokes, surnames
from desktop_app.support.paths import DATA


def rows(name):
    with (DATA / "sample" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_branches_hold_exactly_the_members_of_the_article():
    branches = rows("branches")
    leaves = [row for row in branches if row["members"]]
    assert len(leaves) == 140 and sum(int(row["members"]) for row in leaves) == 6703
    assert all(3 <= int(row["members"]) <= 50 for row in leaves)
    assert sum(int(row["members"]) for row in leaves if row["member_kind"] == "离退休") > 6703 / 2


def test_every_branch_has_its_parent_before_it_and_names_of_its_own():
    branches = rows("branches")
    seen = set()
    for row in branches:
        assert row["parent"] in seen if row["parent"] else not seen
        seen.add(row["short_name"])
    assert len(seen) == len({row["name"] for row in branches}) == len(branches)
    assert {row["level"] for row in branches} == {"党委", "党总支", "党支部", "联合党支部"}
    assert {row["line"] for row in branches} == {"机关", "基层"}


def test_given_names_are_there_for_every_year_and_sex():
    for sex in "12":
        spans = sorted((int(row["from"]), int(row["to"])) for row in rows("given") if row["sex"] == sex)
        assert spans[0][0] <= 1915 and spans[-1][1] >= 1998
        assert [b for a, b in zip(spans, spans[1:], strict=False) if b[0] != a[1] + 1] == []
    for row in rows("given"):
        drawn = row["single"] + row["first"] + row["second"] + row["whole"].replace(";", "")
        assert len(row["first"]) >= 10 and len(row["second"]) >= 10
        assert [char for char in drawn if not pinyin.readings(char) or not strokes.order(char)] == []


def test_rare_characters_are_among_the_names_and_have_sounds_and_strokes():
    names = "".join(row["name"] for row in rows("rare_names"))
    assert set("䶮㛃𬭎𠅤") <= set(names)
    assert [char for char in names if not pinyin.readings(char) or not strokes.count(char)] == []
    assert any(surnames.DOT in row["name"] for row in rows("minority_names"))


@pytest.mark.parametrize("file", ["surnames", "ethnicity", "native_places", "flow_places", "estates", "posts"])
def test_every_line_can_be_drawn(file):
    assert rows(file) and all(int(row["weight"]) > 0 and None not in row.values() for row in rows(file))


def test_codes_are_the_shipped_lists_own():
    for row in rows("minority_names") + rows("ethnicity"):
        assert row["ethnicity"] in dict(codes.table("ethnicity").choices())
    assert {row["job_code"] for row in rows("posts")} <= dict(codes.table("job").choices()).keys()
    assert {row["province"] for row in rows("flow_places")} <= dict(codes.table("province").choices()).keys()
    assert {row["province"] for row in rows("native_places")} <= {name for _, name in codes.table("province").choices()}


def test_surnames_are_many_and_each_listed_once():
    listed = [row["surname"] for row in rows("surnames")]
    assert len(listed) == len(set(listed)) > 200
    assert all(re.fullmatch("[\u4e00-\u9fff]{1,2}", surname) for surname in listed)
    assert all(surnames.split(surname + "建国")[0] == surname for surname in listed)
