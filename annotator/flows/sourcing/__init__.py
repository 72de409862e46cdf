"""Who articles rest on, what their sourcing lacks, and the report of it."""
