"""Measures what pages cost as the archive grows: `python tools/bench/pages.py --help`; see README.md beside it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where search.py would hide the app `search`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tools.bench.page_costs import main

    sys.exit(main())
