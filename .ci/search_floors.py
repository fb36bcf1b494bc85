"""Fail when a judged set falls below what was reached once, or when missing accents cost more than 0.01 of R@10.

Usage: search_floors.py EVALUATION.jsonl (what `evaluate_search --json` printed)
"""

import json
import sys

FLOORS = {  # set: (R@10, MRR@10) as measured when the second look came in; 0.01 below is not below
    "nguoicocong_distract": (0.857, 0.657),
    "hddtvn_knownitem": (0.972, 0.887),
    "luatdn_forum": (0.572, 0.492),
    "similar_vlsp": (0.800, 0.639),
    "xquad_vi": (0.997, 0.952),
}
SLACK = 0.01
ACCENTS_MAY_COST = 0.01


def main(path: str) -> int:
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    figures = {(row["set"], row["field"]): row for row in rows}
    faults = []
    for name, (r10, mrr10) in FLOORS.items():
        accented, bare = figures[name, "text"], figures[name, "text_noaccent"]
        if accented["r10"] < r10 - SLACK or accented["mrr10"] < mrr10 - SLACK:
            faults.append(f"{name}: R@10 {accented['r10']:.3f}, MRR@10 {accented['mrr10']:.3f} below {r10}, {mrr10}")
        if accented["r10"] - bare["r10"] > ACCENTS_MAY_COST:
            faults.append(f"{name}: without accents R@10 falls from {accented['r10']:.3f} to {bare['r10']:.3f}")
    print("\n".join(faults) or f"{len(FLOORS)} sets stand at or above their floors")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
