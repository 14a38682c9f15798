"""Faces by role, and the next face for a character that one lacks: never a box, never silently nothing.

A face is read when the first paper needs it (some 50 ms each), never at start. What the files are is told in faces.py,
how they get into a PDF in embedding.py.
"""

import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from desktop_app.paper.faces import (
    BUNDLED,
    LAST_RESORTS,
    Face,
    Role,
    why_unusable,
    workstation_faces,
    workstation_folders,
)
from desktop_app.paper.typeface import Typeface, UnreadableFace, typeface
from desktop_app.support.errors import OfficeError

__all__ = ["Chain", "FaceInUse", "Fonts", "Role", "faces_in_use", "settle", "shared"]

_PROBE = "中国共产党党员花名册一二三，。（）0123456789"
_LOOK_ALIKES = {"✔": "√", "✗": "×", "✘": "×", "⚠": "△", "\u2011": "-", "\u00ad": ""}
_KANGXI = range(0x2E80, 0x2FE0)


@dataclass(frozen=True)
class FaceInUse:
    """One line of the settings page: which face a role takes, and why a better one was passed over."""

    role: Role
    label: str
    path: Path
    bundled: bool
    remark: str


def drawn_as(char: str) -> str:
    """What is set for a character: itself as a rule; nothing for what has no shape; 大 for the Kangxi radical ⼤."""
    if ord(char) in _KANGXI:
        return unicodedata.normalize("NFKC", char)
    if char in "\t\u00a0\u2028\u2029":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf") or _is_variation_selector(ord(char)):
        return ""
    return char


def _is_variation_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


class Chain:
    """The faces of one role in the order in which a character is looked for."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces

    @cached_property
    def main(self) -> Typeface:
        return typeface(self._faces[0])

    def face_for(self, char: str) -> Typeface | None:
        """The first face that draws it; None when no face does."""
        code = ord(char)
        return next((found for found in map(typeface, self._faces) if found.draws(code)), None)

    def spelling(self, char: str) -> str:
        """What is drawn in place of a character: itself, a look-alike, or its code point in brackets where no face has it."""
        shown = drawn_as(char)
        if all(map(self.face_for, shown)):
            return shown
        return _LOOK_ALIKES.get(char, f"〔U+{ord(char):04X}〕")


class Fonts:
    """The faces a workstation's papers are set in.

    `folders` are searched for the workstation's own faces (None: where the system keeps them; empty: bundled faces only);
    `chosen` are the clerk's own files by role and go before everything. OfficeError for a chosen file that can't be used.
    """

    def __init__(self, folders: Sequence[Path] | None = None, chosen: Mapping[Role, Path] | None = None) -> None:
        self._folders = workstation_folders() if folders is None else tuple(folders)
        self._chosen = {role: Face(path.stem, path) for role, path in (chosen or {}).items()}
        for role, face in self._chosen.items():
            _refuse_unusable(role, face)
        self._lock = threading.RLock()
        self._chains: dict[Role, Chain] = {}

    @cached_property
    def _workstation(self) -> dict[Role, list[Face]]:
        return workstation_faces(self._folders)

    @cached_property
    def _in_use(self) -> dict[Role, FaceInUse]:
        return {role: self._choose(role) for role in Role}

    def in_use(self) -> list[FaceInUse]:
        """What each role takes, for the settings page."""
        with self._lock:
            return list(self._in_use.values())

    def chain(self, role: Role) -> Chain:
        """The faces of a role; the same object for every paper, so that a face is read once."""
        with self._lock:
            if role not in self._chains:
                used = self._in_use[role]
                first = self._chosen.get(role) or next(
                    (face for face in self._workstation[role] if face.path == used.path), BUNDLED[role]
                )
                self._chains[role] = Chain(list(dict.fromkeys((first, BUNDLED[role], *LAST_RESORTS))))
            return self._chains[role]

    def missing(self, text: str, role: Role = Role.BODY) -> str:
        """The characters of the text that no face draws (each once): they would print as their code points."""
        chain = self.chain(role)
        return "".join(char for char in dict.fromkeys(text) if not all(map(chain.face_for, drawn_as(char))))

    def _choose(self, role: Role) -> FaceInUse:
        passed = []
        for face in [*filter(None, [self._chosen.get(role)]), *self._workstation[role]]:
            if reason := why_unusable(face) or _lacks_probe(face):
                passed.append(f"{face.label}：{reason}")
            else:
                return FaceInUse(role, face.label, face.path, False, "；".join(passed))
        return FaceInUse(role, BUNDLED[role].label, BUNDLED[role].path, True, "；".join(passed))


def _lacks_probe(face: Face) -> str:
    try:
        lacking = "".join(char for char in _PROBE if not typeface(face).draws(ord(char)))
    except UnreadableFace:
        return "字体文件已损坏"
    return f"缺少常用字“{lacking}”" if lacking else ""


def _refuse_unusable(role: Role, face: Face) -> None:
    if reason := why_unusable(face) or _lacks_probe(face):
        raise OfficeError(
            f"字体“{face.path.name}”不能用作{role}：{reason}。", "请另选一个 .ttf 字体文件，或者改回自动选择。"
        )


_shared: list[Fonts] = []
_shared_lock = threading.Lock()


def shared() -> Fonts:
    """The fonts papers are set in when nothing else is said; found when first asked for."""
    with _shared_lock:
        if not _shared:
            _shared.append(Fonts())
        return _shared[0]


def settle(fonts: Fonts) -> None:
    """Set every later paper in these fonts (the clerk's choice in settings)."""
    with _shared_lock:
        _shared[:] = [fonts]


def faces_in_use() -> list[FaceInUse]:
    """Which face each role takes on this workstation."""
    return shared().in_use()
