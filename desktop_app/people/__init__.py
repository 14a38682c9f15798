"""The kernel all ledgers point at: organisation tree, members, dated events, links, and the kinds Member, Org and Code.

Reading and printing of these is the roster's (features/roster); nothing here knows a ledger.
"""
