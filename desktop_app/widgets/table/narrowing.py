"""Typing on narrows what is listed: the rows found so far are looked through in their order, not the whole ledger again.

At 100,000 members a letter costs some 20 ms in SQL, however few are left; this costs what is left.
"""

from array import array

from desktop_app.ledger.query import LedgerQuery
from desktop_app.widgets.reading import Reader

_MOST = 300_000
"""Rows; what more are found by is not kept in memory."""


class Narrowing:
    """Keeps what the rows of a search are found by. Of a list that nobody searches nothing is read.

    It follows one list: `learn` when all of it is known, `forget` as soon as it may be another.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._texts: dict[int, str] | None = None

    def forget(self) -> None:
        """The list is another, or its records were changed."""
        self._texts = None
        self._reader.forget(self)

    def learn(self, query: LedgerQuery, ids: "array[int]") -> None:
        """Read, beside the window, what these rows are found by."""
        self.forget()
        if query.searches and 0 < len(ids) <= _MOST:
            self._reader.ask(self, query.found_by, self._keep)

    def _keep(self, texts: dict[int, str]) -> None:
        self._texts = texts

    def narrow(self, listed: LedgerQuery, ids: "array[int]", query: LedgerQuery) -> "array[int] | None":
        """What `query` asks for, out of all that `listed` has; None where that can't be told from here."""
        if self._texts is None or not query.narrows(listed):
            return None
        left, text_of = list(ids), self._texts.get
        for word in query.words:
            left = [row for row in left if word in text_of(row, "")]
        return array("q", left)
