"""All shared Qt: the desk of services, theme, standard tab, table, form, tree, filters, previews. No ledger and no shell here."""
