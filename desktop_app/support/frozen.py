"""`@frozen`: a frozen dataclass that costs the start a quarter of Python's own.

`@dataclass(frozen=True)` compiles six methods for each class, 0.4 ms; eighty of them were a seventh of the time until the first
paint. Here only `__init__` is compiled and the rest is shared. For what is made by the thousand, or ordered, take Python's own.
"""

from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

_Made = TypeVar("_Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[_Made]) -> type[_Made]:
    """The class as a dataclass whose fields are set once; equal, hashed and shown by its fields."""
    own = vars(made)
    shared = {name: method for name, method in _SHARED.items() if name not in own}
    made = dataclass(repr=False, eq=False)(made)
    for name, method in shared.items():
        setattr(made, name, method)
    return made


def _set_once(self: Any, name: str, value: object) -> None:
    if name in self.__dict__ or name not in self.__dataclass_fields__:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    self.__dict__[name] = value


def _keep(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _compared(self: Any) -> tuple[object, ...]:
    return tuple(getattr(self, each.name) for each in fields(self) if each.compare)


def _equal(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hashed(self: Any) -> int:
    hashed = (each.name for each in fields(self) if (each.compare if each.hash is None else each.hash))
    return hash(tuple(getattr(self, name) for name in hashed))


def _shown(self: Any) -> str:
    told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({told})"


_SHARED: dict[str, Any] = {
    "__setattr__": _set_once,
    "__delattr__": _keep,
    "__eq__": _equal,
    "__hash__": _hashed,
    "__repr__": _shown,
}
