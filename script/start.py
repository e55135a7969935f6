"""What script/server does before its two processes start: database, static files, demo. One Python start for all of it."""

import hashlib
import os
import socket
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "personalia_site.settings")
    django.setup()
    from django.conf import settings

    refuse_taken_port(settings.HOST, settings.PORT)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static(settings.STATIC_ROOT)
    call_command("demo")
    sys.stdout.flush()


def refuse_taken_port(host: str, port: int) -> None:
    """Gunicorn would try for seconds, and say it less plainly."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        sys.exit(f"{host}:{port} cannot be listened on: {os.strerror(error.errno or 0)}. Set PORT (or HOST) to another one.")


def collect_static(folder: Path) -> None:
    """Collects only when a file's name, size or time has changed: hashing and compressing takes seconds."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            seen.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = folder / "collected"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())


if __name__ == "__main__":
    main()
