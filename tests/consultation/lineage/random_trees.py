"""Random documents and random changes to them, for what must hold whatever people do to a text."""

import copy
import random

from consultation.structure.nodes import Document, Level, Node

TEXT = "lao động tiền lương nghỉ phép hợp đồng bảo hiểm tai nạn đình công thai sản tuổi nghề giờ làm thêm ca đêm"
WORDS = TEXT.split()
BELOW = {
    Level.CHAPTER: (Level.SECTION, Level.ARTICLE),
    Level.SECTION: (Level.ARTICLE,),
    Level.ARTICLE: (Level.CLAUSE,),
    Level.CLAUSE: (Level.POINT,),
    Level.POINT: (),
}
NUMBERS = ["1", "2", "3", "3a", "đ", "d", "IV", "", "~2", "x/y"]


def random_document(chance: random.Random) -> Document:
    """Return a document whose numbers repeat and whose words are few, so that much of it looks alike."""
    tops = [chance.choice([Level.CHAPTER, Level.ARTICLE, Level.CLAUSE]) for _ in range(chance.randint(0, 5))]
    return Document(children=[_node(chance, level) for level in tops])


def random_revision(chance: random.Random, document: Document) -> Document:
    """Return another version: words changed, provisions dropped, moved, doubled, renumbered, put at another level."""
    other = copy.deepcopy(document)
    for _ in range(chance.randint(0, 12)):
        nodes = list(other.walk())
        if not nodes:
            break
        lists = [other.children, *(node.children for node in nodes)]
        chosen = chance.choice(lists)
        if not chosen:
            continue
        node = chosen[chance.randrange(len(chosen))]
        match chance.randrange(6):
            case 0:
                node.text = _words(chance)
            case 1:
                chosen.remove(node)
            case 2:
                chosen.insert(0, copy.deepcopy(node))
            case 3:
                node.number = chance.choice(NUMBERS)
            case 4:
                node.level = chance.choice(list(Level))
            case 5:
                chosen.remove(node)
                other.children.append(node)
    return other


def _node(chance: random.Random, level: Level) -> Node:
    below = [chance.choice(BELOW[level]) for _ in range(chance.randint(0, 3))] if BELOW[level] else []
    heading = _words(chance) if level == Level.ARTICLE and chance.random() < 0.7 else ""
    return Node(level, chance.choice(NUMBERS), heading, _words(chance), [_node(chance, one) for one in below])


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.choice([0, 1, 4, 12])))
