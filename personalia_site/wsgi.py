"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "personalia_site.settings")

application = get_wsgi_application()

from documents.providers import warming  # noqa: E402 -- models can be imported once Django is set up

warming.start()
