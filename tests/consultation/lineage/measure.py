"""The lineage of the real Labour Code against forty changes made by hand: prints what was told rightly.

    .venv/bin/python -m tests.consultation.lineage.measure bo_luat_lao_dong_45_2019_QH14.md

It is no test (its name keeps it out of the suite), since the text of the law is not part of this repository.
"""

import json
import sys
import time
from pathlib import Path

from consultation.comparing.following import follow
from consultation.comparing.keys import placed
from consultation.comparing.lineage import propose
from consultation.comparing.links import fates
from consultation.rehearsal.revising import Revision
from consultation.structure.building import build
from consultation.structure.files import read_file
from consultation.structure.nodes import Document
from tests.consultation.lineage.plain import HERE, read_plain


def measure(first: Document) -> int:
    """Print each fate that is told wrongly and the figures; return how many of the forty are wrong."""
    changes = json.loads((HERE / "labour_code.json").read_text(encoding="utf-8"))
    revision = Revision(first, read_plain)
    for change in changes:
        revision.change(change)
    second, truth = revision.renumbered(), revision.truth()
    inserted = {key for key, place in placed(second).items() if id(place.node) not in revision.came_from}
    started = time.perf_counter()
    links = propose(first, second)
    seconds = time.perf_counter() - started
    by_key, places = fates(links), placed(first)
    new = {key for link in links if not link.old for key in link.new}
    wrong = {key for key in truth if tuple(sorted(by_key[key].new)) != truth[key]}
    for key in sorted(wrong):
        print(f"{key}: {by_key[key].kind} {by_key[key].new}, in truth {truth[key]}")
    for key in sorted(inserted ^ new):
        print(f"{key}: told as {'new' if key in new else 'old'}")
    told = [(key, heir) for link in links for key in link.old for heir in link.new]
    true = {(key, heir) for key, heirs in truth.items() for heir in heirs}
    right = sum(pair in true for pair in told)
    missed = [
        change
        for change in changes
        if any(key in wrong or by_key[key].kind != change["kind"] for key in change["old"])
        or (not change["old"] and inserted != new)
    ]
    for change in missed:
        print("missed:", change["kind"], change["old"], [by_key[key].kind.value for key in change["old"]])
    lost = sum(not follow(by_key, places, key).keys for key in places)
    print(
        f"{len(changes) - len(missed)} of {len(changes)} changes; "
        f"{len(truth) - len(wrong)} of {len(truth)} provisions; precision {right / len(told):.4f}, "
        f"recall {right / len(true):.4f}; {lost} comments lost; {seconds:.2f} s"
    )
    return len(missed)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    sys.exit(1 if measure(build(read_file(source.name, source))) else 0)
