"""Settings from environment variables, and the secrets that DATA_DIR keeps. No Django."""

import fcntl
import ipaddress
import json
import os
import secrets
import sys
from pathlib import Path

COMMANDS_WITHOUT_DATA = {"render", "preflight", "help", "--help", "--version", "makemigrations", "spectacular"}


def text(name: str, default: str) -> str:
    """The variable's value, or `default` when it is unset or empty."""
    return os.environ.get(name) or default


def number(name: str, default: int) -> int:
    """The variable as a whole number; a wrong value stops the start with a sentence."""
    raw = text(name, str(default))
    if not raw.isdigit():
        sys.exit(f"{name}={raw!r} is not a whole number. Set it to one, or leave it out for {default}.")
    return int(raw)


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no: 1/0, true/false, yes/no, on/off."""
    raw = text(name, "1" if default else "0").lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    sys.exit(f"{name}={raw!r} is neither yes nor no. Use 1 or 0.")


def listing(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def networks(texts: list[str]) -> list[str]:
    """The networks as they are written; a wrong one stops the start with a sentence."""
    for each in texts:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError:
            sys.exit(f"{each!r} is not a network. Write it as 10.1.0.0/16 or 192.168.1.5; separate several by commas.")
    return texts


SECRETS = ("secret_key", "link_key", "file_key", "webhook_key", "sealing_key")  # 256 bits each, as hex


def load_secrets(data_dir: Path) -> dict[str, str]:
    """The installation's secrets, made when they are first needed and kept in DATA_DIR/secrets.json (0600).

    A file of an older version gains what it lacks. A command that needs no data gets throw-away secrets, and nothing is written.
    """
    path = data_dir / "secrets.json"
    stored = _stored(path)
    if set(SECRETS) <= stored.keys():
        return stored
    if len(sys.argv) > 1 and sys.argv[1] in COMMANDS_WITHOUT_DATA:
        return _completed(stored)
    data_dir.mkdir(parents=True, exist_ok=True)
    return _write_once(path)


def _stored(path: Path) -> dict[str, str]:
    stored: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return stored


def _completed(stored: dict[str, str]) -> dict[str, str]:
    return {name: secrets.token_hex(32) for name in SECRETS} | stored


def _write_once(path: Path) -> dict[str, str]:
    """Two processes may start together: the first one's secrets win, and no one reads half a file."""
    draft = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        draft.unlink(missing_ok=True)  # of a process that died here
        made = _completed(_stored(path))
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file)
        draft.replace(path)
    return made
