"""Our ledger beside the workbook that the higher level exported (R30): who is in one and not in the other, what differs, who puts it right.

`compare` reads and compares; `write_comparison` gives the two workbooks, 上级改 and 我方改. Nothing here ever writes into the ledger.
"""
