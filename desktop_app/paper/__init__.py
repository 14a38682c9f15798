"""What is printed: fonts, the drawing surface, the official page, long tables, charts. All of it writes PDF.

Nothing here knows a ledger, an office or Qt: it is given words and figures and lays them out.
"""
