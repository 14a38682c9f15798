"""What knows neither office nor Qt: paths, clock, log, long work, files. Nothing about ledgers belongs here."""
