"""Stores a populated office of the present schema version, for the upgrade tests of all versions to come.

    python tests/old_offices/make.py LABEL --slices tests.storage.small:SLICES --populate tests.storage.small:populate

writes LABEL-plain.officebak and LABEL-encrypted.officebak beside this file, each with a .json of what must be found again:
rows by table and the contents of every tracked table, by a digest. Run it once per released schema version; never again for it.
"""

import argparse
import hashlib
import importlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from desktop_app.storage import keys  # noqa: E402
from desktop_app.storage.office import Office  # noqa: E402
from desktop_app.storage.slices import Slice  # noqa: E402
from desktop_app.storage.upgrade import read_versions  # noqa: E402
from desktop_app.support.clock import FixedClock  # noqa: E402

PASSWORD = "旧台账2016"
DAY = date(2016, 12, 31)
Populate = Callable[[Office], None]


def make(label: str, slices: Sequence[Slice], populate: Populate, into: Path = HERE) -> list[Path]:
    """Make, populate and store both offices; gives the bundles."""
    stored = []
    for kind, password in (("plain", None), ("encrypted", PASSWORD)):
        with tempfile.TemporaryDirectory() as scratch:
            stored.append(_make_one(Path(scratch), f"{label}-{kind}", slices, populate, password, into))
    return stored


def _make_one(
    scratch: Path, label: str, slices: Sequence[Slice], populate: Populate, password: str | None, into: Path
) -> Path:
    # The slots of a stored office open at once; what a real one costs is no matter here.
    keys.COST = keys.Cost(memory=64, passes=1, lanes=1)
    office, code = Office.create(scratch / f"{label}.office", label, slices, password=password, clock=FixedClock(DAY))
    with office:
        populate(office)
        told = {
            "password": password,
            "recovery_code": code,
            "versions": read_versions(office.database),
            "counts": {table: rows for table, rows in office.counts().items() if table in office.shape.columns},
            "contents": contents(office, {table: list(columns) for table, columns in office.shape.columns.items()}),
            "columns": {table: list(columns) for table, columns in office.shape.columns.items()},
        }
        bundle = into / f"{label}.officebak"
        shutil.move(office.backup(scratch, "样本"), bundle)
    bundle.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return bundle


def contents(office: Office, columns: dict[str, list[str]]) -> dict[str, str]:
    """A digest of every named table's rows, by the named columns: the same before and after an upgrade that only adds."""
    return {table: _digest(office, table, names) for table, names in columns.items()}


def _digest(office: Office, table: str, names: list[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    rows = office.database.rows(f'SELECT {listed} FROM "{table}" ORDER BY id')
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def named(address: str) -> Any:
    """The thing that 'package.module:name' stands for."""
    module, name = address.split(":")
    return getattr(importlib.import_module(module), name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("label")
    parser.add_argument("--slices", required=True, help="module:name of the slices, or of a function that gives them")
    parser.add_argument("--populate", required=True, help="module:name of a function(office)")
    given = parser.parse_args()
    slices = named(given.slices)
    made = make(given.label, slices() if callable(slices) else slices, named(given.populate))
    sys.stdout.write("".join(f"{path.name}\n" for path in made))


if __name__ == "__main__":
    main()
