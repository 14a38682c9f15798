"""Every job of the terminal is done with PySide6 out of reach; neither a job nor the window opens a network socket."""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import commands

ROOT = Path(__file__).parents[1]
WITHOUT_QT = """
import sys
from importlib.abc import MetaPathFinder
class NoQt(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('PySide6', 'shiboken6'):
            raise ModuleNotFoundError(f'{name} is blocked')
sys.meta_path.insert(0, NoQt())
sys.path.insert(0, '.')
import main
sys.exit(main.main(sys.argv[1:]))
"""


def jobs(folder: Path) -> dict[str, list[str]]:
    """One order for every command, in an order in which each finds what it needs."""
    office, out = str(folder / "示范.office"), str(folder / "花名册.xlsx")
    return {
        "demo": ["demo", "--office", office, "--members", "60"],
        "export": ["export", "roster", out, "--office", office, "--unmask", "--reason", "测试"],
        "import": ["import", "roster", out, "--office", office, "--dry-run", "--json"],
        "distribute": ["distribute", "roster", str(folder / "下发"), "--office", office],
        "collect": ["collect", "roster", str(folder / "下发"), "--office", office, "--dry-run", "--json"],
        "compare": ["compare", "roster", out, "--office", office, "--out", str(folder / "比对"), "--json"],
        "summary": ["summary", "2016-12", "--office", office, "--pdf", str(folder / "汇总.pdf"), "--excel",
                    str(folder / "汇总.xlsx"), "--json"],
        "pack": ["pack", "2016-12-30..2016-12-31", str(folder / "迎检"), "--office", office, "--outer"],
        "verify-pack": ["verify-pack", str(folder / "迎检")],
        "backup": ["backup", str(folder), "--office", office],
        "restore": ["restore", "", "--office", office],
        "check": ["check", "--office", office],
    }  # fmt: skip


def run(order: list[str], *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*before, *order], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def do_all(folder: Path, *before: str) -> dict[str, str]:
    """What each command wrote on standard output, when run one after the other behind the words `before`."""
    said: dict[str, str] = {}
    for name, order in jobs(folder).items():
        if name == "restore":
            order[1] = str(newest_bundle(folder))
        done = run(order, *before)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        said[name] = done.stdout
    return said


def newest_bundle(folder: Path) -> Path:
    bundles = [path for path in folder.iterdir() if path.is_file() and path.suffix not in {".xlsx", ".pdf", ".txt"}]
    return max(bundles, key=lambda path: path.stat().st_mtime_ns)


def command_words() -> set[str]:
    """The words the terminal knows."""
    parser = commands._parser()
    return {
        word for action in parser._actions if isinstance(action, argparse._SubParsersAction) for word in action.choices
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Every job done once, with Qt out of reach and, where there is strace, its sockets noted."""
    folder = tmp_path_factory.mktemp("jobs")
    spying = ["strace", "-f", "--seccomp-bpf", "-A", "-o", str(folder / "trace.txt"), "-e", "trace=socket"]
    said = do_all(folder, *(spying if shutil.which("strace") else ()), sys.executable, "-c", WITHOUT_QT)
    return folder, said


def test_every_command_works_with_qt_out_of_reach(done, tmp_path):
    assert set(jobs(tmp_path)) == command_words(), "a command without a job here"
    folder, said = done
    assert json.loads(said["import"])["same"] == 60
    assert json.loads(said["collect"])["same"] == 60
    assert json.loads(said["compare"])["matched"] == 60
    figures = {figure["code"]: figure["value"] for figure in json.loads(said["summary"])["figures"]}
    assert figures["member.total"] == 60
    assert (folder / "汇总.pdf").read_bytes().startswith(b"%PDF")


def test_the_block_really_blocks():
    done = run([sys.executable, "-c", WITHOUT_QT, "--office", "没有的.office"])
    assert done.returncode != 0
    assert "is blocked" in done.stderr


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_job_opens_a_network_socket(done):
    folder, _said = done
    trace = (folder / "trace.txt").read_text()
    assert "exited with 0" in trace and "AF_INET" not in trace


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_the_window_opens_no_network_socket(small_office, tmp_path):
    program, office, trace = [sys.executable, "main.py"], str(small_office.folder), tmp_path / "trace.txt"
    small_office.close()
    spying = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=socket"]
    done = run(["--office", office, "--quit-when-shown"], *spying, *program)
    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in trace.read_text()


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_the_trace_would_see_a_network_socket(tmp_path):
    trace = tmp_path / "trace.txt"
    order = [sys.executable, "-c", "import socket; socket.socket(); socket.socket(socket.AF_INET6)"]
    run(order, "strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=socket")
    assert "AF_INET," in trace.read_text() and "AF_INET6," in trace.read_text()
