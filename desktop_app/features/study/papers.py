"""The study ledger's PDFs."""

from desktop_app.ledger.declaration import Paper, RecordPaper

PERIOD_PAPERS: tuple[Paper, ...] = ()
SESSION_PAPERS: tuple[RecordPaper, ...] = ()
COLLECTION_PAPERS: tuple[RecordPaper, ...] = ()
DOSSIER_PAPERS: tuple[RecordPaper, ...] = ()
PLACE_PAPERS: tuple[RecordPaper, ...] = ()
