"""The contest's tables, told to the office."""

from desktop_app.features.quiz import near
from desktop_app.features.quiz.schema import FINAL, STEPS, UNTRACKED
from desktop_app.storage.slices import Slice

SLICE = Slice("quiz", STEPS, untracked=UNTRACKED, final=FINAL, before_commit={"quiz_question": near.refresh})
