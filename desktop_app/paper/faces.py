"""The font files there are: those that travel with the program and those of the workstation that may be embedded.

Only file headers are read here. Which face a role takes is decided in fonts.py.
"""

import os
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.support.paths import RESOURCES

BUNDLED_FOLDER = RESOURCES / "fonts"

_RESTRICTED = 0x0002
_NO_SUBSET = 0x0100
_BITMAP_ONLY = 0x0200


class Role(StrEnum):
    """What a face is for; the words are those of GB/T 9704-2012 and of every office's 字体 list."""

    TITLE = "小标宋"
    BODY = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    SANS = "等线"


@dataclass(frozen=True)
class Face:
    """One font file (`subfont` counts the faces of a .ttc). `bundled` ones travel with the program."""

    label: str
    path: Path
    subfont: int = 0
    bundled: bool = False


def _bundled(label: str, file: str) -> Face:
    return Face(label, BUNDLED_FOLDER / file, bundled=True)


_SERIF = _bundled("思源宋体（Noto Serif SC）", "NotoSerifSC-Regular.ttf")
_SERIF_BOLD = _bundled("思源宋体 粗（Noto Serif SC Bold）", "NotoSerifSC-Bold.ttf")
_SANS = _bundled("思源黑体（Noto Sans SC）", "NotoSansSC-Regular.ttf")
_SANS_MEDIUM = _bundled("思源黑体 中（Noto Sans SC Medium）", "NotoSansSC-Medium.ttf")
_WENKAI = _bundled("霞鹜文楷", "LXGWWenKai-Regular.ttf")
_RARE = _bundled("花园明朝（生僻字）", "TaizhangRareHan.ttf")

BUNDLED: dict[Role, Face] = {
    Role.TITLE: _SERIF_BOLD,
    Role.BODY: _SERIF,
    Role.HEI: _SANS_MEDIUM,
    Role.KAI: _WENKAI,
    Role.SONG: _SERIF,
    Role.SANS: _SANS,
}

LAST_RESORTS: tuple[Face, ...] = (_SERIF, _SANS, _WENKAI, _RARE)
"""Where a character is looked for that the role's own faces lack, in this order."""

# File names of the workstation's faces, best first. Windows adds _0 to a second copy, Founder its --GB1-0.
_WORKSTATION: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.TITLE: (
        ("fzxbsjw", "方正小标宋简体"),
        ("方正小标宋简体", "方正小标宋简体"),
        ("fzxbsk", "方正小标宋_GBK"),
        ("方正小标宋_gbk", "方正小标宋_GBK"),
        ("stzhongs", "华文中宋"),
    ),
    Role.BODY: (
        ("仿宋_gb2312", "仿宋_GB2312"),
        ("simfang", "仿宋"),
        ("fzfsk", "方正仿宋_GBK"),
        ("方正仿宋_gbk", "方正仿宋_GBK"),
        ("fzfsjw", "方正仿宋简体"),
        ("stfangso", "华文仿宋"),
    ),
    Role.HEI: (
        ("simhei", "黑体"),
        ("fzhtk", "方正黑体_GBK"),
        ("方正黑体_gbk", "方正黑体_GBK"),
        ("fzhtjw", "方正黑体简体"),
    ),
    Role.KAI: (
        ("楷体_gb2312", "楷体_GB2312"),
        ("simkai", "楷体"),
        ("fzktk", "方正楷体_GBK"),
        ("方正楷体_gbk", "方正楷体_GBK"),
        ("stkaiti", "华文楷体"),
    ),
    Role.SONG: (("simsun", "宋体"), ("fzssk", "方正书宋_GBK"), ("stsong", "华文宋体")),
    Role.SANS: (),
}
_COPY_MARK = re.compile(r"(--gb1-\d|_\d)+$")
_SUFFIXES = (".ttf", ".ttc")


def workstation_folders() -> tuple[Path, ...]:
    """Where this workstation keeps its fonts; a folder need not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts")


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for path, _, names in os.walk(folder):
            yield from (Path(path) / name for name in sorted(names) if name.lower().endswith(_SUFFIXES))


def workstation_faces(folders: Sequence[Path]) -> dict[Role, list[Face]]:
    """The known faces lying in these folders, best first for each role; whether they may be embedded isn't asked yet."""
    by_stem: dict[str, Path] = {}
    for path in _files(folders):
        by_stem.setdefault(_COPY_MARK.sub("", path.stem.lower()), path)
    return {
        role: [Face(label, by_stem[stem]) for stem, label in known if stem in by_stem]
        for role, known in _WORKSTATION.items()
    }


def why_unusable(face: Face) -> str:
    """Why this file can't be put into a paper, in Chinese; '' when it can.

    Its outlines must be TrueType, and its OS/2 table's fsType (OpenType specification) must allow embedding a part of it.
    """
    try:
        with face.path.open("rb") as file:
            tables, end = _table_directory(file.read(4096), face.subfont)
            if end > face.path.stat().st_size:
                return "字体文件不完整"
            if "glyf" not in tables:
                return "不是 TrueType 轮廓字体"
            if "OS/2" not in tables:
                return ""
            file.seek(tables["OS/2"])
            return _embedding_refusal(file.read(10))
    except OSError:
        return "字体文件读不出来"
    except (struct.error, ValueError):
        return "不是字体文件，或者文件已损坏"


def _embedding_refusal(os2: bytes) -> str:
    (rights,) = struct.unpack_from(">H", os2, 8)
    if rights & 0x000F == _RESTRICTED:
        return "字体的许可不让嵌入文件"
    if rights & (_NO_SUBSET | _BITMAP_ONLY):
        return "字体的许可不让只嵌入用到的字"
    return ""


def _table_directory(head: bytes, subfont: int) -> tuple[dict[str, int], int]:
    """Offsets of a font's tables by tag, and where the last ends; ValueError when it isn't a TrueType font or collection."""
    start = 0
    if head[:4] == b"ttcf":
        (count,) = struct.unpack_from(">L", head, 8)
        if subfont >= count:
            raise ValueError("no such face in the collection")
        (start,) = struct.unpack_from(">L", head, 12 + 4 * subfont)
    if head[start : start + 4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        raise ValueError("no TrueType signature")
    (count,) = struct.unpack_from(">H", head, start + 4)
    entries = [struct.unpack_from(">4sLLL", head, start + 12 + 16 * number) for number in range(count)]
    end = max((offset + length for _, _, offset, length in entries), default=0)
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in entries}, end
