"""Measures what the search finds and what each of its rules is worth: `python tools/search_quality.py --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first; the portal's own folders are beside it.
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    from tools.bench.place import make_tables_of_search, own_place

    with own_place():
        from tools.quality.running import main

        make_tables_of_search()
        status = main()
    sys.exit(status)
