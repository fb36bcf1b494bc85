from base.models.document_text import DocumentText, TextState
from base.models.heartbeat import Heartbeat
from base.models.media import PortalDocument, PortalImage, PortalRendition
from base.models.numbered import NumberedPage
from base.models.outbox import OutboxMessage
from base.models.pages import BasePage
from base.models.portal_settings import PortalSettings
from base.models.sequence import Sequence

__all__ = [
    "BasePage",
    "DocumentText",
    "Heartbeat",
    "NumberedPage",
    "OutboxMessage",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "Sequence",
    "TextState",
]
