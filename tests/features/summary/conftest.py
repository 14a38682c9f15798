"""A demo office of a hundred: every ledger has lived two years in it, and it is made in a second."""

import pytest

from desktop_app import registry
from desktop_app.support.spans import parse_span


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """Read only: the tests of a module share it."""
    office = registry.build_demo(tmp_path_factory.mktemp("village") / "示范.office", members=120, seed=5)
    yield office
    office.close()


@pytest.fixture
def living(tmp_path):
    """One of its own, to be changed."""
    office = registry.build_demo(tmp_path / "示范.office", members=80, seed=3)
    yield office
    office.close()


@pytest.fixture
def december():
    return parse_span("2016-12")
