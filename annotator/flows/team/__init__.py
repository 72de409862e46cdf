"""The people of a project, and how far they agree."""
