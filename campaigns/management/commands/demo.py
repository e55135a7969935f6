"""The demo: a workspace, a login, a key, two templates of ours and their published campaigns. Made once, told as often as asked."""

import fcntl
import json
import os
import secrets
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from campaigns import actions
from campaigns.models import Campaign
from documents import actions as documents
from documents.actions.templates import CHECK_TASK
from documents.models import ApiKey, Membership, Template, TemplateVersion, User, Workspace

PACKAGES = Path(settings.BASE_DIR) / "demo"
USERNAME = "demo"

# What staff would choose for each template's fields: kind, sample, and how a date is written.
FIELDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "Brochure": {
        "First Name": {"sample": "Anna"},
        "Machine": {"sample": "AK-2000"},
        "Color": {"sample": "red"},
    },
    "Coupon": {
        "Product": {"sample": "iron"},
        "Offer": {"sample": "20%"},
        "Price": {"sample": "$25"},
        "Expiry Date": {"sample": "2025-04-01", "kind": "Date", "date_format": "F d, Y"},
        "Color": {"sample": "red"},
        "Switch Sides": {"sample": "0", "kind": "Boolean"},
    },
}
COLOURS = "red\ncream\nblack\npetrol"
CAMPAIGNS: Mapping[str, dict[str, Any]] = {
    "brochure": {
        "template": "Brochure",
        "name": "Brochure for machine owners",
        "title": "A brochure with your name on it",
        "intro": "Tell us who you are and which machine you like. Your own brochure is ready in a moment.",
        "button": "Get my brochure",
        "result_title": "Your brochure is ready",
        "file_name": "Brochure for [First Name]",
        "accent": "#b3202a",
        "consent_text": "Send me news about my machine now and then.",
        "consent_required": False,
        "delivery": Campaign.Delivery.IMMEDIATE,
    },
    "coupon": {
        "template": "Coupon",
        "name": "Spring coupon",
        "title": "20% off, made out for you",
        "intro": "Choose what you need. You get a link; your coupon is made when you open it.",
        "button": "Get my coupon",
        "result_title": "Your coupon is waiting",
        "file_name": "Coupon [Product]",
        "accent": "#0b5568",
        "quality": Campaign.Quality.PRINT,
        "delivery": Campaign.Delivery.ON_DEMAND,
    },
}


class Command(BaseCommand):
    help = "Makes the demo if it is missing, and says where it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print everything, key and password included, as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        with _one_at_a_time():
            kept = _kept() or _make()
        told = {
            "base_url": settings.BASE_URL,
            **kept,
            "templates": {row.name: str(row.pk) for row in _rows(Template)},
            "campaigns": {row.slug: settings.BASE_URL + row.get_absolute_url() for row in _rows(Campaign)},
        }
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else _summary(told))


def _rows(model: type[Any]) -> Any:
    return model.objects.filter(workspace__name="Demo").order_by("created_at")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two that start together on one machine: the second waits, then finds everything made."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def _kept() -> dict[str, Any] | None:
    """The key and the login of a demo that exists; what staff have deleted of it since stays deleted."""
    if not _file().exists() or not Workspace.objects.filter(name="Demo").exists():
        return None
    kept: dict[str, Any] = json.loads(_file().read_text())
    return kept


def _make() -> dict[str, Any]:
    """Every step finds what an attempt that was cut short has left; demo.json comes last."""
    workspace, _ = Workspace.objects.get_or_create(name="Demo")
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(username=USERNAME).first() or User(username=USERNAME, email="demo@example.com")
    user.is_staff = user.is_superuser = True
    user.set_password(password)
    user.save()
    Membership.objects.get_or_create(workspace=workspace, user=user)
    for name, about in FIELDS.items():
        _describe(_template(workspace, name, user), about)
    for slug, about in CAMPAIGNS.items():
        _campaign(workspace, slug, dict(about))
    workspace.api_keys.filter(name="Demo").delete()
    _, key = ApiKey.issue(workspace=workspace, name="Demo")
    kept = {"api_key": key, "staff": {"username": USERNAME, "password": password}}
    _keep(kept)
    return kept


def _template(workspace: Workspace, name: str, user: User) -> Template:
    template = Template.objects.filter(workspace=workspace, name=name).first()
    if template is not None and template.current is not None:
        return template
    with (PACKAGES / f"{name.lower()}.zip").open("rb") as package:
        upload = File(package, f"{name}.zip")
        if template is None:
            version = documents.register_template(workspace=workspace, name=name, upload=upload, user=user)
        else:
            version = documents.replace_version(template=template, upload=upload, user=user)
    import_string(CHECK_TASK)(str(version.pk))  # its job, here and now: the workers may not run yet, and find it done later
    version.refresh_from_db()
    if version.state != TemplateVersion.State.READY:
        raise CommandError(f"The demo's {name} was refused: {version.refusal or version.get_state_display()}")
    version.template.refresh_from_db()
    return version.template


def _describe(template: Template, about: Mapping[str, Mapping[str, str]]) -> None:
    for name, settings_of_field in about.items():
        template.fields.filter(name=name).update(**settings_of_field)


def _campaign(workspace: Workspace, slug: str, about: dict[str, Any]) -> None:
    if Campaign.objects.filter(workspace=workspace, slug=slug).exists():
        return
    template = Template.objects.get(workspace=workspace, name=about.pop("template"))
    campaign = actions.create_campaign(template=template, slug=slug, **about)
    expiry = (localdate() + timedelta(days=365)).isoformat()
    hidden = {"Offer": "20%", "Price": "$25", "Expiry Date": expiry, "Switch Sides": "0"}
    offered = {"Machine": "AK-2000\nAK-1000", "Color": COLOURS, "Product": "iron\nkettle\ntoaster"}
    for question in campaign.form_fields.select_related("template_field"):
        name = question.template_field.name
        question.hidden = name in hidden
        question.default = hidden.get(name, "")
        question.choices = offered.get(name, "")
        question.save()
    actions.publish(campaign=campaign)


def _keep(kept: Mapping[str, Any]) -> None:
    """Readable by its owner only, and never half written."""
    draft = _file().with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept, file)
    draft.replace(_file())


def _summary(told: Mapping[str, Any]) -> str:
    staff = told["staff"]
    pages = [("Start page", f"{told['base_url']}/"), ("Admin", f"{told['base_url']}/admin/")]
    pages += [(f"Campaign {slug}", url) for slug, url in told["campaigns"].items()]
    lines = [f"  {label + ':':<20} {url}" for label, url in pages]
    return "\n".join(["Open in a browser:", *lines, f"  {'Log in with:':<20} {staff['username']} / {staff['password']}"])
