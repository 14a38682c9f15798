"""The questions that come with the program (data/sample): on the texts of today, and on those of 2016 for the demo office."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.quiz.model import Question
from desktop_app.storage.kind import kind_of
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA

TODAY = DATA / "sample" / "quiz_questions.csv"
OF_2016 = DATA / "sample" / "quiz_questions_2016.csv"
SOURCES = DATA / "sample" / "quiz_sources.csv"
_SOURCE = ("name", "valid_from", "valid_to", "successor")


def read_questions(path: Path) -> list[dict[str, Any]]:
    """A shipped file's questions by field, as stored."""
    fields = {kind_of(f).label: (f.name, kind_of(f)) for f in Question._meta.sorted_fields if f.name != "id"}  # type: ignore[attr-defined]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{name: kind.parse(row.get(label)) for label, (name, kind) in fields.items()} for row in rows]


def add_sources(office: Office) -> int:
    """The texts they are drawn from, inside an open change; those already there stay as they are. How many came."""
    with SOURCES.open(encoding="utf-8", newline="") as file:
        rows = [tuple(value or None for value in row.values()) for row in csv.DictReader(file)]
    there = {name for (name,) in office.database.rows("SELECT name FROM quiz_source")}
    fresh = [row for row in rows if row[0] not in there]
    office.database.executemany(f"INSERT INTO quiz_source ({', '.join(_SOURCE)}) VALUES (?, ?, ?, ?)", fresh)
    return len(fresh)


def add_questions(office: Office, questions: Sequence[dict[str, Any]]) -> int:
    """Put questions into an empty bank, inside an open change (the demo's; a clerk's go through the import preview)."""
    names = [name for name in questions[0] if any(question[name] is not None for question in questions)]
    rows = [
        tuple(str(v) if isinstance(v, str) else v for v in (question[name] for name in names)) for question in questions
    ]
    marks = ", ".join("?" * len(names))
    office.database.executemany(f"INSERT INTO quiz_question ({', '.join(names)}) VALUES ({marks})", rows)
    return len(rows)
