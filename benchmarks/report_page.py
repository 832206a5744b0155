"""Measure the page of `askew report` in a browser: its size, the first paint, and how long a key takes.

    python -m benchmarks.report_page [--clusters 10000]

Makes a bank in which so many questions are asked twice, writes the report over it, and opens it in a headless Chromium.
The latency of a key is the time from its event to the end of the first frame after it, measured in the page: the
median and the worst of the keys that an editor presses most. Times are wall times: a busy machine makes them longer.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selenium.webdriver import ActionChains, Chrome, Keys
from tests.browser import browser

_SYLLABLES = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in "aeiou"]
_WORDS = "explains measures keeps changes makes stores counts sorts moves reads writes joins splits".split()
_KEYS = ["j", "j", "j", "k", "1", "1", "m", "u", Keys.PAGE_DOWN, Keys.END, Keys.HOME, "0", "u"]
_WATCH = """
window.taken = [];
addEventListener("keydown", (event) => {
  requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => window.taken.push(performance.now() - event.timeStamp); c.port2.postMessage(0); });
}, true);
"""


def bank(clusters: int, seed: int = 8) -> str:
    """Return JSON lines in which so many made-up questions are asked twice, the answers a little different."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(3))

    lines = []
    for _ in range(clusters):
        question = f"What does the {word()} of a {word()} {word()} do?"
        answer = " ".join(f"It {chance.choice(_WORDS)} the {word()} of the {word()}." for _ in range(6))
        lines += [{"question": question, "answer": answer}, {"question": question, "answer": f"{answer} So it is."}]
    chance.shuffle(lines)
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def latencies(driver: Chrome) -> list[float]:
    """Return the milliseconds that each of the keys took."""
    driver.execute_script(_WATCH)
    for key in _KEYS * 3:
        ActionChains(driver).send_keys(key).perform()
        time.sleep(0.05)
    found: list[float] = driver.execute_script("return window.taken")
    return found


def main() -> None:
    """Write the report, open it and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clusters", type=int, default=10_000, metavar="N")
    wanted = parser.parse_args().clusters
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bank.jsonl").write_text(bank(wanted), encoding="utf-8")
        before = os.times()
        subprocess.run([sys.executable, "-m", "askew", "report", "bank.jsonl"], cwd=folder, check=True)
        used = os.times()
        seconds = used.children_user + used.children_system - before.children_user - before.children_system
        page = folder / "askew-report.html"
        print(f"askew report: {seconds:.1f} CPU seconds; page {page.stat().st_size / 1e6:.2f} MB")
        with browser(folder) as driver:
            driver.get(f"{page.as_uri()}#duplicates")
            paint = "return performance.getEntriesByName('first-contentful-paint')[0].startTime"
            ready = "return performance.getEntriesByName('ready')[0].startTime"
            time.sleep(1)
            for label, script in (("first paint", paint), ("list shown", ready)):
                print(f"{label}: {driver.execute_script(script):.0f} ms")
            taken = latencies(driver)
            print(f"key: median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms, {len(taken)} keys")


if __name__ == "__main__":
    main()
