"""The desk: work beside the window, saves in order, what was changed told on the window's thread."""

import threading
import weakref
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread

from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress


@pytest.fixture
def heard():
    """A list that callbacks append to."""
    return []


def test_a_commit_on_another_thread_is_told_on_the_windows(desk, office, qtbot):
    told = []
    desk.changed.connect(lambda changed: told.append((changed.title, QThread.currentThread() is desk.thread())))

    def write() -> None:
        with office.change("建立组织"):
            from desktop_app.people import tree

            tree.found(office, "中共测试委员会", "党委", "党委", None)

    desk.save(write)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("建立组织", True)]


def test_saves_are_done_in_the_order_they_were_asked_for(desk, qtbot, heard):
    for number in range(20):
        desk.save(lambda number=number: number, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == list(range(20)) and not desk.is_saving


def test_a_refused_save_is_told_to_whoever_asked_else_to_the_window(desk, qtbot, heard):
    def refuse() -> None:
        raise OfficeError("不行。", "请换一个。")

    window = []
    desk.failed.connect(window.append)
    desk.save(refuse, None, heard.append)
    desk.save(refuse)
    qtbot.waitUntil(lambda: bool(window))
    assert [str(each) for each in (*heard, *window)] == ["不行。请换一个。"] * 2


def test_a_save_that_waits_says_so_and_one_that_does_not_is_quiet(desk, qtbot):
    said, gate = [], threading.Event()
    desk.saving.connect(said.append)
    desk.save(lambda: None)
    qtbot.waitUntil(lambda: not desk.is_saving)
    assert True not in said
    desk.save(gate.wait)
    qtbot.waitUntil(lambda: True in said)
    gate.set()
    qtbot.waitUntil(lambda: not desk.is_saving)
    assert said[-1] is False


def test_a_job_reports_and_can_be_cancelled(desk, qtbot, heard):
    started = threading.Event()

    def count(progress: Progress) -> int:
        for number in range(1_000_000):
            progress.report(number, 1_000_000, "数")
            started.set()
        return 1

    desk.jobs.run("数数", count, heard.append, None, lambda: heard.append("cancelled"))
    qtbot.waitUntil(lambda: started.is_set() and desk.jobs.strip.isVisibleTo(desk.jobs.strip.parentWidget()))
    qtbot.waitUntil(lambda: "数 " in desk.jobs.strip.words)
    desk.jobs.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"] and not desk.jobs.busy


def test_the_window_answers_while_a_job_runs(desk, qtbot):
    gate, answered = threading.Event(), []
    desk.jobs.run("等", lambda _progress: gate.wait(), None)
    desk.save(lambda: None, answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert desk.jobs.busy
    gate.set()
    qtbot.waitUntil(lambda: not desk.jobs.busy)


class Page(QObject):
    """Somebody who may be gone when the answer comes."""

    def __init__(self, heard: list) -> None:
        super().__init__()
        self._heard = heard

    def hear(self, answer: object) -> None:
        self._heard.append(answer)


def test_a_page_that_was_closed_meanwhile_hears_nothing(desk, qtbot, heard):
    import shiboken6

    page, stays = Page(heard), Page(heard)
    gate = threading.Event()
    desk.jobs.run("等", lambda _progress: gate.wait() and "job", page.hear)
    desk.reader.ask("one", lambda: "read", page.hear)
    shiboken6.delete(page)
    gate.set()
    desk.jobs.run("等", lambda _progress: "still here", stays.hear)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["still here"]


def test_of_several_questions_about_one_thing_only_the_last_is_answered(desk, qtbot, heard):
    gate = threading.Event()
    desk.reader.ask("other", gate.wait, lambda _answer: None)
    for number in range(5):
        desk.reader.ask("list", lambda number=number: number, heard.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(heard) and not desk.reader.busy)
    assert heard == [4]


def test_whole_numbers_are_masked_again_after_half_an_hour(desk, qtbot):
    told = []
    desk.unmasked.connect(lambda: told.append(desk.unmasking.live))
    desk.unmask("核对信息")
    assert desk._remask.isActive()
    assert timedelta(minutes=29) < timedelta(milliseconds=desk._remask.remainingTime()) < timedelta(minutes=31)
    desk._remask.timeout.emit()
    assert told == [True, False] and not desk._remask.isActive()


def test_a_showing_without_a_purpose_is_refused(desk):
    with pytest.raises(OfficeError, match="用途"):
        desk.unmask("  ")
    assert not desk.unmasking.live


def test_whoever_asked_hears_of_a_fault_of_ours_and_is_not_left_waiting(desk, qtbot):
    heard = []

    def faulty() -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as faults:
        desk.save(faulty, None, heard.append)
        qtbot.waitUntil(lambda: not desk.is_saving and bool(heard))
    assert "没有办成" in heard[0].sentence
    assert [kind for kind, *_ in faults] == [ZeroDivisionError], "and it is shown where all are"


@pytest.mark.parametrize("way", ["save", "read"])
def test_what_a_worker_was_asked_by_is_let_go_of_before_the_worker_lets_go_of_its_work(desk, qtbot, way):
    class Asker:
        def hear(self, answer):
            told.append(answer)

    told, asker = [], Asker()
    gone = weakref.ref(asker)
    held: list[Any] = []
    submit = desk.office.writer.submit if way == "save" else desk.reader._pool.submit

    def holding(*asked):
        held.extend(asked)  # as a worker that is interrupted does
        return submit(*asked)

    if way == "save":
        desk.office.writer.submit = holding
        desk.save(lambda of=asker: 7, asker.hear)
        del desk.office.writer.submit
    else:
        desk.reader._pool.submit = holding
        desk.reader.ask((asker, "it"), lambda of=asker: 7, asker.hear)
        del desk.reader._pool.submit
    del asker
    qtbot.waitUntil(lambda: told == [7])
    assert held and gone() is None
