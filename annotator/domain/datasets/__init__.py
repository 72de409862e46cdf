"""What of a project becomes a dataset: selection, splits, near copies, counts, pseudonyms."""
