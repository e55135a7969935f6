"""The WSGI application that gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from personalia_site.bodies import read_to_the_end

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "personalia_site.settings")

# Each query gives the interpreter up, and gets it back when another thread yields: after 5 ms, as Python has it, a transaction of
# six queries holds its locks for 30 ms.
sys.setswitchinterval(0.0005)

application = read_to_the_end(get_wsgi_application())

from documents.providers import warming  # noqa: E402 -- models can be imported once Django is set up

warming.start()
