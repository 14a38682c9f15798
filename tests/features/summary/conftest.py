"""A demo office of a hundred: every ledger has lived two years in it."""

import pytest

from desktop_app.support.spans import parse_span


@pytest.fixture(scope="module")
def village(demos, tmp_path_factory):
    """Read only: the tests of a module share it."""
    with demos.copy(tmp_path_factory.mktemp("village"), 120, seed=5) as office:
        yield office


@pytest.fixture
def living(demos, tmp_path):
    """One of its own, to be changed."""
    with demos.copy(tmp_path, 80, seed=3) as office:
        yield office


@pytest.fixture
def december():
    return parse_span("2016-12")
