"""The headers that tell a browser what a page may do: one policy for public pages, one for the admin."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SecurityHeaders(CSPMiddleware):
    """Sets Content-Security-Policy and Permissions-Policy on every answer, refusals and errors included."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and request.path.startswith("/admin/"):
            parts.config = settings.CONTENT_SECURITY_POLICY_OF_ADMIN
        return parts
