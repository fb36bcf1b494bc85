from inspection.models.conclusion_page import ConclusionKind, InspectionConclusionPage, InspectionForm
from inspection.models.conclusion_parts import (
    ConclusionFile,
    InspectedEntity,
    Redaction,
    Violation,
    WithholdingGround,
)
from inspection.models.index_pages import InspectionIndexPage
from inspection.models.marks import MENUS, ConclusionMark, Facet
from inspection.models.originals import CheckedPdf, OriginalOpening, RestrictedOriginal
from inspection.models.publication import (
    ClockLetter,
    OtherPublication,
    PublicationForm,
    PublicationProof,
    PublicationSpell,
)
from inspection.models.registers import PublicationRule, ViolationGroup
from inspection.models.requirements import SOON_DAYS, ConclusionRequirement, RequirementEvent, RequirementKind
from inspection.models.withdrawal import Withdrawal

__all__ = [
    "MENUS",
    "SOON_DAYS",
    "CheckedPdf",
    "ClockLetter",
    "ConclusionFile",
    "ConclusionKind",
    "ConclusionMark",
    "ConclusionRequirement",
    "Facet",
    "InspectedEntity",
    "InspectionConclusionPage",
    "InspectionForm",
    "InspectionIndexPage",
    "OriginalOpening",
    "OtherPublication",
    "PublicationForm",
    "PublicationProof",
    "PublicationRule",
    "PublicationSpell",
    "Redaction",
    "RequirementEvent",
    "RequirementKind",
    "RestrictedOriginal",
    "Violation",
    "ViolationGroup",
    "Withdrawal",
    "WithholdingGround",
]
