"""The WordPress plug-in as a ZIP, for the site owners that staff send it to."""

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

PLUGIN = Path(__file__).resolve().parent.parent / "integrations" / "wordpress" / "personalia-forms"
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say


@cache
def archive() -> bytes:
    """The ZIP that WordPress's "Upload plugin" takes. The same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in PLUGIN.rglob("*") if path.is_file() and not path.name.startswith(".")):
            entry = zipfile.ZipInfo(f"{PLUGIN.name}/{path.relative_to(PLUGIN).as_posix()}", DAY_ONE)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
    return held.getvalue()


def _etag(_request: HttpRequest) -> str:
    return f'"{hashlib.sha256(archive()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_etag)
def plugin(_request: HttpRequest) -> HttpResponse:
    """Open to all: it is free software and holds no secret."""
    answer = HttpResponse(archive(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{PLUGIN.name}.zip"'
    answer["Cache-Control"] = "no-cache"
    return answer
