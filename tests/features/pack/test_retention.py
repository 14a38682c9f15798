"""How long papers are kept: what is over its time is listed, the rest is not."""

import subprocess
from datetime import date

import pytest

from desktop_app import registry
from desktop_app.features.pack.retention import dues, expired, write_expired, years_of
from desktop_app.support.spans import parse_span


@pytest.fixture
def shelf(office):
    rows = [
        (2005, "05-1", "支部学习记录", "10年"),
        (2006, "06-1", "支部学习记录", "10年"),
        (2005, "05-2", "党员名册", ""),
        (1990, "90-1", "组织关系介绍信存根", ""),
        (1990, "90-2", "入党申请和决定", "永久"),
        (1990, "90-3", "不知名材料", ""),
    ]
    with office.change("卷宗"):
        office.database.executemany("INSERT INTO dossier (year, no, title, retention) VALUES (?, ?, ?, ?)", rows)
    return office


def test_the_overdue_ones_are_listed_and_no_others(shelf):
    assert [each.number for each in expired(shelf, date(2016, 12, 31))] == ["90-1", "05-1"]
    assert [each.number for each in expired(shelf, date(2017, 1, 1))] == ["90-1", "05-1", "06-1"]
    (due,) = dues(shelf, date(2016, 12, 31))
    assert (due.count, due.ledger) == (2, "dossiers")
    assert due.ledger in {ledger.key for ledger in registry.LEDGERS}
    assert due.on == date(2000, 12, 31)


@pytest.mark.parametrize(
    ("title", "own", "years"),
    [
        ("学习笔记", "30年", 30),
        ("学习笔记", "永久", None),
        ("学习笔记", "", 10),
        ("党员名册", "", None),
        ("杂件", "", None),
    ],
)
def test_what_a_dossier_says_of_itself_comes_first(title, own, years):
    assert years_of(title, own)[0] == years


def test_the_list_prints_with_the_lines_to_sign(shelf, tmp_path):
    path = tmp_path / "期满.pdf"
    write_expired(shelf, path, parse_span("2016-12"))
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "90-1" in words
    assert "06-1" not in words
    assert "监销人" in words.replace(" ", "")


def test_an_office_without_any_is_not_bothered(office, tmp_path):
    assert list(dues(office, date(2016, 12, 31))) == []
    write_expired(office, tmp_path / "空.pdf", parse_span("2016-12"))
