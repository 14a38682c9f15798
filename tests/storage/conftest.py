"""Offices for the storage tests: plain and encrypted, with key slots that cost little."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.storage import keys
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from tests.storage.small import SLICES

PASSWORD = "党建2016"
CLOCK = FixedClock(date(2016, 12, 31))
CHEAP = keys.Cost(memory=64, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def cheap_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slots say themselves what they cost, so tests make ones that open at once."""
    monkeypatch.setattr(keys, "COST", CHEAP)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "光明社区.office"


@pytest.fixture(params=["plain", "encrypted"])
def office(request: pytest.FixtureRequest, folder: Path) -> Iterator[Office]:
    """A fresh office, once without and once with a password."""
    password = PASSWORD if request.param == "encrypted" else None
    made, _ = Office.create(folder, "光明社区", SLICES, password=password, clock=CLOCK)
    with made:
        yield made


@pytest.fixture
def sealed_office(folder: Path) -> Iterator[Office]:
    """A fresh encrypted office."""
    made, _ = Office.create(folder, "光明社区", SLICES, password=PASSWORD, clock=CLOCK)
    with made:
        yield made
