from qa.models.answer_page import AnswerPage
from qa.models.answer_parts import AnswerFile, LegalBasis
from qa.models.drafts import AskDraft
from qa.models.index_pages import FieldPage, QAIndexPage, YearPage
from qa.publication import PUBLIC_MODES, PublicationMode

__all__ = [
    "PUBLIC_MODES",
    "AnswerFile",
    "AnswerPage",
    "AskDraft",
    "FieldPage",
    "LegalBasis",
    "PublicationMode",
    "QAIndexPage",
    "YearPage",
]
