"""Every ledger, those on shelves and those that are parts of others too, goes out by the command and comes back as the same records."""

import json
import re
import shutil

import pytest

from desktop_app import commands, registry

_KEYS = [ledger.key for ledger in registry.LEDGERS]


@pytest.fixture(scope="module")
def office(_demo_folder, tmp_path_factory):
    """The folder of a demo office of its own."""
    return shutil.copytree(_demo_folder, tmp_path_factory.mktemp("台账") / _demo_folder.name)


@pytest.fixture(scope="module")
def exported(office, tmp_path_factory):
    """Ledger key → the workbook that the command writes of it."""
    folder = tmp_path_factory.mktemp("出")

    def export(key: str):
        path = folder / f"{key}.xlsx"
        if not path.exists():
            assert commands.main(["export", key, str(path), "--office", str(office)]) == 0
        return path

    return export


@pytest.mark.parametrize("key", _KEYS)
def test_every_ledger_is_written_by_its_key(key, exported):
    assert exported(key).stat().st_size > 0


@pytest.mark.parametrize("key", [ledger.key for ledger in registry.LEDGERS if ledger.imports])
def test_what_was_written_comes_back_as_the_same_records(key, exported, office, capsys):
    order = ["import", key, str(exported(key)), "--office", str(office), "--dry-run", "--json"]
    capsys.readouterr()
    done = commands.main(order)
    out, err = capsys.readouterr()
    if done == 1 and "没有" in err:
        pytest.skip(f"the demo has none: {err.strip()}")
    told = json.loads(out)
    assert done == 0, err
    assert told["new"] == 0, told


def test_the_terminals_help_says_which_word_is_which_ledger(capsys):
    with pytest.raises(SystemExit):
        commands.main(["export", "--help"])
    help_ = capsys.readouterr().out
    assert all(
        re.search(rf"^  {ledger.key} +{re.escape(ledger.title)}$", help_, re.MULTILINE) for ledger in registry.LEDGERS
    )
