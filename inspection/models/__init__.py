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
from inspection.models.registers import PublicationRule, ViolationGroup
from inspection.models.requirements import ConclusionRequirement, RequirementKind

__all__ = [
    "MENUS",
    "ConclusionFile",
    "ConclusionKind",
    "ConclusionMark",
    "ConclusionRequirement",
    "Facet",
    "InspectedEntity",
    "InspectionConclusionPage",
    "InspectionForm",
    "InspectionIndexPage",
    "PublicationRule",
    "Redaction",
    "RequirementKind",
    "Violation",
    "ViolationGroup",
    "WithholdingGround",
]
