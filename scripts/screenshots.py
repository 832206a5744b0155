"""Take the pictures of docs/report.md in a browser: `python -m scripts.screenshots`.

With --check, fail if what they show has changed since; that needs no browser.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import askew.report

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
STAMP = IMAGES / "report.sha256"
SHOWN = (Path(askew.report.__file__).parent / "assets", ROOT / "corpus")
VIEWS = {"overview": "", "duplicates": "1m0kkk", "findings": "/contrast_range", "decisions": ""}  # and keys to press
THEMES = ("light", "dark")
SIZE = "1280,900"


def stamp() -> str:
    """Return the hash of everything that the pictures show: the page's assets and the corpus."""
    found = hashlib.sha256()
    for folder in SHOWN:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            found.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def pictures() -> dict[str, bytes]:
    """Return a picture of every view in both themes, by the name of its file."""
    from selenium.webdriver import ActionChains
    from tests.browser import browser

    found = {}
    with tempfile.TemporaryDirectory() as name, browser(Path(name), f"--window-size={SIZE}") as driver:
        page = Path(name) / "report.html"
        subprocess.run([sys.executable, "-m", "askew", "report", "corpus", "-o", str(page)], cwd=ROOT, check=True)
        for theme in THEMES:
            driver.get(page.as_uri())
            driver.execute_script("localStorage.clear(); localStorage.setItem('askew-theme', arguments[0])", theme)
            driver.refresh()
            for view, keys in VIEWS.items():
                driver.execute_script("location.hash = arguments[0]", view)
                time.sleep(0.3)
                for key in keys:
                    ActionChains(driver).send_keys(key).perform()
                    time.sleep(0.05)
                time.sleep(0.3)
                found[f"report-{view}-{theme}.png"] = driver.get_screenshot_as_png()
            driver.execute_script("localStorage.clear()")
    return found


def main() -> None:
    """Take the pictures, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a picture is stale")
    if parser.parse_args().check:
        names = {f"report-{view}-{theme}.png" for view in VIEWS for theme in THEMES}
        if not STAMP.exists() or STAMP.read_text(encoding="ascii").strip() != stamp():
            raise SystemExit("docs/images/report-*.png are stale; run python -m scripts.screenshots")
        if names != {path.name for path in IMAGES.glob("report-*.png")}:
            raise SystemExit("docs/images/report-*.png are not those of scripts/screenshots.py; run it")
        return
    if not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout:
        raise SystemExit("no font has Chinese letters: the pictures would show boxes; apt-get install fonts-noto-cjk")
    for name, data in pictures().items():
        (IMAGES / name).write_bytes(data)
    STAMP.write_text(f"{stamp()}\n", encoding="ascii")


if __name__ == "__main__":
    main()
