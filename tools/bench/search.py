"""Measures the search engines on a made-up archive: `python tools/bench/search.py --help`; see README.md beside it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where this very file would hide the app `search`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tools.bench.place import own_place

    with own_place():
        from tools.bench.comparing import main

        status = main()
    sys.exit(status)
