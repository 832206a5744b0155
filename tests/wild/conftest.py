"""Tests on real banks that are no part of this repository; they skip where the banks are missing."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real banks beside the checkout."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        pytest.skip(f"no real banks: {folder} is missing")
    return folder
