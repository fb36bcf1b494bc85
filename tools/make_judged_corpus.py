"""Writes the corpus of the judged set `sample_archive` anew from the sample answers, without a database.

Run it when `qa/sample/answers.jsonl` has changed, then read the judgements of the answers that changed:

    python -m tools.make_judged_corpus
"""

import datetime
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "search" / "judged" / "sample_archive" / "corpus.jsonl.gz"


def main() -> None:
    """Write the corpus, the same bytes for the same answers."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows())
    CORPUS.write_bytes(gzip.compress(lines.encode(), compresslevel=9, mtime=0))
    print(f"{CORPUS.relative_to(ROOT)}: {lines.count(chr(10))} documents")


def rows() -> Iterator[dict[str, str]]:
    """Yield a row of the corpus for each sample answer: `_id` is its key, the rest is what the portal indexes."""
    from home.sample import ANSWERS
    from qa.entries import content
    from qa.models import AnswerPage, LegalBasis
    from search.indexing import document
    from search.models import Entry

    body = AnswerPage._meta.get_field("body")
    for line in ANSWERS.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        found = content(
            AnswerPage(
                content_type_id=1,  # any: without one Wagtail asks the database
                number=0,
                title=answer["title"],
                question=answer["question"],
                short_answer=answer["short_answer"],
                body=body.stream_block.to_python(answer["answer"]),
                answered_on=answer["answered_on"],
                legal_bases=[
                    LegalBasis(sort_order=order, **basis) for order, basis in enumerate(answer["legal_bases"])
                ],
            )
        )
        day = datetime.date.fromisoformat(answer["answered_on"])
        indexed = document(Entry(title=found.title, summary=found.summary, text=found.text, published_on=day))
        yield {"_id": answer["key"], "title": indexed.title, "text": indexed.text}


if __name__ == "__main__":
    main()
