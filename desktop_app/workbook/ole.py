"""The old Office container (OLE2 compound file): enough to tell what is in it and to take one stream out."""

import struct
from array import array
from collections.abc import Callable, Iterator

from desktop_app.workbook.cells import broken

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")

_LAST_SECTOR = 0xFFFFFFF9  # numbers above mean: end of chain, free, or a part of the table itself
_ENTRY = 128
_SMALL_SECTOR = 64
_SMALL_LIMIT = 4096


class CompoundFile:
    """A compound file in memory. Raises BrokenWorkbook where it is cut off or its chains lead nowhere."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._size = 1 << struct.unpack_from("<H", data, 30)[0]
            if self._size not in (512, 4096):
                raise broken()
            self._table = self._sector_table()
            directory = self._chain(struct.unpack_from("<I", data, 48)[0], self._table, self._sector)
            self._entries = dict(_entries(directory))
        except struct.error as error:
            raise broken() from error

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """A stream's bytes; KeyError where there is none of that name."""
        first, length = self._entries[name]
        found = self._small(first) if length < _SMALL_LIMIT else self._chain(first, self._table, self._sector)
        if len(found) < length:
            raise broken()
        return found[:length]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _sector_table(self) -> array:
        """Which sector follows which (the FAT): its own sectors are listed in the header, then in a chain from there."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        sectors, per_sector = len(self._data) // self._size, self._size // 4 - 1
        while following <= _LAST_SECTOR and len(places) <= sectors + 109:
            *more, following = struct.unpack_from(f"<{per_sector + 1}I", self._sector(following))
            places.extend(more)
        return _numbers(b"".join(self._sector(place) for place in places if place <= _LAST_SECTOR))

    def _chain(self, first: int, table: array, sector: Callable[[int], bytes]) -> bytes:
        parts: list[bytes] = []
        while first <= _LAST_SECTOR:
            if first >= len(table) or len(parts) > len(table):
                raise broken()
            parts.append(sector(first))
            first = table[first]
        return b"".join(parts)

    def _small(self, first: int) -> bytes:
        """Streams under 4 KB share one stream, the root entry's, cut into sectors of 64 bytes."""
        shared = self._chain(self._entries["Root Entry"][0], self._table, self._sector)
        table = self._chain(struct.unpack_from("<I", self._data, 60)[0], self._table, self._sector)
        return self._chain(first, _numbers(table), lambda at: shared[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR])


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        if kind in (1, 2, 5) and 2 <= length <= 64:
            name = directory[start : start + length - 2].decode("utf-16-le", "replace")
            yield name, struct.unpack_from("<II", directory, start + 116)


def _numbers(data: bytes) -> array:
    return array("I", data[: len(data) // 4 * 4])
