"""A version's pages beside those of InDesign's PDF: what the template's page says of them, and a page that shows them."""

import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from documents.models import Template, TemplateVersion
from documents.rendering.compared import WORDS, PageComparison

if TYPE_CHECKING:
    from documents.admin.templates import TemplateAdmin

TONES = {"alike": "good", "close": "warn", "different": "bad", "missing": "bad"}
PICTURES = {  # caption, what a picture shows
    "indesign": ("InDesign's", "Page {} in InDesign's PDF"),
    "ours": ("Ours", "Page {} as documents have it"),
    "difference": ("What differs", "Page {}, pale, with what differs in magenta"),
}


@dataclass(frozen=True)
class Shown:
    """A page, the colour of its verdict, and its pictures: (caption, address, what it shows)."""

    page: PageComparison
    tone: str
    pictures: list[tuple[str, str, str]]


def pages(version: TemplateVersion) -> list[Shown]:
    return [Shown(page, TONES[page.verdict], _pictures(version, page)) for page in version.compared_pages]


def _pictures(version: TemplateVersion, page: PageComparison) -> list[tuple[str, str, str]]:
    view, key = "admin:documents_template_compared_picture", (version.template_id, version.number)
    return [
        (caption, reverse(view, args=[*key, f"page-{page.number}-{name}"]), alt.format(page.number))
        for name, (caption, alt) in PICTURES.items()
        if not page.missing
    ]


def sentence(version: TemplateVersion) -> str:
    """How many pages are how close, the worst first; empty where nothing was compared."""
    verdicts = Counter(page.verdict for page in version.compared_pages)
    if len(verdicts) == 1:
        return WORDS[next(iter(verdicts))]
    return "; ".join(f"{verdicts[verdict]} {words}" for verdict, words in reversed(WORDS.items()) if verdicts[verdict])


def show(door: "TemplateAdmin", request: HttpRequest, template: Template, number: int) -> HttpResponse:
    """Each page with its figures and three pictures."""
    version = get_object_or_404(template.versions.exclude(compared=""), number=number)
    return door.page(
        request,
        "admin/documents/template/compared.html",
        title=f"“{template}” beside InDesign's PDF",
        original=template,  # the bread crumbs end with it
        template=template,
        version=version,
        pages=pages(version),
        left_out=len(version.pages) - len(version.comparison),
    )


def picture(version: TemplateVersion, name: str) -> bytes | None:
    """One of "page-1-indesign", "page-1-ours", "page-1-difference" …"""
    with version.compared.open("rb") as file, zipfile.ZipFile(file) as pictures:
        return pictures.read(f"{name}.jpg") if f"{name}.jpg" in pictures.namelist() else None
