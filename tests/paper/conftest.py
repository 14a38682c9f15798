"""Papers here are set in the bundled faces, whatever the workstation has, so that every machine prints the same."""

from collections.abc import Iterator

import pytest

from desktop_app.paper import fonts


@pytest.fixture(autouse=True, scope="session")
def bundled_faces() -> Iterator[None]:
    before = fonts.shared()
    fonts.settle(fonts.Fonts(folders=()))
    yield
    fonts.settle(before)
