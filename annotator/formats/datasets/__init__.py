"""Datasets out, and labels that others made in: one file for each format."""
