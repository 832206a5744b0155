"""Askew: a linter and near-duplicate finder for banks of questions and answers."""

__version__ = "0.1.0"
