"""The page of a report on real banks: small, in a browser, and whole."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.browser import Page, complaints, requests, written

MOST = 1_500_000  # bytes of the page


@pytest.mark.browser
def test_the_page_of_real_banks(corpora: Path, driver: tuple[Chrome, Path], tmp_path: Path) -> None:
    page = Page(driver[0], written(tmp_path, corpora), driver[1])
    assert page.file.stat().st_size <= MOST
    page.open("overview")
    requests(page.driver)
    numbers = page.data()["overview"]
    page.shows("main", f"{numbers['records']:,}")
    page.press("d", *"jj1j2jm0k1uu")
    page.shows(".filters .count", f"{numbers['clusters']:,} of {numbers['clusters']:,}")
    assert len(page.exported()["decisions"]) > 2
    page.press("f", *"jjjjk", "s", "o")
    assert {address.partition("#")[0] for address in requests(page.driver)} <= {page.file.as_uri()}
    assert complaints(page.driver) == []
