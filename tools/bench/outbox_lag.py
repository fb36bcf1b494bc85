"""Measures how far the index lags behind the entries: `python tools/bench/outbox_lag.py --help`; see README.md."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where search.py would hide the app `search`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tools.bench.place import own_place

    with own_place(on_the_servers_database=True):
        from tools.bench.lagging import main

        status = main()
    sys.exit(status)
