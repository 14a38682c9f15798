"""The log file the clerk can send: what happened and where in the code, never a name, a number or a row's value."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_app.support.paths import settings_folder

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
        handler = RotatingFileHandler(target, maxBytes=512_000, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return target


def describe_fault(kind: type[BaseException], trace: object) -> str:
    """A fault without its message: messages may quote a row's values."""
    import traceback
    from types import TracebackType

    places = traceback.extract_tb(trace) if isinstance(trace, TracebackType) else []
    lines = [f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
    return "\n".join([kind.__name__, *lines])
