"""The board: a ledger's records as cards in columns by state; taking a card to another column takes the step between."""
