"""The contest's tables, told to the office."""

from desktop_app.features.quiz import near, progress
from desktop_app.features.quiz.schema import FINAL, STEPS, UNTRACKED
from desktop_app.storage.slices import Slice

_FOLLOWED = ("quiz_drawn", "quiz_mark", "quiz_event", "quiz_result")
SLICE = Slice(
    "quiz",
    STEPS,
    untracked=UNTRACKED,
    final=FINAL,
    before_commit={"quiz_question": near.refresh} | {table: progress.following(table) for table in _FOLLOWED},
)
