"""What a version's check found, as the template's page shows it: a light, and each finding with pictures of its places."""

import zipfile
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from documents.models import TemplateVersion
from documents.rendering.findings import Finding

LIGHTS = {  # tone, icon, words: never the colour alone
    "red": ("bad", "error", "Red: cannot be published"),
    "amber": ("warn", "warning", "Amber: look at the hints"),
    "green": ("good", "check_circle", "Green: nothing to do"),
}


@dataclass(frozen=True)
class Shown:
    """A finding and the pictures of its places: (address, what the picture shows)."""

    finding: Finding
    pictures: list[tuple[str, str]]


@dataclass(frozen=True)
class Report:
    """A version's findings by weight."""

    version: TemplateVersion
    errors: list[Shown]
    warnings: list[Shown]
    notes: list[Shown]

    @property
    def lacks_fonts(self) -> bool:
        return any(each.finding.code in {"missing-font", "substituted-font"} for each in (*self.errors, *self.warnings))


def report(version: TemplateVersion) -> Report:
    findings = version.findings
    by_level = {
        level: [Shown(finding, pictures(version, finding)) for finding in findings if finding.level == level]
        for level in ("error", "warning", "info")
    }
    return Report(version, by_level["error"], by_level["warning"], by_level["info"])


def pictures(version: TemplateVersion, finding: Finding) -> list[tuple[str, str]]:
    names = [str(page[0]) for page in version.pages]
    return [
        (
            reverse("admin:documents_template_place", args=[version.template_id, version.number, location.picture]),
            f"Part of page {names[location.page]} with the place outlined",
        )
        for location in finding.locations
        if location.picture and version.places and location.page < len(names)
    ]


def place_picture(version: TemplateVersion, name: str) -> bytes | None:
    """One of the pictures that the version's findings name."""
    with version.places.open("rb") as file, zipfile.ZipFile(file) as kept:
        return kept.read(name) if name in kept.namelist() else None


def badge(version: TemplateVersion) -> str:
    """The version's light, as a badge with an icon and words."""
    tone, icon, words = LIGHTS[version.light]
    return render_to_string("admin/staff/light.html", {"tone": tone, "icon": icon, "words": words})
