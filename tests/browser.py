"""A browser without a window, for the tests of the page, its screenshots and its benchmark."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # a container has no namespaces to make one of
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
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
