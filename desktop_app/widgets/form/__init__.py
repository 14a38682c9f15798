"""Records to read and to edit, made from a ledger's form: the pane beside the table, the page for a new one. No storage rules here."""
