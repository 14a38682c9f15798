"""The innovation ledger's own widgets: the calendar of milestones, the form of a project's award. The standard tab does the rest."""
