"""The log: what is written is there, a full file makes room, and the disk is not filled."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.support import log


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a log that is full after 200 bytes."""
    monkeypatch.setattr(log, "_MOST_BYTES", 200)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    target = tmp_path / "log" / "program.log"
    assert log.start_log(target) == target
    yield target
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def lines(file: Path) -> list[str]:
    return [line.rsplit(" ", 1)[-1] for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_newest_lines_are_kept_in_order_and_the_oldest_go(file):
    for number in range(60):
        logging.getLogger("desktop_app").info("%d", number)
    files = [file.with_name(f"{file.name}.{number}") for number in (3, 2, 1)] + [file]
    assert sorted(path.name for path in file.parent.iterdir()) == sorted(path.name for path in files)
    told = [int(line) for path in files for line in lines(path)]
    assert told == list(range(told[0], 60)) and 0 < told[0] < 59
    assert all(path.stat().st_size < 400 for path in files)


def test_a_log_goes_on_where_it_was_left(file):
    logging.getLogger("desktop_app").info("one")
    again = log._Rolling(file)
    again.emit(logging.makeLogRecord({"msg": "two"}))
    again.close()
    assert [line.split()[-1] for line in file.read_text(encoding="utf-8").splitlines()] == ["one", "two"]


def test_what_cannot_be_put_aside_is_no_reason_to_lose_a_line(file, capsys):
    for number in (1, 2, 3):
        (file.parent / f"program.log.{number}" / "in the way").mkdir(parents=True)
    for number in range(20):
        logging.getLogger("desktop_app").info("%d", number)
    assert [int(line) for line in lines(file)] == list(range(20))
    assert "Error" not in capsys.readouterr().err


def test_no_log_is_no_reason_not_to_start(tmp_path):
    (tmp_path / "log").touch()
    assert log.start_log(tmp_path / "log" / "program.log") is None
