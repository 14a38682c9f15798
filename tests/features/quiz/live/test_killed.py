"""Killed at any moment it resumes exactly (Q10): a process is killed while it plays, the office tells what was said saved."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app import registry
from desktop_app.features.quiz.live.replay import replay
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.words import RoundKind
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from tests.conftest import TODAY
from tests.features.quiz.conftest import make_contest, make_final
from tests.features.quiz.live import playing

ROOT = Path(__file__).parents[4]


@pytest.fixture
def ready(tmp_path):
    """An office closed before the start of its final, and the final's id."""
    folder = tmp_path / "竞赛.office"
    office, _ = Office.create(folder, "竞赛", registry.slices(), clock=FixedClock(TODAY))
    with office:
        stage = make_final(make_contest(office), RoundKind.ALONE, RoundKind.BUZZ, RoundKind.RISK)
    return folder, stage


def killed_once(folder, stage, seconds):
    """Play in a process of its own, kill it so long after its first event; the lines it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.features.quiz.live.playing", str(folder), str(stage)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    whole = (first + rest).rsplit("\n", 1)[0]
    return [line.split(" ", 1) for line in whole.splitlines()]


def judge(folder, stage, said, before):
    """What was said is there, at most one step more (taking back stops the clock too: two events); it comes to what was said.

    Gives the last event's id, None when the contest is over.
    """
    with registry.open_office(folder) as office:
        session = LiveSession(office, stage)
        stored = [event for event in session.events if event.reason != "恢复"]
        mine = [event for event in stored if event.id > before]
        assert len(said) <= len(mine) <= len(said) + 2
        number, digest = said[-1]
        upto = [event for event in session.events if event.id <= int(number)]
        assert playing.digest(replay(session.plan, upto)) == digest
        assert not session.state.clock.running
        return None if session.state.ended else session.events[-1].id


def run_of_kills(folder, stage, times):
    fresh = shutil.copytree(folder, folder.with_name("原样.office"))
    rng, inside = random.Random(20161231), 0
    before = 0
    for _ in range(times):
        said = killed_once(folder, stage, rng.random() * 0.3)
        before = judge(folder, stage, said, before)
        inside += len(said) > 1
        if before is None:
            shutil.rmtree(folder)
            shutil.copytree(fresh, folder)
            before = 0
    assert inside >= times * 0.3


def test_killed_at_random_moments_it_goes_on_exactly(ready):
    run_of_kills(*ready, times=3)


@pytest.mark.faults
def test_killed_a_hundred_times_it_goes_on_exactly(ready):
    run_of_kills(*ready, times=100)
