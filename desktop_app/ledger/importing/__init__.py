"""Taking workbooks in, for every ledger (R1–R8): headings found and mapped, cells read, rows matched, all of it planned before
a single write; then applied as one change.

`build_plan` makes a `Plan`; what is asked in it is answered there; `apply_plan` writes it; `write_bounce` gives back what was
not taken. Reading files is workbook/'s, what a value may be the field kinds'.
"""
