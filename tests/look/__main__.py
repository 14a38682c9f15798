"""Writes the pictures and their index: python -m tests.look OUT [members]."""

import html
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desktop_app import registry
from tests.look.papers import draw_papers

_SCALES = ("1", "1.5")
_PALETTES = ("light", "dark")


def main(out: Path, members: int = 6703) -> int:
    """All pictures; the exit status says whether every one was drawn."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    office = out / "示范.office"
    registry.build_demo(office, members=members).close()
    failed = 0
    for scale in _SCALES:
        for palette in _PALETTES:
            folder = out / f"{int(float(scale) * 100)}% {palette}"
            # A copy each: what the views write (an import, the tab that was open) must not be in the next ones' pictures.
            copy = shutil.copytree(office, out / "摹本.office")
            order = [sys.executable, "-m", "tests.look.shoot", str(copy), str(folder), palette]
            failed += subprocess.run(order, env={**os.environ, "QT_SCALE_FACTOR": scale}, check=False).returncode != 0
            shutil.rmtree(copy)
    draw_papers(office, out / "papers")
    shutil.rmtree(office)
    _index(out)
    sys.stdout.write(f"{len(list(out.rglob('*.png')))} pictures: {out / 'index.html'}\n")
    return failed


def _index(out: Path) -> None:
    parts = ["<!doctype html><meta charset=utf-8><title>look</title>"]
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        parts.append(f"<h2>{html.escape(folder.name)}</h2>")
        for picture in sorted(folder.glob("*.png")):
            where = html.escape(f"{folder.name}/{picture.name}")
            parts.append(
                f'<figure><figcaption>{html.escape(picture.stem)}</figcaption><img src="{where}" width=900></figure>'
            )
    (out / "index.html").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:3])))
