"""The ASGI door of the portal; it refuses to open in production when it is not safe."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_asgi_application()

from base.safety import refuse_unsafe_production  # noqa: E402  (needs the loaded apps)

refuse_unsafe_production()
