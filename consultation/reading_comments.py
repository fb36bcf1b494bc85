"""What the public reads of comments: those on a provision, on the whole, on a question, or all."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict

from base.charts import Amount, stacked
from consultation import opinions
from consultation.citing import WHOLE_NAME
from consultation.deadlines import when
from consultation.links import comments_address, contribute_address
from consultation.models import ChoiceAnswer, ConsultationPage, ConsultationQuestion, DraftDocument
from consultation.naming import names, within
from consultation.opinions import MOST_SUPPORTED, ORDER, VERSION, Choice
from consultation.reading import crumbs, published
from consultation.structure.html import rendered_text
from consultation.tallies import participants


def comments_context(page: ConsultationPage, query: QueryDict) -> dict[str, Any] | None:
    """Return what consultation/comments.html shows; None for a version, a provision or a question that is none."""
    versions = published(page)
    document = _version(versions, query.get(VERSION, ""))
    choice = Choice.read(query)
    question = page.questions.filter(key=choice.question).first() if choice.question else None
    node = document.nodes.filter(key=choice.key).first() if document is not None and choice.key else None
    if (choice.key and node is None) or (choice.question and question is None):
        return None
    if document is None and query.get(VERSION):
        return None
    time = when(page)
    name = names(document, [node.key])[node.key] if node else WHOLE_NAME if choice.key == "" else ""
    title = question.text if question else f"Ý kiến về {within(name)}" if name else "Ý kiến đã công khai"
    list_of = opinions.listed(page, document, choice, query)
    here = comments_address(page, document, "").partition("?")[0]
    return {
        "page": page,
        "consultation": page,
        "when": time,
        "title": title,
        "name": name,
        "question": question,
        "answers": choices_of(page, question) if question and question.options else None,
        "node": node,
        "node_text": rendered_text(node.text) if node else "",
        "document": document,
        "is_old": document is not None and document != versions[-1],
        "contribute_url": contribute_address(page, choice.key or "") if time["is_open"] else "",
        "text_url": _text_url(page, document, versions),
        "most_supported": choice.most_supported,
        "newest_url": _with(here, document, choice, supported=False),
        "supported_url": _with(here, document, choice, supported=True),
        "all_url": here if choice.key is not None or question else "",
        "is_mixture": bool(query),
        "breadcrumbs": crumbs(page, "Ý kiến"),
        "first_url": "" if list_of["is_first"] else _with(here, document, choice, supported=choice.most_supported),
    } | list_of


def choices_of(page: ConsultationPage, question: ConsultationQuestion) -> dict[str, Any]:
    """Return how often each choice of a question was taken, as bars and as a table."""
    answers = ChoiceAnswer.objects.filter(question_key=question.key, contribution__in=participants())
    rows = answers.filter(contribution__consultation=page).values_list("choice").annotate(Count("pk")).order_by()
    counted = Counter(dict(rows))
    whole = counted.total()
    # A choice that a later edition of the page took away is counted still.
    listed = [*question.options, *(choice for choice in counted if choice not in question.options)]
    table = [(choice, counted[choice], round(100 * counted[choice] / whole) if whole else 0) for choice in listed]
    drawing = stacked(Amount(choice, f"{count} ({percent}%)", [("done", count)]) for choice, count, percent in table)
    return {"drawing": drawing, "rows": table, "whole": whole}


def _version(versions: list[DraftDocument], ordinal: str) -> DraftDocument | None:
    if not ordinal:
        return versions[-1] if versions else None
    return next((each for each in versions if str(each.ordinal) == ordinal), None)


def _text_url(page: ConsultationPage, document: DraftDocument | None, versions: list[DraftDocument]) -> str:
    is_old = document is not None and document != versions[-1]
    return f"{page.address}ban-{document.ordinal}/" if is_old and document else page.address


def _with(here: str, document: DraftDocument | None, choice: Choice, *, supported: bool) -> str:
    found = {name: value for name, value in choice.parameters.items() if name != ORDER}
    if document is not None and document.ordinal is not None:
        found[VERSION] = str(document.ordinal)
    return f"{here}?{urlencode(found | ({ORDER: MOST_SUPPORTED} if supported else {}))}"
