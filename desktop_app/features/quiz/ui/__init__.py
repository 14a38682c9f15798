"""Windows and dialogs of the contest, where the standard tab is not enough."""
