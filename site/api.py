"""The portal for programs: pages under /api/v2/ (Wagtail's), and each room's own router under /api/v1/ with OpenAPI."""

from django.conf import settings
from ninja import NinjaAPI
from portal.pages_api import OpenPages
from wagtail.api.v2.router import WagtailAPIRouter

from inspection.api import router as inspections
from qa.api import router as answers
from search.api import router as searching

pages = WagtailAPIRouter("wagtailapi")
pages.register_endpoint("pages", OpenPages)

api = NinjaAPI(
    title=f"{settings.PORTAL_NAME} API",
    version="1",
    urls_namespace="portal-api",
    docs_url=None,  # its page loads scripts of another host
    description="What the public can read on the portal, for programs.",
)
for router in (searching, answers, inspections):
    api.add_router("", router)
