"""The contest's sounds, played by what the workstation has of its own; none where there is nothing to play them with.

No media library: it would bring a network library along. Windows plays a WAV file by itself, Linux desktops have a player.
"""

import shutil
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from desktop_app.support.paths import RESOURCES

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


class Sound(StrEnum):
    """The files of resources/sounds."""

    START = "start"
    BUZZ = "buzz"
    HURRY = "hurry"
    TIME_UP = "time_up"
    RIGHT = "right"
    WRONG = "wrong"


def sound_file(sound: Sound) -> Path:
    """Where it lies."""
    return RESOURCES / "sounds" / f"{sound}.wav"


class Sounds:
    """Plays without waiting; silent where it can't or was told to be."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        found = next((each for each in _PLAYERS if shutil.which(each[0])), None) if sys.platform != "win32" else None
        self._player = found
        self._playing: subprocess.Popen[bytes] | None = None

    @property
    def possible(self) -> bool:
        """Whether this workstation has something to play with."""
        return sys.platform == "win32" or self._player is not None

    def play(self, sound: Sound) -> None:
        """Play a sound; a new one ends the one before."""
        if not self.on:
            return
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(
                str(sound_file(sound)), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            )
        elif self._player:
            self.stop()
            command = [*self._player, str(sound_file(sound))]
            void = subprocess.DEVNULL
            self._playing = subprocess.Popen(command, stdin=void, stdout=void, stderr=void)

    def stop(self) -> None:
        """End what is playing."""
        if self._playing is not None:
            self._playing.kill()
            self._playing.wait()
            self._playing = None
