"""Out to the branches and back (R31, P12, S21): one workbook a branch goes out, a folder of them is taken back in one go.

What goes out is kept (kept.py), so that what comes back can be told three ways: as it was sent, as it was returned, as it is here now.
`distribute` writes the workbooks; `plan_collect` reads a folder of them and writes nothing; `apply_collect` writes the plan as one change.
New rows go through importing/ with all its checks; how a ledger's rows go out is its declaration's (round_spec.py).
"""
