"""The printed recovery code: 130 random bits and a checksum, in letters that can't be mistaken for one another."""

import hashlib
import secrets
import unicodedata

from desktop_app.support.errors import OfficeError

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_RANDOM, _CHECK, _GROUP = 26, 4, 5


class CodeMistyped(OfficeError):
    """What was typed can't be any recovery code: wrong length, or the checksum does not fit."""


def new_code() -> str:
    """A fresh code, six groups of five: 'XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX'."""
    secret = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    whole = secret + _checksum(secret)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def read_code(typed: str) -> str:
    """What was typed, in the one spelling that opens the slot; `CodeMistyped` when it can't be right."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    letters = "".join(letter for letter in plain if letter.isalnum())
    if len(letters) != _RANDOM + _CHECK:
        raise CodeMistyped(
            f"恢复码应是 {_RANDOM + _CHECK} 位，这里有 {len(letters)} 位。", "请对照打印的恢复码重新输入。"
        )
    secret, check = letters[:_RANDOM], letters[_RANDOM:]
    if not set(letters) <= set(_LETTERS) or _checksum(secret) != check:
        raise CodeMistyped("恢复码输错了一处或几处。", "请对照打印的恢复码逐组核对。")
    return secret


def _checksum(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:4], "big")
    return "".join(_LETTERS[(number >> shift) & 31] for shift in (15, 10, 5, 0))
