"""What the tests of the reader share: a draft with every fault, and short ways to read."""

from pathlib import Path

import pytest

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.lines import ReadLine
from consultation.structure.nodes import Document
from consultation.structure.reading import read

DRAFT = Path(__file__).parent / "drafts" / "luat_xe_sach.md"


@pytest.fixture(scope="session")
def faulty() -> list[ReadLine]:
    """A made-up law as a converter of PDF leaves it, with every fault the reader knows."""
    return read(markdown.paragraphs(DRAFT.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def law(faulty: list[ReadLine]) -> Document:
    return build(faulty)
