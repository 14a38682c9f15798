"""What was found in an office, remembered until the office changes: figures, boards and tables share one computation.

One `Memory` for each kind of finding, made once where it is found. Within a change nothing is remembered: the state isn't settled.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from desktop_app.storage.office import Office

T = TypeVar("T")


class _State:
    """What was found in one office since its last change, the least used forgotten first. Threads may share it."""

    def __init__(self) -> None:
        self._change = -1
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, change: int, key: Any, find: Callable[[], T], most: int) -> T:
        with self._lock:
            if change > self._change:
                self._change, self._kept = change, OrderedDict()
            if change == self._change and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = find()
        with self._lock:
            if change == self._change:
                self._kept[key] = found
            while len(self._kept) > most:
                self._kept.popitem(last=False)
        return found


class Memory:
    """Keeps the newest `most` findings of each open office. What is handed out is shared: nobody may alter it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._offices: WeakKeyDictionary[Office, _State] = WeakKeyDictionary()

    def get(self, office: Office, key: Any, find: Callable[[], T]) -> T:
        """What `find` gives, found once per key and state of the office; the office's day belongs to the state."""
        if office.in_change:
            return find()
        change = office.database.one("SELECT max(change) FROM seal") or 0
        state = self._offices.setdefault(office, _State())
        return state.get(change, (office.clock.today(), key), find, self._most)
