"""Parts of screens that draw themselves."""
