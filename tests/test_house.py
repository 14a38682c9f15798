"""The house keeps its own rules: what lies where, who may import whom, how long a piece grows, what stays out of it."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OWNERS_LAYOUT = {"desktop_app", "resources", "data", "tests", "main.py", "pyproject.toml", "build.spec"}
EVERY_PROJECTS = {"README.md", "LICENSE", "Makefile", ".gitignore", ".gitattributes", ".ci"}
LOCKS = {"requirements.lock", "requirements-dev.lock", "requirements-bench.lock"}
MADE = {".git", ".venv", "out", "build", "dist", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache"}
LONGEST_FILE = 350
LONGEST_FUNCTION = 50
# Written in pieces, or this file would be what it looks for.
MACHINE_FOLDERS = "|".join(("wor" + "k", "farm", "roo" + "t", "hom" + "e"))
MACHINE_PATHS = re.compile(rf"(?<![\w.])/(?:{MACHINE_FOLDERS})/[\w.]+/|/tm" + r"p/\w")
INDEX_HOSTS = "|".join(("pyp" + "i", "python" + "hosted", "npm" + "js", "debi" + "an"))
INDEX_ADDRESS = re.compile("index" + "-url|find" + rf"-links|https?://(?:\w+\.)*(?:{INDEX_HOSTS})\.")
GPL_QT = ("QtCharts", "QtDataVisualization", "QtGraphs", "QtVirtualKeyboard", "QtNetworkAuth", "QtQuick3D")


@cache
def tracked(folder: str = ".") -> tuple[Path, ...]:
    """The project's files under a folder: those git knows, or all but what is made, where this is no git checkout."""
    try:
        order = ["git", "ls-files", "-z", "--", folder]
        listed = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in (ROOT / folder).rglob("*") if not MADE & set(path.relative_to(ROOT).parts)]
    return tuple(path for path in paths if path.is_file())


def modules(*rooms: str) -> list[Path]:
    """The Python files of these top-level names."""
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_top_level_is_the_owners_layout():
    there = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert there <= OWNERS_LAYOUT | EVERY_PROJECTS | LOCKS
    assert there >= OWNERS_LAYOUT


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter in its own process: its graph remembers the packages of the one it runs in."""
    order = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, '.'); {order}"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def said(run: subprocess.CompletedProcess[str]) -> str:
    """What a run wrote, without import-linter's banner."""
    lines = (run.stdout + run.stderr).splitlines()
    return "\n".join(line for line in lines if line.strip() and not set("║╔╚└╝") & set(line))


def test_the_import_rules_hold():
    run = lint_imports(ROOT)
    assert run.returncode == 0, said(run)
    assert "4 kept, 0 broken" in run.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("storage/slices.py", "import desktop_app.people.org", "Lower rooms never import higher ones"),
        ("paper/__init__.py", "import desktop_app.workbook", "Lower rooms never import higher ones"),
        ("features/summary/__init__.py", "import desktop_app.features.roster", "Features never import each other"),
        ("people/org.py", "from PySide6.QtCore import QDate", "PySide6 only in app, shell, widgets and a feature's ui"),
        ("features/roster/__init__.py", "import desktop_app.widgets", "A feature touches widgets only in its ui"),
    ],
)
def test_a_forbidden_import_breaks_its_rule(tmp_path, room, line, contract):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "desktop_app", tmp_path / "desktop_app", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "desktop_app" / room
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else '"""New."""\n'
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    run = lint_imports(tmp_path)
    assert run.returncode == 1
    assert f"{contract} BROKEN" in said(run)


def test_a_feature_s_ui_may_draw(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "desktop_app", tmp_path / "desktop_app", ignore=shutil.ignore_patterns("__pycache__"))
    ui = tmp_path / "desktop_app/features/roster/ui/drawing.py"
    ui.parent.mkdir(exist_ok=True)
    ui.write_text('"""New."""\nimport PySide6.QtWidgets\nimport desktop_app.widgets\n', encoding="utf-8")
    run = lint_imports(tmp_path)
    assert run.returncode == 0, said(run)


def test_every_module_says_what_its_room_is_for():
    silent = [
        short(path)
        for path in modules("desktop_app", "main.py", "tests")
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_every_package_of_the_program_has_an_init_with_words():
    folders = {path.parent for path in modules("desktop_app")}
    assert not [short(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert not [short(path) for path in modules("desktop_app") if not path.stat().st_size]


def test_no_file_is_longer_than_a_person_reads_in_one_go():
    files = modules("desktop_app", "main.py")
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{short(path)}:{function.lineno} {function.name}": length
        for path in modules("desktop_app", "main.py", "tests")
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def texts() -> Iterator[tuple[str, str]]:
    """Every tracked text file as (name, text)."""
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            yield short(path), data.decode("utf-8", "replace")


def test_nothing_names_a_machine_or_a_package_index():
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in (MACHINE_PATHS, INDEX_ADDRESS)
        if (match := pattern.search(text))
    ]
    assert not found


def requirement_name(line: str) -> str:
    """PEP 503's plain form of the name a requirement starts with."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0]).lower()


def locked(name: str) -> dict[str, int]:
    """Each package of a lock file with the number of its hashes."""
    pinned: dict[str, int] = {}
    last = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.strip().startswith("--hash=sha256:"):
            pinned[last] += 1
        elif line.strip():
            assert "==" in line, line
            last = requirement_name(line)
            pinned[last] = 0
    return pinned


def test_the_locks_pin_all_that_the_project_asks_for_with_hashes():
    run, dev, bench = (locked(f"requirements{kind}.lock") for kind in ("", "-dev", "-bench"))
    assert asked_for() <= run.keys() <= dev.keys()
    assert asked_for("test", "check", "build", "tables") <= dev.keys()
    assert asked_for("bench") <= bench.keys()
    assert all(run.values()) and all(dev.values()) and all(bench.values())


def asked_for(*extras: str) -> set[str]:
    """What pyproject.toml names, for the program and for these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = [line for name in extras for line in project["optional-dependencies"][name]]
    return {requirement_name(line) for line in [*project["dependencies"], *extra]}


def imported(*rooms: str) -> set[str]:
    """The distributions whose modules are imported in these rooms."""
    distributions = metadata.packages_distributions()
    names = {name for path in modules(*rooms) for name in imports_of(path)}
    used = {requirement_name(dist) for name in names for dist in distributions.get(name, ())}
    return used - {"pyside6-essentials", "pyside6-addons", "shiboken6"} | ({"pyside6"} if "PySide6" in names else set())


def test_what_the_program_imports_is_asked_for_and_what_it_asks_for_is_imported():
    # openpyxl writes with lxml where it is installed.
    assert imported("desktop_app", "main.py") | {"lxml"} == asked_for()
    assert imported("tests") <= asked_for("test", "check", "build", "bench", "tables")


def imports_of(path: Path) -> Iterator[str]:
    """The top-level names a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_no_gpl_only_piece_is_used():
    named = {name for path in modules("desktop_app") for name in GPL_QT if name in path.read_text(encoding="utf-8")}
    assert not named
    gpl = {name: licence for name in locked("requirements.lock") if "GPL" in (licence := licence_of(name))}
    assert not {name: licence for name, licence in gpl.items() if "LGPL" not in licence and "Lesser" not in licence}


def licence_of(distribution: str) -> str:
    """All that a distribution says of its licence."""
    about = metadata.metadata(distribution)
    classifiers = [line for line in about.get_all("Classifier") or () if line.startswith("License")]
    return " ".join(filter(None, [about.get("License-Expression"), (about.get("License") or "")[:200], *classifiers]))


@pytest.mark.parametrize("kind", ["fonts", "icons"])
def test_borrowed_resources_lie_beside_their_licences(kind):
    files = {path for path in tracked(f"resources/{kind}") if path.suffix in {".ttf", ".otf", ".svg", ".png"}}
    assert files
    licensed = {
        path.parent for path in tracked(f"resources/{kind}") if re.match("licen[cs]e|ofl", path.name, re.IGNORECASE)
    }
    assert not [short(path) for path in files if path.parent not in licensed]


def test_every_borrowed_package_stands_in_the_list_of_licences():
    listed = (ROOT / "resources/licences/README.md").read_text(encoding="utf-8")
    assert not [name for name in locked("requirements.lock") if not re.search(rf"\b{re.escape(name)}\b", listed)]
