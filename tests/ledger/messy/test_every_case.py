"""The table of the cases (README.md beside this file) against the tests: every one of the 49 is claimed, by tests that are there."""

import re
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
CASES = range(1, 50)
_TEST = re.compile(r"^def (test_case_(\d\d)(?:_and_(\d\d))?_\w+)\(", re.MULTILINE)
_LINE = re.compile(r"^\| (\d+) \| .* \| (.+) \|$", re.MULTILINE)


def claimed_tests() -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for file in HERE.glob("test_*.py"):
        for name, *cases in _TEST.findall(file.read_text(encoding="utf-8")):
            for case in filter(None, cases):
                found[int(case)].add(f"{file.stem}::{name}")
    return found


def test_every_case_is_claimed_and_the_table_says_by_which_tests():
    found = claimed_tests()
    assert sorted(found) == list(CASES)
    table = {
        int(case): set(re.findall(r"`([^`]+)`", tests))
        for case, tests in _LINE.findall((HERE / "README.md").read_text("utf-8"))
    }
    assert table == found
