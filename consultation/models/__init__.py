from consultation.models.comments import (
    Channel,
    ChoiceAnswer,
    Comment,
    CommentEvent,
    CommentPlace,
    Contribution,
    ContributionDraft,
    ContributionFile,
    Contributor,
    HideReason,
    Support,
)
from consultation.models.consultation_page import ConsultationPage
from consultation.models.consultation_parts import ConsultationQuestion, DocumentRole, DossierFile, Extension
from consultation.models.documents import DraftDocument, DraftImport, DraftNode, VersionLink
from consultation.models.index_page import ConsultationIndexPage
from consultation.models.receptions import (
    CommentGroup,
    OutcomeKind,
    OutcomeLetter,
    OutcomePage,
    OutcomeReminder,
    Reception,
    ReceptionKind,
)
from consultation.models.rules import ConsultationRule, DocumentKind, Stage
from consultation.models.subscriptions import Subscription, SubscriptionLetter

__all__ = [
    "Channel",
    "ChoiceAnswer",
    "Comment",
    "CommentEvent",
    "CommentGroup",
    "CommentPlace",
    "ConsultationIndexPage",
    "ConsultationPage",
    "ConsultationQuestion",
    "ConsultationRule",
    "Contribution",
    "ContributionDraft",
    "ContributionFile",
    "Contributor",
    "DocumentKind",
    "DocumentRole",
    "DossierFile",
    "DraftDocument",
    "DraftImport",
    "DraftNode",
    "Extension",
    "HideReason",
    "OutcomeKind",
    "OutcomeLetter",
    "OutcomePage",
    "OutcomeReminder",
    "Reception",
    "ReceptionKind",
    "Stage",
    "Subscription",
    "SubscriptionLetter",
    "Support",
    "VersionLink",
]
