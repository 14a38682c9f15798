"""Every stored office of every released version opens with today's program, with all that was in it."""

import json
from pathlib import Path

import pytest

from desktop_app import registry
from desktop_app.storage import keys
from desktop_app.storage.restore import restore
from desktop_app.storage.shape import signature
from desktop_app.storage.upgrade import golden_signature, with_core
from tests.old_offices.make import HERE, contents

BUNDLES = sorted(HERE.glob("*.officebak"))


@pytest.mark.parametrize("bundle", BUNDLES, ids=[path.stem for path in BUNDLES])
def test_an_office_of_an_earlier_version_is_upgraded_with_everything_in_it(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "COST", keys.Cost(memory=64, passes=1, lanes=1))
    told = json.loads(bundle.with_suffix(".json").read_text(encoding="utf-8"))
    with restore(bundle, tmp_path / "旧.office", registry.slices(), password=told["password"]) as office:
        counts = office.counts()
        assert {table: counts[table] for table in told["counts"]} == told["counts"]
        assert contents(office, told["columns"]) == told["contents"]
        assert signature(office.database) == golden_signature(with_core(registry.slices()))
        assert office.check().ok, office.check().faults
        assert office.encrypted == (told["password"] is not None)
