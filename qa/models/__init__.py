from qa.models.answer_page import PUBLIC_MODES, AnswerPage, PublicationMode
from qa.models.answer_parts import AnswerFile, LegalBasis
from qa.models.drafts import AskDraft, AskOutcome, Outcome
from qa.models.index_pages import FieldPage, QAIndexPage, YearPage

__all__ = [
    "PUBLIC_MODES",
    "AnswerFile",
    "AnswerPage",
    "AskDraft",
    "AskOutcome",
    "FieldPage",
    "LegalBasis",
    "Outcome",
    "PublicationMode",
    "QAIndexPage",
    "YearPage",
]
