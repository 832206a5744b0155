"""python -m askew, and what the command `askew` starts."""

import gc
import sys


def run() -> None:
    """Run the command line; the collector is off, since a run leaves nothing behind that reference counts do not free."""
    gc.disable()
    try:
        from askew.cli import main
        from askew.cli.streams import fail, prepare
    except KeyboardInterrupt:  # `main` sees to those that come later
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    prepare()
    try:
        main()
    except OSError as error:
        fail(error)


if __name__ == "__main__":
    run()
