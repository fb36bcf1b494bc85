"""Measures what narrowing a register costs: `python tools/bench/facets.py --help`; see README.md beside it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where search.py would hide the app `search`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tools.bench.place import own_place

    with own_place() as folder:
        from tools.bench.narrowing import main

        status = main(folder)
    sys.exit(status)
