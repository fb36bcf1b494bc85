from inspection.models.conclusion_page import ConclusionKind, InspectionConclusionPage, InspectionForm
from inspection.models.conclusion_parts import (
    ConclusionFile,
    InspectedEntity,
    Redaction,
    Violation,
    WithholdingGround,
)
from inspection.models.index_pages import InspectionIndexPage
from inspection.models.publication import (
    ClockLetter,
    OtherPublication,
    PublicationForm,
    PublicationProof,
    PublicationSpell,
)
from inspection.models.registers import PublicationRule, ViolationGroup
from inspection.models.requirements import ConclusionRequirement, RequirementKind
from inspection.models.withdrawal import Withdrawal

__all__ = [
    "ClockLetter",
    "ConclusionFile",
    "ConclusionKind",
    "ConclusionRequirement",
    "InspectedEntity",
    "InspectionConclusionPage",
    "InspectionForm",
    "InspectionIndexPage",
    "OtherPublication",
    "PublicationForm",
    "PublicationProof",
    "PublicationRule",
    "PublicationSpell",
    "Redaction",
    "RequirementKind",
    "Violation",
    "ViolationGroup",
    "Withdrawal",
    "WithholdingGround",
]
