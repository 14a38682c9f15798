"""Makes order.txt and counts.txt from their sources (README.md says which); the program only reads what this wrote.

    python data/strokes/make.py cnchar.order.min.js Unihan_IRGSources.txt.bz2

Stops if a character of the table of 8,105 is missing or if more characters stand out of the official order than are known to.
"""

import bisect
import bz2
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
OFFICIAL = HERE.parents[1] / "tests" / "paper" / "characters" / "characters.txt"
LEVELS = (0, 3500, 6500, 8105)
KNOWN_OUT_OF_ORDER = 3
BLOCKS = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
STROKES = {**dict.fromkeys("ji", "1"), **dict.fromkeys("fg", "2"), "s": "3", **dict.fromkeys("kld", "4")}
PART = re.compile(r"[0-9]+|<.[0-9]+>|\[.[0-9]+\]|.")


def cnchar_orders(script: Path) -> dict[str, str]:
    """Stroke order as 1–5 of each character of cnchar-order; every letter not listed in STROKES is a kind of 折."""
    found = re.search(r"JSON\.parse\('(\{\"一\".*?\})'\)", script.read_text(encoding="utf-8"))
    if not found:
        raise SystemExit("not the script of cnchar-order")
    return {char: "".join(STROKES.get(x, "5") for x in letters) for char, letters in json.loads(found[1]).items()}


def add_compositions(known: dict[str, str], parts: Path) -> None:
    """Work out parts.txt, each line from lines and characters known before it or after it."""
    lines = [line.split() for line in parts.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    waiting = {line[0]: line[1] for line in lines}
    for char in waiting:
        known.pop(char, None)
    while waiting:
        ready = [char for char, spec in waiting.items() if all(p in known for p in named(spec))]
        if not ready:
            raise SystemExit(f"parts.txt: nothing known of {waiting}")
        for char in ready:
            known[char] = "".join(strokes_of(part, known) for part in PART.findall(waiting.pop(char)))


def named(spec: str) -> list[str]:
    """The characters a composition is made of."""
    return [part.strip("<[")[0] for part in PART.findall(spec) if not part.isdigit()]


def strokes_of(part: str, known: dict[str, str]) -> str:
    """The strokes of one part of a composition."""
    if part.isdigit():
        return part
    if part[0] == "<":
        return known[part[1]][int(part[2:-1]) :]
    return known[part[1]][: int(part[2:-1])] if part[0] == "[" else known[part]


def out_of_order(level: list[str], known: dict[str, str]) -> int:
    """How many characters would have to go for the rest to stand in order: 0 when table and stroke orders agree."""
    tails: list[tuple[int, str]] = []
    for char in level:
        key = (len(known[char]), known[char])
        place = bisect.bisect_right(tails, key)
        tails[place : place + 1] = [key]
    return len(level) - len(tails)


def total_strokes(unihan: Path) -> dict[int, int]:
    """kTotalStrokes by code point; of two counts the first, that of the mainland."""
    text = bz2.decompress(unihan.read_bytes()).decode("utf-8") if unihan.suffix == ".bz2" else unihan.read_text("utf-8")
    found = re.findall(r"^U\+([0-9A-F]+)\tkTotalStrokes\t(\d+)", text, re.MULTILINE)
    return {int(code, 16): int(count) for code, count in found}


def main(script: Path, unihan: Path) -> None:
    """Check all against the official order, then write both tables."""
    official = OFFICIAL.read_text(encoding="utf-8").split()
    known = cnchar_orders(script)
    add_compositions(known, HERE / "parts.txt")
    levels = [official[a:b] for a, b in zip(LEVELS, LEVELS[1:], strict=False)]
    if sum(out_of_order(level, known) for level in levels) > KNOWN_OUT_OF_ORDER:
        raise SystemExit("the stroke orders disagree with the official order of characters")
    place = {char: number for number, char in enumerate(official)}
    shipped = sorted(known, key=lambda char: (len(known[char]), known[char], place.get(char, len(place)), char))
    (HERE / "order.txt").write_text("".join(f"{char}{known[char]}\n" for char in shipped), encoding="utf-8")
    counts = total_strokes(unihan)
    rows = ["".join(chr(32 + counts.get(code, 0)) for code in range(first, last + 1)) for first, last in BLOCKS]
    (HERE / "counts.txt").write_text("".join(row + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
