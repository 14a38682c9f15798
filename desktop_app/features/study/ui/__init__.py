"""The study ledger's own widgets: attendance by exception, the boards of the year. What the standard tab can do is not here."""
