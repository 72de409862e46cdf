"""Reports out: the same words as a page, in Markdown and as JSON."""
