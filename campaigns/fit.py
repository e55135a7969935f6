"""Whether what a visitor writes can be set in the design: looked at before anything is made of it, by the renderer itself."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.previews import Looks
from documents.providers import embedded
from documents.providers.values import values_for
from documents.rendering import engine
from documents.rendering.prepared import Prepared
from personalia_site.errors import MissingFont, RenderFailed, TextOverflow

LEAST_SAID = 3  # "about 2 characters fit" is no help
MOST_TRIED = 3  # questions whose shortening is tried, each a handful of compositions
COUNTED = {"String", "Number"}

Design = tuple[Prepared, Mapping[str, str | bytes]]

slow = Looks()  # of a design whose text takes long to set the worker says what is wrong


def is_checked(campaign: Campaign) -> bool:
    """Whether there is something to look at: a lenient campaign takes everything, and a remote account alone knows its design."""
    version = campaign.serving_version
    return campaign.strict and version is not None and version.state == version.State.READY and not version.remote


def mistakes(campaign: Campaign, values: Mapping[str, Any], *, asked: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each field whose text cannot be set as a strict document needs it, in the language that is spoken.

    values   of every field of the template, as VisitorForm.values gives them
    asked    the fields that the visitor can change, with their kinds; what is wrong with another is nobody's mistake here
    costs    one composition of what fields change, a handful more for a text that is too long
    """
    with _looked_at(campaign, values) as design:
        return _mistakes(*design, asked) if design else {}


def settled(campaign: Campaign, values: Mapping[str, Any], *, unasked: Mapping[str, str]) -> dict[str, Any]:
    """The values, with the default in place of what the address said and the design cannot take: nobody here could mend it.

    unasked   the fields that the visitor does not see, with their defaults
    costs     one composition for each that is given up, and one; nothing where the address said nothing
    """
    kept = dict(values)
    told = {name for name, default in unasked.items() if isinstance(kept.get(name), str) and kept[name] not in ("", default)}
    while told:
        with _looked_at(campaign, kept) as design:
            blamed = told & unfit(*design) if design else set()
        if not blamed:
            break
        kept |= {name: unasked[name] for name in blamed}
        told -= blamed
    return kept


def unfit_defaults(campaign: Campaign, defaults: Mapping[str, str]) -> set[str]:
    """The fields whose default the design cannot take."""
    with _looked_at(campaign, defaults) as design:
        return unfit(*design) & {name for name, default in defaults.items() if default} if design else set()


@contextmanager
def _looked_at(campaign: Campaign, values: Mapping[str, Any]) -> Iterator[Design | None]:
    """The design and its values as texts; None where there is nothing to look at. What is done with it is timed."""
    version = campaign.serving_version
    if version is None or not is_checked(campaign) or slow.too_slow(version.pk):
        yield None
        return
    try:
        prepared = embedded.load(version.pk)
        texts = values_for(version, {name: value for name, value in values.items() if isinstance(value, str)})
    except (RenderFailed, ValueError, OSError):  # prepared by another release, or no longer there: the worker says so
        yield None
        return
    started = time.thread_time()
    yield prepared, texts
    slow.note(version.pk, time.thread_time() - started)


def unfit(prepared: Prepared, texts: Mapping[str, str | bytes]) -> set[str]:
    """The fields whose text has a sign that no font has, or does not fit."""
    return {problem.parameters.get("FieldName", "") for problem in engine.check(prepared, texts)}


def _mistakes(prepared: Prepared, texts: Mapping[str, str | bytes], asked: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    overset: dict[str, None] = {}  # each field once: it may stand in several frames
    for problem in engine.check(prepared, texts):
        field = problem.parameters.get("FieldName", "")
        if isinstance(problem, MissingFont) and field in asked:
            found.setdefault(field, say_sign(problem.parameters.get("Character", "")))
        elif isinstance(problem, TextOverflow):
            overset[field] = None
    for field in overset:
        to_shorten, fitting = _to_shorten(prepared, texts, field, asked)
        if to_shorten:
            found.setdefault(to_shorten, say_too_long(fitting if asked[to_shorten] in COUNTED else 0))
    return found


def _to_shorten(prepared: Prepared, texts: Mapping[str, str | bytes], field: str, asked: Mapping[str, str]) -> tuple[str, int]:
    """The question whose text is to blame, and how many characters of it fit; 0 where that is not known."""
    others = sorted(asked.keys() - {field}, key=lambda name: (-len(texts.get(name, "")), name))
    for name in [*([field] if field in asked else []), *others][:MOST_TRIED]:
        fitting = engine.fitting(prepared, texts, name)
        if 0 < fitting < len(texts.get(name, "")):
            return name, fitting
    return (field, 0) if field in asked else ("", 0)


def say_sign(sign: str) -> str:
    return _("The sign “%(sign)s” cannot be set in this design. Please write it another way.") % {"sign": sign}


def say_too_long(fitting: int = 0) -> str:
    if fitting < LEAST_SAID:
        return _("This does not fit into the design. Please make it shorter.")
    return _("This is too long for the design: about %(count)d characters fit here.") % {"count": fitting}
