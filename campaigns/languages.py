"""The languages that visitors are spoken to in, and the words that a campaign puts in the place of ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, trans_real
from django.utils.translation import gettext_noop as _

from campaigns.models import Campaign

ACTIVE: Any = trans_real._active  # type: ignore[attr-defined]  # where Django keeps the catalogue of this thread; it has no public name

FIRST_WORDS = {
    _("Get my document"),
    _("Your document is ready"),
    _("This offer is closed."),
}  # that a new campaign has; staff may leave them


def choose(campaign: Campaign, wanted: str) -> str:
    """The language of a visit: the one that the page round the form is written in, where we speak it and the campaign allows it.

    wanted   as HTML's lang attribute has it: "de", "de-AT"
    """
    whole = wanted.lower().replace("_", "-")
    short = whole.partition("-")[0]
    if not campaign.follows_page or not short or short == campaign.language.partition("-")[0]:
        return campaign.language
    spoken = [*campaign.texts, *settings.VISITOR_LANGUAGES]
    return next((language for language in (whole, short) if language in spoken), campaign.language)


def direction(language: str) -> str:
    """As HTML's dir attribute has it: ltr or rtl."""
    try:
        return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


@contextmanager
def speaking(campaign: Campaign | None, language: str) -> Iterator[None]:
    """Texts come in this language, with the campaign's own in the place of ours."""
    before = getattr(ACTIVE, "value", None)
    translation.activate(language)
    changes = _changes(campaign, language) if campaign else {}
    if campaign and (changes or language != campaign.language):
        ACTIVE.value = Changed(ACTIVE.value, changes, own_language=campaign.language)
    try:
        yield
    finally:  # not translation.override: it would put the language back without the campaign's texts
        translation.deactivate()
        if before is not None:
            ACTIVE.value = before


def own(text: str) -> str:
    """One of the campaign's own words, such as its title: in the words that it has for the language that is spoken."""
    if text in FIRST_WORDS:
        return gettext(text)
    spoken = getattr(ACTIVE, "value", None)
    if not isinstance(spoken, Changed):
        return text
    found = spoken.changes.get(text.replace("\r\n", "\n"))
    if found is None and spoken.own_language != spoken.to_language():
        return Untranslated(text, language=spoken.own_language)
    return text if found is None else found


def said_by(campaign: Campaign, text: str) -> str:
    """One of the campaign's own words as it says it in its own language, for pages that are not ours."""
    with speaking(campaign, campaign.language):
        return own(text)


class Untranslated(str):
    """One of the campaign's own words that it has not in the language that is spoken. Screen readers must be told the one that it is in."""

    language: str

    def __new__(cls, text: str, *, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made


class Changed:
    """A language's catalogue, with texts of a campaign's in front of it: what Django asks for translations."""

    def __init__(self, plain: Any, changes: Mapping[str, str], *, own_language: str) -> None:
        self.plain = plain
        self.changes = changes
        self.own_language = own_language

    def gettext(self, message: str) -> str:
        return self.changes.get(message) or str(self.plain.gettext(message))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.changes.get(one if number == 1 else many) or str(self.plain.ngettext(one, many, number))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


def _changes(campaign: Campaign, language: str) -> dict[str, str]:
    """Texts without a language are in the campaign's."""
    unnamed = campaign.texts.get("", {}) if language == campaign.language else {}
    return {**unnamed, **campaign.texts.get(language, {})}
