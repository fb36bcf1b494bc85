"""Measures reads beside nginx, and submissions under kill -9: `python tools/bench/load.py --help`; see README.md."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where search.py would hide the app `search`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tools.bench.crowds import main

    sys.exit(main())
