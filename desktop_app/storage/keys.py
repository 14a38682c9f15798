"""The key slots beside the file: the random key that opens the office, wrapped once per operator's password and recovery code.

The data key never changes; a new password rewrites slots only. Two copies are kept, and a copy travels in every backup. What
ciphers is imported where a secret is used: an office without a password doesn't pay for it at its start.
"""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Literal

from desktop_app.storage.errors import OfficeDamaged, OfficeMissing, WrongPassword, told_in_words
from desktop_app.storage.layout import Layout, write_durably
from desktop_app.storage.recovery_code import read_code
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

KEY_BYTES = 32
Kind = Literal["password", "recovery"]


@frozen
class Cost:
    """What one try costs (Argon2id): memory in KiB, passes, lanes. The default takes about 0.6 s."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


COST = Cost()


@frozen
class Slot:
    """The data key, wrapped by one secret."""

    kind: Kind
    operator: str
    salt: str
    nonce: str
    wrapped: str
    cost: Cost


@frozen
class Slots:
    """All slots of one office. A plain office has none."""

    office_id: str
    encrypted: bool
    generation: int = 1
    slots: tuple[Slot, ...] = ()

    def with_slot(self, slot: Slot) -> "Slots":
        """These slots, with the operator's slot of that kind added or replaced."""
        others = tuple(old for old in self.slots if (old.kind, old.operator) != (slot.kind, slot.operator))
        return replace(self, generation=self.generation + 1, slots=(*others, slot))

    def without(self, operator: str) -> "Slots":
        """These slots, less one operator's password."""
        kept = tuple(slot for slot in self.slots if (slot.kind, slot.operator) != ("password", operator))
        return replace(self, generation=self.generation + 1, slots=kept)

    def passwords(self, operator: str | None = None) -> list[Slot]:
        """The password slots: one operator's, or everybody's."""
        return [slot for slot in self.slots if slot.kind == "password" and operator in (None, slot.operator)]


def new_data_key() -> bytes:
    """A random key for a new office."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_with_password(office_id: str, data_key: bytes, operator: str, password: str) -> Slot:
    """A slot that the operator's password opens. An empty password is refused: it would protect nothing."""
    if not password:
        raise OfficeError("密码不能为空。", "请输入密码，或选择不加密的办公室。")
    return _wrap(office_id, data_key, "password", operator, _password_bytes(password))


def wrap_with_code(office_id: str, data_key: bytes, code: str) -> Slot:
    """A slot that the printed recovery code opens."""
    return _wrap(office_id, data_key, "recovery", "", read_code(code).encode())


def unwrap_with_password(slots: Slots, password: str, operator: str | None = None) -> tuple[bytes, str]:
    """(data key, operator whose slot opened); `WrongPassword` when none does."""
    for slot in slots.passwords(operator):
        data_key = _unwrap(slots.office_id, slot, _password_bytes(password))
        if data_key:
            return data_key, slot.operator
    raise WrongPassword("密码不对。", "请检查大小写和输入法后再试；忘记密码可以用打印的恢复码打开。")


def unwrap_with_code(slots: Slots, typed: str) -> bytes:
    """The data key; `CodeMistyped` for a typing error, `WrongPassword` for another office's code."""
    secret = read_code(typed).encode()
    for slot in slots.slots:
        data_key = _unwrap(slots.office_id, slot, secret) if slot.kind == "recovery" else None
        if data_key:
            return data_key
    raise WrongPassword("这个恢复码不是这个办公室的，或已经换过新的。", "请找到最近一次打印的恢复码。")


def _password_bytes(password: str) -> bytes:
    # The same password comes composed or decomposed, depending on the input method.
    return unicodedata.normalize("NFC", password).encode()


def _stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)


def _bound_to(office_id: str, kind: Kind) -> bytes:
    return f"{office_id}|{kind}".encode()


def _wrap(office_id: str, data_key: bytes, kind: Kind, operator: str, secret: bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(secret, salt, COST)).encrypt(nonce, data_key, _bound_to(office_id, kind))
    return Slot(kind, operator, _text(salt), _text(nonce), _text(wrapped), COST)


def _unwrap(office_id: str, slot: Slot, secret: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = _stretch(secret, _bytes(slot.salt), slot.cost)
    try:
        return AESGCM(key).decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), _bound_to(office_id, slot.kind))
    except InvalidTag:
        return None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def to_bytes(slots: Slots) -> bytes:
    """The slots as a file keeps them, with a checksum against half-written copies."""
    body = asdict(slots)
    return json.dumps({"format": 1, "slots": body, "checksum": _checksum(body)}, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Slots:
    """The slots a file holds; ValueError when it is damaged."""
    try:
        outer = json.loads(content)
        body = outer["slots"]
        if outer["checksum"] != _checksum(body):
            raise ValueError("key slots: wrong checksum")
        return _from_dict(body)
    except (KeyError, TypeError) as error:
        raise ValueError(f"key slots: {error!r}") from error


def _from_dict(body: dict[str, Any]) -> Slots:
    slots = tuple(Slot(**{**slot, "cost": Cost(**slot["cost"])}) for slot in body["slots"])
    return Slots(**{**body, "slots": slots})


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def save(layout: Layout, slots: Slots) -> None:
    """Write both copies, one after the other: killed in between, the newer one counts."""
    with told_in_words(layout.root):
        for path in layout.keys:
            write_durably(path, to_bytes(slots))


def load(layout: Layout) -> Slots:
    """The newest whole copy; a missing, damaged or older second copy is made again from it."""
    readable = _readable(layout)
    if not readable:
        if any(path.exists() for path in layout.keys):
            raise OfficeDamaged("密钥文件的两个副本都已损坏。", "请从备份恢复；每份备份里都带有密钥文件。")
        raise OfficeMissing("找不到密钥文件 keys.json。", "请从备份恢复；每份备份里都带有密钥文件。")
    newest = max(readable, key=lambda slots: slots.generation)
    if readable != [newest, newest]:
        save(layout, newest)
    return newest


def _readable(layout: Layout) -> Sequence[Slots]:
    found: list[Slots] = []
    for path in layout.keys:
        try:
            found.append(from_bytes(path.read_bytes()))
        except (OSError, ValueError):
            continue
    return found
