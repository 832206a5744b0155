"""Run Askew with `python -m askew`."""

from askew.cli import main

main()
