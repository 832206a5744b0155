"""Carrying out what was decided about duplicates and findings: all files or none."""
