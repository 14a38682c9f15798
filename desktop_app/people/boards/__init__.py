"""班子届次: the boards of Party organisations and who sits on them (domain.md §1, R26). The ledger that shows them is LEDGER."""
