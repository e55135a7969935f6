"""Settings of the test run: a data folder of its own, plain static files, fast passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="personalia-test-")
os.environ["DATA_DIR"] = _folder
Path(_folder, "static").mkdir()  # whitenoise warns where there is none
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

from personalia_site.settings import *  # noqa: E402, F403

BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
