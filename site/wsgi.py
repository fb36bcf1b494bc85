"""The WSGI door of the portal; it refuses to open in production when it is not safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from base.safety import refuse_unsafe_production  # noqa: E402  (needs the loaded apps)

refuse_unsafe_production()
