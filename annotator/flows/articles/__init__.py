"""Articles that come in and change."""
