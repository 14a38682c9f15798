"""The window around the tabs: frame, home, unlock, guide, search everywhere, history, settings, errors. No ledger's own widgets."""
