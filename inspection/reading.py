"""What the public reads on the page of a conclusion."""

from typing import Any

from base.context import HOME_CRUMB
from inspection.models import InspectionConclusionPage
from inspection.models.conclusion_parts import WithholdingGround

REGISTER_CRUMB = {"title": "Kết luận thanh tra", "url": "/ket-luan-thanh-tra/"}


def conclusion_context(page: InspectionConclusionPage) -> dict[str, Any]:
    """Return what inspection/inspection_conclusion_page.html shows beside the page's own fields."""
    grounds = {redaction.ground for redaction in page.redactions.all()}
    return {
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB],
        "withheld": [WithholdingGround(ground).label for ground in WithholdingGround.values if ground in grounds],
    }
