"""What belongs to the workstation and not to an office: the last office, appearance, scale. No personal data ever."""

import json
import logging
from pathlib import Path
from typing import Any

from desktop_app.support.paths import settings_folder

_log = logging.getLogger(__name__)


class WorkstationSettings:
    """A small JSON file in the user's configuration folder; a damaged or missing one reads as empty."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or settings_folder() / "settings.json"

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under the key."""
        return self._read().get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value. A configuration folder that can't be written only costs the remembering."""
        values = {**self._read(), key: value}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as fault:
            _log.warning("settings were not kept: %s", fault.strerror)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
