"""Semantic slips: code that runs, or nearly, and does not do what it is for."""
