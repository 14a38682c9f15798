"""The dialogs of what goes out to the branches and comes back, and of the comparison with the higher level.

They show plans that ledger/rounds and ledger/comparing have made, and take the clerk's answers; nothing is decided here.
"""
