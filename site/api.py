"""The portal for programs: pages under /api/v2/ (Wagtail's), and each room's own router under /api/v1/ with OpenAPI."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from portal.pages_api import OpenPages
from wagtail.api.v2.router import WagtailAPIRouter

from base.context import portal_context
from consultation.api import router as consultations
from inspection.api import router as inspections
from qa.api import router as answers
from search.api import router as searching

pages = WagtailAPIRouter("wagtailapi")
pages.register_endpoint("pages", OpenPages)


class PortalAPI(NinjaAPI):
    """The API under the name that the administrator gave the portal."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["info"]["title"] = f"{portal_context()['name']} API"
        return schema


api = PortalAPI(
    version="1",
    urls_namespace="portal-api",
    docs_url=None,  # its page loads scripts of another host
    description="What the public can read on the portal, for programs.",
)
for router in (searching, answers, inspections, consultations):
    api.add_router("", router)
