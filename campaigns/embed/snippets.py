"""The HTML that goes into other people's pages: what staff copy, and what any CMS asks for to make a shortcode of its own."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from campaigns import languages
from campaigns.models import Campaign
from campaigns.visits import find_campaign

# The looks that a shortcode may choose: the attribute, its custom property, and what its value may be. The WordPress plug-in has the same.
LOOKS = {
    "accent": ("--personalia-accent", re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)),
    "background": ("--personalia-background", re.compile(r"#[0-9a-f]{6}([0-9a-f]{2})?|transparent", re.IGNORECASE)),
    "text-color": ("--personalia-ink", re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)),
    "font-size": ("--personalia-font-size", re.compile(r"\d{1,3}(\.\d{1,3})?(px|rem|em|pt)")),
    "radius": ("--personalia-radius", re.compile(r"\d{1,3}(\.\d{1,3})?(px|rem|em)")),
}
HANDED_ON = re.compile(r"source|consent|lang|data-[a-z0-9_-]{1,60}")  # the element's attributes that are printed as they come
VALUE_MAX = 500


def snippet(campaign: Campaign) -> str:
    """What staff paste into a page: the script, and a plain link for where it does not run."""
    return element(campaign, between="\n")


def element(campaign: Campaign, wanted: Mapping[str, str] | None = None, *, between: str = "") -> SafeString:
    """The script and the element, the same for every visitor: page caches may keep it for ever.

    wanted   label, source, consent, lang, the looks and data-…; what is none of them is left out
    """
    wanted = wanted or {}
    attributes = format_html_join("", ' {}="{}"', _attributes(wanted))
    return format_html(
        '<script src="{}" async></script>{}<personalia-form campaign="{}"{}><a href="{}">{}</a></personalia-form>',
        f"{settings.BASE_URL}{reverse('embed-script')}",
        mark_safe(between),  # noqa: S308 -- ours
        campaign.slug,
        attributes,
        f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        wanted.get("label", "").strip()[:VALUE_MAX] or languages.said_by(campaign, campaign.button),
    )


def iframe_snippet(campaign: Campaign) -> str:
    """What staff paste where scripts are stripped. With the script in the page too, the frame's height follows the form."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="640" style="border:0" loading="lazy"></iframe>',
        f"{settings.BASE_URL}{reverse('embed-frame', args=[campaign.slug])}",
        campaign.title,
    )


@require_safe
def shortcode(request: HttpRequest) -> HttpResponse:
    """The element's HTML for a CMS that asks: /embed/shortcode?campaign=spring&source=home&data-name=Anna."""
    wanted = request.GET.dict()
    campaign = find_campaign(wanted.pop("campaign", ""), {})
    if campaign is None:
        answer = HttpResponse("<!-- Personalia: there is no published campaign of this name. -->", status=404)
    else:
        answer = HttpResponse(element(campaign, wanted))
        answer["Cache-Control"] = "public, max-age=300"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _attributes(wanted: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for name, value in wanted.items():
        if HANDED_ON.fullmatch(name) and value:
            yield name, value[:VALUE_MAX]
    style = [f"{prop}:{wanted[name]}" for name, (prop, allowed) in LOOKS.items() if allowed.fullmatch(wanted.get(name, ""))]
    if style:
        yield "style", ";".join(style)
