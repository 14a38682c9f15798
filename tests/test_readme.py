"""README's two recipes are done to the letter in a copy of the program: a field, and a ledger. Nothing else is changed there."""

import json
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def recipe(title: str) -> list[tuple[str, str]]:
    """The (file, code) of each block under a heading; a block belongs to the file last named before it."""
    part = re.search(rf"^### {title}\n(.*?)(?=^##)", README, re.MULTILINE | re.DOTALL)
    assert part, title
    blocks, file = [], ""
    for words, code in re.findall(r"(.*?)^ *```python\n(.*?)^ *```", part[1], re.MULTILINE | re.DOTALL):
        named = re.findall(r"`(desktop_app/[\w/]+\.py)`", words)
        file = named[-1] if named else file
        blocks.append((file, textwrap.dedent(code)))
    return blocks


@pytest.fixture
def copy(tmp_path) -> Path:
    """The program without tests; what it only reads is shared."""
    program = tmp_path / "program"
    shutil.copytree(ROOT / "desktop_app", program / "desktop_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "main.py", program)
    for name in ("resources", "data"):
        (program / name).symlink_to(ROOT / name)
    return program


def run(program: Path, *order: object) -> str:
    words = [sys.executable, "main.py", *map(str, order)]
    done = subprocess.run(words, cwd=program, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def headings(workbook: Path) -> list[str]:
    """Every text of the workbook's first rows, where its headings are."""
    sheet = openpyxl.load_workbook(workbook).active
    assert sheet
    return [str(cell) for row in sheet.iter_rows(max_row=4, values_only=True) for cell in row if cell is not None]


def insert_before(file: Path, mark: str, text: str) -> None:
    before, found, after = file.read_text(encoding="utf-8").partition(mark)
    assert found, f"{file.name} has no {mark!r}"
    file.write_text(before + text + found + after, encoding="utf-8")


def test_a_field_added_as_the_readme_says_is_there_in_an_office_of_the_day_before(copy, tmp_path):
    office, out = tmp_path / "示范.office", tmp_path / "名册.xlsx"
    run(copy, "demo", "--office", office, "--members", 30)
    (member, line), (schema, step), (roster, column) = recipe("How to add a field")
    insert_before(copy / member, "    class Meta:", textwrap.indent(line, "    ") + "\n")
    name = step.split(" = ")[0]
    (copy / schema).write_text(f"{(copy / schema).read_text('utf-8')}\n{step}\nSTEPS = (*STEPS, {name})\n", "utf-8")
    field = line.split(" = ")[0]
    insert_before(copy / roster, '    Column("sex"),', textwrap.indent(column.replace(", hidden=True", ""), "    "))
    insert_before(copy / roster, '"sex", "ethnicity"', f'"{field}", ')
    run(copy, "export", "roster", out, "--office", office)
    assert "爱好" in headings(out)
    assert run(copy, "check", "--office", office).startswith("完好")


def test_a_ledger_added_as_the_readme_says_is_exported_and_taken_in(copy, tmp_path):
    office, out = tmp_path / "示范.office", tmp_path / "来信.xlsx"
    run(copy, "demo", "--office", office, "--members", 30)
    *files, (registry, lines) = recipe("How to add a ledger")
    for file, code in files:
        (copy / file).parent.mkdir(exist_ok=True)
        (copy / file).write_text(code, encoding="utf-8")
    register(copy / registry, lines)
    run(copy, "export", "letters", out, "--office", office)
    assert {"来信登记", *HEADINGS} <= set(headings(out))
    taken = json.loads(
        run(copy, "import", "letters", sent_by_somebody(copy, office, tmp_path), "--office", office, "--json")
    )
    assert taken["new"] == 1, taken
    run(copy, "export", "letters", out, "--office", office)
    assert "楼道灯报修" in headings(out)


HEADINGS = ("事由", "来信人", "承办党支部", "来信日期", "办结日期")


def sent_by_somebody(copy: Path, office: Path, folder: Path) -> Path:
    """A workbook with one letter of the first member whose name nobody else has."""
    roster = folder / "名册.xlsx"
    run(copy, "export", "roster", roster, "--office", office)
    sheet = openpyxl.load_workbook(roster).active
    assert sheet
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    start = next(number for number, row in enumerate(rows) if "姓名" in row)
    name, org = rows[start].index("姓名"), rows[start].index("所在党支部")
    names = [row[name] for row in rows[start + 1 :]]
    person = next(row for row in rows[start + 1 :] if names.count(row[name]) == 1)
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(HEADINGS)
    book.active.append(("楼道灯报修", person[name], person[org], "2016-12-20", "2016-12-22"))
    book.save(folder / "来信.xlsx")
    return folder / "来信.xlsx"


def register(file: Path, lines: str) -> None:
    """The import at the top, the ledger's name in the tuple of the tabs."""
    first, place = [line for line in lines.splitlines() if line]
    insert_before(file, "from desktop_app.features.roster", f"{first}\n")
    before, tabs, after = file.read_text(encoding="utf-8").partition("TABS: ")
    assert tabs and "ROSTER," in after
    file.write_text(before + tabs + after.replace("ROSTER,", place, 1), encoding="utf-8")


def test_every_file_the_readme_names_is_there():
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`((?:desktop_app|resources|data|tests)/[\w./-]+)`", README.split("### How to add")[0])
    assert linked and named
    assert not [name for name in [*linked, *named] if not (ROOT / name).exists()]
