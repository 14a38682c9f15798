"""The kit without Qt: what a ledger declares, and what follows from it: query, writes, import plan, export, figures."""
