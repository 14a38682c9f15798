"""The log file the clerk can send: what happened and where in the code, never a name, a number or a row's value."""

import logging
from contextlib import suppress
from io import TextIOBase
from pathlib import Path

from desktop_app.support.paths import settings_folder

_MOST_BYTES = 512_000
_KEPT = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_file() -> Path:
    """Where the log lies."""
    return settings_folder() / "log" / "program.log"


def start_log(file: Path | None = None) -> Path | None:
    """Log to a file from the first line on (a windowed program has no standard error); None where none can be written."""
    target = file or log_file()
    # peewee logs every statement with its values at DEBUG: names and numbers would end up in the file.
    logging.getLogger("peewee").setLevel(logging.WARNING)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = _Rolling(target)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return target


class _Rolling(logging.FileHandler):
    """A file that becomes program.log.1 when it is full; three old ones are kept.

    Python's own lies in a module that brings sockets and pickle along: 5 ms of every start.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8")
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if self.stream is not None and self.stream.tell() > _MOST_BYTES:
            with suppress(OSError):  # an old one is open elsewhere: this one grows on
                self._roll(self.stream)

    def _roll(self, full: TextIOBase) -> None:
        full.close()
        try:
            for number in range(_KEPT, 0, -1):
                older = self._file if number == 1 else self._numbered(number - 1)
                if older.exists():
                    older.replace(self._numbered(number))
        finally:
            self.stream = self._open()

    def _numbered(self, number: int) -> Path:
        return self._file.with_name(f"{self._file.name}.{number}")


def describe_fault(kind: type[BaseException], trace: object) -> str:
    """A fault without its message: messages may quote a row's values."""
    import traceback
    from types import TracebackType

    places = traceback.extract_tb(trace) if isinstance(trace, TracebackType) else []
    lines = [f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
    return "\n".join([kind.__name__, *lines])
