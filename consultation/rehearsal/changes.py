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

    def some() -> list[str]:
        return [articles.pop() for _ in range(min(each, len(articles)))]

    for key in some():
        revision.insert(NEW_ARTICLE, after=key)
    for key in some():
        clauses = [child for child in revision.nodes[key].children if child.level == Level.CLAUSE]
        if len(clauses) > 1:
            at = next(place for place, node in revision.nodes.items() if node is clauses[len(clauses) // 2])
            revision.part(key, at, heading=f"{revision.nodes[key].heading} (tiếp)")
    for key in some():
        inside = {id(child) for child in revision.nodes[key].children}
        addresses = [at for at, node in revision.nodes.items() if id(node) in inside]
        if len(addresses) > 1:
            revision.merge(addresses[:2])
    for key in some():
        revision.reword(key, heading=f"{revision.nodes[key].heading} theo quy định mới")
    if len(articles) > 1:
        for key in some():
            revision.drop(key)
    return revision.renumbered()
