"""The pack's list of its files with their SHA-256, in the form that `sha256sum -c` reads too; and checking a pack against it."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desktop_app.support.errors import OfficeError

NAME = "校验清单.txt"


@dataclass(frozen=True)
class Verified:
    """How a pack stands to its list: `files` listed, and what is missing, changed, or not on the list."""

    files: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether all is as it was made."""
        return not (self.missing or self.changed or self.unknown)

    def told(self) -> str:
        """One line a finding."""
        lines = [*(f"缺少：{name}" for name in self.missing), *(f"被改动：{name}" for name in self.changed)]
        lines += [f"清单外：{name}" for name in self.unknown]
        return "\n".join(lines) if lines else f"{self.files} 个文件与校验清单一致。"


def write_manifest(folder: Path) -> int:
    """List every file below `folder`; how many."""
    lines = [f"{digest}  {name}" for name, digest in sorted(_digests(folder).items())]
    (folder / NAME).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(lines)


def verify(pack: Path) -> Verified:
    """Check a pack, folder or zip, against its list. OfficeError where it has none."""
    try:
        found, listed = _packed(pack) if pack.is_file() else (_digests(pack), _listed(pack))
    except (OSError, zipfile.BadZipFile) as fault:
        raise OfficeError(f"“{pack.name}”不是资料包，或没有校验清单。", "请选生成的资料包文件夹或压缩包。") from fault
    return Verified(
        len(listed),
        tuple(sorted(set(listed) - set(found))),
        tuple(sorted(name for name in set(listed) & set(found) if listed[name] != found[name])),
        tuple(sorted(set(found) - set(listed))),
    )


def _listed(folder: Path) -> Mapping[str, str]:
    return _read((folder / NAME).read_text(encoding="utf-8"))


def _read(text: str) -> Mapping[str, str]:
    pairs = [line.split("  ", 1) for line in text.splitlines() if line.strip()]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != NAME]
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _packed(pack: Path) -> tuple[dict[str, str], Mapping[str, str]]:
    with zipfile.ZipFile(pack) as packed:
        names = [each.filename for each in packed.infolist() if not each.is_dir()]
        head = next((name for name in names if name.rpartition("/")[2] == NAME), None)
        if head is None:
            raise zipfile.BadZipFile(NAME)
        root = head[: -len(NAME)]
        listed = _read(packed.read(head).decode("utf-8"))
        found = {}
        for name in names:
            if name != head:
                with packed.open(name) as file:
                    found[name.removeprefix(root)] = _digest_of(file)
        return found, listed
