"""Measures: our side against its limit, in turn, in one run (`make bench`). Every `lines_*.py` here yields lines.

A line is a ratio, never a time: machines differ. How lines are written is said in harness.py.
"""
