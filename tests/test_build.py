"""The one-folder program: it is built, it starts without this checkout, prints, and carries what it must and no more."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_house import ROOT, locked

pytestmark = pytest.mark.build
NAME = "shequ-dangwu-taizhang"


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    """The built program's executable, moved to a folder with a blank and Chinese in its name."""
    work = tmp_path_factory.mktemp("build")
    order = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        "--workpath",
        str(work / "work"),
    ]
    built = subprocess.run(
        [*order, "--distpath", str(work / "dist"), "build.spec"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    home = shutil.move(work / "dist" / NAME, work / "党务 台账")
    return Path(home) / NAME


@pytest.fixture(scope="module")
def office(program, tmp_path_factory) -> Path:
    """A small demo office, made by the built program itself."""
    folder = tmp_path_factory.mktemp("office") / "示范.office"
    run(program, "demo", "--office", str(folder), "--members", "200")
    return folder


def run(program: Path, *order: str) -> str:
    """The program's standard output; it is started from elsewhere, so that nothing of the checkout can help it."""
    world = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [program, *order], cwd=program.parent, env=world, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_window_opens_and_closes(program, office):
    run(program, "--office", str(office), "--quit-when-shown")


def test_it_prints_the_month_with_its_own_fonts(program, office, tmp_path):
    pdf, workbook = tmp_path / "汇总.pdf", tmp_path / "汇总.xlsx"
    run(program, "summary", "2016-12", "--office", str(office), "--pdf", str(pdf), "--excel", str(workbook))
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert "200" in text and "党员" in text
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    assert workbook.read_bytes().startswith(b"PK")


def test_it_reads_its_own_workbook_back_in_its_reading_process(program, office, tmp_path):
    roster = str(tmp_path / "花名册.xlsx")
    run(program, "export", "roster", roster, "--office", str(office), "--unmask", "--reason", "核对信息")
    plan = json.loads(run(program, "import", "roster", roster, "--office", str(office), "--dry-run", "--json"))
    assert (plan["rows"], plan["same"]) == (200, 200)


def test_it_carries_what_it_must_and_no_more(program):
    inside = program.parent / "_internal"
    names = {path.relative_to(inside).as_posix() for path in inside.rglob("*")}
    assert not [
        name for name in names for part in ("Quick", "Qml", "VirtualKeyboard", "Wayland", "gtk3") if part in name
    ]
    translations = {Path(name).name for name in names if name.endswith(".qm")}
    assert "qtbase_zh_CN.qm" in translations and all("zh_CN" in name for name in translations)
    assert {"resources/fonts", "resources/icons", "data/codes", "resources/licences/LGPL-3.0.txt"} <= names
    assert any("libQt6Network" in name for name in names), "libQt6Pdf is linked against it"


def test_the_licences_of_all_it_carries_travel_with_it(program):
    inside = program.parent / "_internal"
    licensed = {folder.name for folder in (inside / "licences").iterdir()}
    # These bring no licence file; their licences stand in resources/licences.
    without = {"pyside6", "pyside6-essentials", "pyside6-addons", "shiboken6"}
    assert locked("requirements.lock").keys() - licensed <= without
