"""Makes the contest's sounds from sine waves: python make.py writes the WAV files beside it (16 bit, mono, 22,050 Hz)."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
# name: (frequency in Hz, seconds, loudness 0–1) one after the other; frequency 0 is a rest
TONES = {
    "start": ((880, 0.18, 0.6),),
    "buzz": ((660, 0.08, 0.7), (990, 0.16, 0.7)),
    "hurry": ((1320, 0.06, 0.4),),
    "time_up": ((440, 0.22, 0.8), (0, 0.06, 0), (440, 0.5, 0.8)),
    "right": ((784, 0.12, 0.6), (988, 0.12, 0.6), (1175, 0.22, 0.6)),
    "wrong": ((330, 0.2, 0.6), (247, 0.34, 0.6)),
}
FADE = 0.012


def samples(frequency: float, seconds: float, loudness: float) -> list[int]:
    """One tone, faded in and out so that it doesn't click."""
    count = int(RATE * seconds)
    told = []
    for at in range(count):
        time = at / RATE
        fade = min(1.0, time / FADE, (seconds - time) / FADE)
        value = math.sin(2 * math.pi * frequency * time) + 0.3 * math.sin(4 * math.pi * frequency * time)
        told.append(int(32_767 * loudness * fade * value / 1.3))
    return told


def main() -> None:
    """Write every file."""
    for name, tones in TONES.items():
        told = [sample for tone in tones for sample in samples(*tone)]
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(told)}h", *told))


if __name__ == "__main__":
    main()
