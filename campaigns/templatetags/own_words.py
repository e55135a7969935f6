"""The campaign's own words in the language that is spoken."""

from django import template
from django.utils.html import format_html

from campaigns.languages import Untranslated, own

register = template.Library()
register.filter("own", own)


@register.filter
def lang(text: str) -> str:
    """The lang attribute of what holds the text, where that is in another language than the page: <h1{{ title|own|lang }}>."""
    if not isinstance(text, Untranslated) or not text:
        return ""
    return format_html(' lang="{}"', text.language)
