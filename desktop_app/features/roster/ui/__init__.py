"""The roster's own widgets, where the standard tab is not enough. No SQL and no rules: those are rules.py's."""
