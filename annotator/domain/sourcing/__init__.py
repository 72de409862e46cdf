"""Who an article rests on: readings, the ledger of sources, the checks, the report."""
