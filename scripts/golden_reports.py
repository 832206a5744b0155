"""Write tests/data/reports/: what every format says of tests/data/bank. With --check, fail if one is stale."""

import argparse
import json
import os
from pathlib import Path

from askew import __version__
from askew.checks import selected
from askew.config import Settings
from askew.reporters import FORMATS, reporter
from askew.reporters.style import Style
from askew.run import check

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "tests" / "data" / "bank"
GOLDEN = ROOT / "tests" / "data" / "reports"
PAGES = ("shortDescription", "fullDescription", "help")


def reports() -> dict[str, str]:
    """Return the report in every format, by its format."""
    os.chdir(BANK)
    settings = Settings()
    run = check(sorted(path.name for path in BANK.iterdir()), selected(settings), settings)
    return {name: _lasting("\n".join(reporter(name)(run, Style())), name) + "\n" for name in FORMATS}


def _lasting(text: str, name: str) -> str:
    """A report without what changes for other reasons: the version, and in SARIF the manual."""
    if name == "sarif":
        log = json.loads(text)
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            for key in PAGES:
                del rule[key]
        text = json.dumps(log, ensure_ascii=False, indent=2)
    return text.replace(f'"{__version__}"', '"VERSION"')


def main() -> None:
    """Write the reports, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a report is stale")
    only_check = parser.parse_args().check
    for name, text in reports().items():
        path = GOLDEN / f"{name}.txt"
        if not only_check:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{path.relative_to(ROOT)} is stale; run python scripts/golden_reports.py")


if __name__ == "__main__":
    main()
