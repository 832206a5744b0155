"""A browser without a window, for the tests of the page, its screenshots and its benchmark."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.conftest import ROOT

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # a container has no namespaces to make one of
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-lcd-text",
    "--force-device-scale-factor=1",
    "--lang=en-US",
)


def missing() -> str:
    """Return what a browser lacks here, "" where nothing."""
    lacking = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"{' and '.join(lacking)} not found: apt-get install chromium chromium-driver" if lacking else ""


@contextmanager
def browser(downloads: Path, *flags: str) -> Iterator[Chrome]:
    """Yield a browser that keeps a log of all requests and saves what is downloaded into a folder."""
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*_FLAGS, "--window-size=1320,1000", *flags):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def requests(driver: Chrome) -> list[str]:
    """Return the addresses that were asked for since the last call, but for those of the page's own blobs."""
    logged = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [item["params"] for item in logged if item["method"] == "Network.requestWillBeSent"]
    return [params["request"]["url"] for params in sent if not params["request"]["url"].startswith("blob:")]


def complaints(driver: Chrome) -> list[Any]:
    """Return what stands on the console since the last call."""
    return [entry["message"] for entry in driver.get_log("browser")]


def written(folder: Path, *paths: str | Path) -> Path:
    """Write a report on `paths` into a folder, and return where it is."""
    target = folder / "report.html"
    command = [
        sys.executable,
        "-m",
        "askew",
        "report",
        *map(str, paths),
        "-o",
        str(target),
        "--history",
        str(folder / "runs.jsonl"),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return target


class Page:
    """A report in a browser."""

    def __init__(self, driver: Chrome, file: Path, downloads: Path) -> None:
        self.driver, self.file, self.downloads = driver, file, downloads

    def open(self, view: str = "overview") -> None:
        """Load the page anew, as one that nobody has decided anything in."""
        self.driver.get(self.file.as_uri())
        self.driver.execute_script("localStorage.clear(); window.onpagehide = null")
        self.driver.execute_script("addEventListener('pagehide', () => localStorage.clear())")
        self.load(view)

    def load(self, view: str) -> None:
        """Load the page anew with what was decided in it."""
        self.driver.get("about:blank")
        self.driver.get(f"{self.file.as_uri()}#{view}")
        self.until(lambda: self.driver.execute_script("return performance.getEntriesByName('ready').length"))

    def until(self, holds: Callable[[], Any]) -> Any:
        """Return what becomes true of the page, or fail."""
        end = time.monotonic() + 20
        while not (found := holds()):
            assert time.monotonic() < end, self.driver.find_element(By.TAG_NAME, "body").text
        return found

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """Return the text of the one element that a selector finds."""
        (found,) = self.all(selector)
        return found.text

    def shows(self, selector: str, text: str) -> None:
        """Wait until an element has a text."""
        self.until(lambda: any(text in item.text for item in self.all(selector)))

    def data(self) -> Any:
        """Return the data that the page holds."""
        return json.loads(self.driver.execute_script("return document.getElementById('data').textContent"))

    def exported(self) -> Any:
        """Export the decisions and return them."""
        target = self.downloads / "decisions.json"
        target.unlink(missing_ok=True)
        self.press("e")
        self.until(lambda: target.exists() and target.stat().st_size)
        return json.loads(target.read_text(encoding="utf-8"))
