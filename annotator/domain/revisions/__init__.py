"""How articles change: cuts and texts of several revisions, aligned, and marks carried over."""
