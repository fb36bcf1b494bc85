"""The second version of a rehearsed draft: provisions dropped, split, merged and reworded, new ones between."""

import random

from consultation.comparing.keys import placed
from consultation.rehearsal.revising import Revision
from consultation.structure.building import build
from consultation.structure.markdown import paragraphs
from consultation.structure.nodes import Document, Level
from consultation.structure.reading import read

NEW_ARTICLE = """## Điều 1. Trách nhiệm công khai

Cơ quan thực hiện công khai kết quả giải quyết trên cổng thông tin điện tử trong ba ngày làm việc.
"""
EACH_KIND = 20  # one of so many articles is changed in each way
MOST = 8


def revised(first: Document, chance: random.Random) -> Document:
    """Return another version of a document, numbered anew; each kind of change happens at least once if it can."""
    revision = Revision(first, lambda text: build(read(paragraphs(text))))
    articles = [
        key
        for key, place in placed(first).items()
        if place.node.level == Level.ARTICLE and not place.parent.startswith("phu-luc") and "~" not in key
    ]
    chance.shuffle(articles)
    each = max(1, min(MOST, len(articles) // EACH_KIND))

    def clauses(key: str) -> list[str]:
        inside = {id(child) for child in revision.nodes[key].children if child.level == Level.CLAUSE}
        return [at for at, node in revision.nodes.items() if id(node) in inside]

    def some(least_clauses: int = 0) -> list[str]:
        """Take articles that were not changed yet, and have so many clauses."""
        found = [key for key in articles if len(clauses(key)) >= least_clauses][:each]
        articles[:] = [key for key in articles if key not in found]
        return found

    for key in some(least_clauses=2):
        revision.merge(clauses(key)[:2])
    for key in some(least_clauses=2):
        at = clauses(key)
        revision.part(key, at[len(at) // 2], heading=f"{revision.nodes[key].heading} (tiếp)")
    for key in some():
        revision.insert(NEW_ARTICLE, after=key)
    for key in some():
        revision.reword(key, heading=f"{revision.nodes[key].heading} theo quy định mới")
    if len(articles) > 1:
        for key in some():
            revision.drop(key)
    return revision.renumbered()
