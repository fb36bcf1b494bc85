"""How an answer is found: its entry in the search index."""

from base.blocks import headings
from base.html import plain_text
from qa.models import AnswerPage
from search.entries import Content, Source, register


def content(page: AnswerPage) -> Content:
    bases = "\n".join(f"{basis} {basis.document_title}" for basis in page.legal_bases.all())
    return Content(
        title=page.title,
        summary=page.short_answer,
        text=f"{page.question}\n{plain_text(str(page.body.render_as_block()))}\n{bases}",
        url=page.address,
        published_on=page.answered_on,
        policy_field_id=page.field_id,
        unit_id=page.unit_id,
        outdated=page.outdated,
        headings=headings(page.body),
        documents=tuple(file.document_id for file in page.answer_files.all()),
    )


register(Source(model=AnswerPage, kind="answer", label="Hỏi đáp", public=AnswerPage.public, build=content))
