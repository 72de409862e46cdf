"""Datasets out, and labels that others made in."""
