"""Honours, awards, press items and plates of members, organisations and posts (domain.md §8, §2.5): what all ledgers may point at.

How they are listed and counted is the roster tab's (features/roster/honours); here are the records, their words and rules.
"""

from desktop_app.people.honours.schema import STEPS
from desktop_app.storage.slices import Slice

SLICE = Slice("honours", STEPS)
