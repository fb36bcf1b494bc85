from inspection.models.conclusion_page import ConclusionKind, InspectionConclusionPage, InspectionForm
from inspection.models.conclusion_parts import (
    ConclusionFile,
    InspectedEntity,
    Redaction,
    Violation,
    WithholdingGround,
)
from inspection.models.index_pages import InspectionIndexPage
from inspection.models.registers import PublicationRule, ViolationGroup
from inspection.models.requirements import SOON_DAYS, ConclusionRequirement, RequirementEvent, RequirementKind

__all__ = [
    "SOON_DAYS",
    "ConclusionFile",
    "ConclusionKind",
    "ConclusionRequirement",
    "InspectedEntity",
    "InspectionConclusionPage",
    "InspectionForm",
    "InspectionIndexPage",
    "PublicationRule",
    "Redaction",
    "RequirementEvent",
    "RequirementKind",
    "Violation",
    "ViolationGroup",
    "WithholdingGround",
]
