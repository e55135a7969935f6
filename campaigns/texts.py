"""The texts that staff change for one campaign, as they write them: a line each, "Download = Get it now", under "[fr]" for French.

Texts are named by what stands there otherwise. What is filled in stands in square brackets: "It stays here until [day]."
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from campaigns.models import Campaign, FormField

Texts = dict[str, dict[str, str]]

HEADING = re.compile(r"\[([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)\]")
FILLED_IN = re.compile(r"%\((\w+)\)[ds]")
BRACKETED = re.compile(r"\[(\w+)\]")
LONGEST = 2000


@cache
def ours() -> tuple[str, ...]:
    """Every text that visitors read, in English, as gettext names it."""
    path = Path(settings.LOCALE_PATHS[0]) / settings.VISITOR_LANGUAGES[1] / "LC_MESSAGES" / "django.po"
    found = re.findall(r'^msgid(?:_plural)? "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(text.replace('\\"', '"') for text in found)


def campaigns_own(campaign: Campaign, form_fields: Iterable[FormField]) -> list[str]:
    """What staff have written for this campaign's visitors."""
    words = [campaign.title, campaign.intro, campaign.button, campaign.result_title, campaign.result_text, campaign.closed_text]
    words.append(campaign.consent_text)
    for field in form_fields:
        words += [field.label, field.help_text, *field.choices.splitlines()]
    return [word.replace("\r\n", "\n").strip() for word in words if word.strip()]


def read(text: str, *, own: Iterable[str]) -> Texts:
    """By language ("" is the campaign's), what stands in the place of what.

    own      the campaign's own words, which may be said in other languages, too
    raises   ValidationError naming the line
    """
    known = {shown(name): name for name in ours()} | {word.replace("\n", "\\n"): word for word in own}
    found: Texts = {}
    language = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.fullmatch(line.strip()):
            language = heading[1].lower()
        elif line.strip():
            name, sign, new = (part.strip() for part in line.partition(" = "))
            if not sign or not new:
                raise ValidationError(f"Line {number}: write what stands there now, then “ = ”, then what shall stand there.")
            if name not in known:
                raise ValidationError(f"Line {number}: no visitor reads “{name}”.{_meant(name, known)}")
            found.setdefault(language, {})[known[name]] = _new(new[:LONGEST], known[name], number)
    return found


def written(texts: Texts) -> str:
    """As staff read and change it."""
    lines = []
    for language in sorted(texts):
        lines += [f"[{language}]"] if language else []
        for name, new in texts[language].items():
            plain = new.replace("%%", "%") if FILLED_IN.search(name) else new
            lines.append(" = ".join((shown(name).replace("\n", "\\n"), shown(plain).replace("\n", "\\n"))))
    return "\n".join(lines)


def shown(name: str) -> str:
    """With what is filled in as [day], not as programs have it."""
    return FILLED_IN.sub(r"[\1]", name)


def _new(text: str, name: str, number: int) -> str:
    text = text.replace("\\n", "\n")
    places = {found[1]: found[0] for found in FILLED_IN.finditer(name)}
    if not places:
        return text
    wrong = next((found[1] for found in BRACKETED.finditer(text) if found[1] not in places), "")
    if wrong:
        raise ValidationError(f"Line {number}: [{wrong}] is not filled in here; {', '.join(f'[{place}]' for place in places)} is.")
    return BRACKETED.sub(lambda found: places[found[1]], text.replace("%", "%%"))


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else " The documentation of embedding lists all texts."
