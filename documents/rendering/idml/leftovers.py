"""Text that looks as if a field were meant, and is none: brackets that do not close, other programs' placeholders."""

import re
from collections.abc import Iterable, Iterator, Sequence

from documents.rendering.document import Page
from documents.rendering.findings import Finding
from documents.rendering.locations import Locations, page_names
from documents.rendering.text.model import Paragraph, Story, paragraphs_of

FIELD = "\ufffc"  # stands in the text for what is a field already
WORD = rf"[^\W\d_](?:[^<>{{}}\[\]%$«»{FIELD}\n\u2028]{{0,58}}[^\W_])?"
ANGLE, CURLY = rf"[^<>{FIELD}]", rf"[^{{}}{FIELD}]"
BROKEN = re.compile(
    "|".join(
        (
            rf"<<{ANGLE}{{1,60}}>(?!>)|(?<!<)<{ANGLE}{{1,60}}>>",
            rf"\{{\{{{CURLY}{{1,60}}\}}(?!\}})|(?<!\{{)\{{{CURLY}{{1,60}}\}}\}}",
            rf"<<{ANGLE}{{0,120}}[\n\u2028\t]{ANGLE}{{0,120}}>>|\{{\{{{CURLY}{{0,120}}[\n\u2028\t]{CURLY}{{0,120}}\}}\}}",
            r"<<[^\W\d_]\w{0,58}|\b\w{1,58}>>|\{\{[^\W\d_]\w{0,58}|\b\w{1,58}\}\}",
        )
    )
)
FOREIGN = re.compile(
    rf"«{WORD}»|\[\[{WORD}\]\]|\$\{{{WORD}\}}|%%{WORD}%%|\{{%\s*{WORD}\s*%\}}|#\{{{WORD}\}}|\[[a-zA-Z]+_\w+\]|<[^\W\d_][\w ]{{1,40}}>"
)
# Languages that quote with « »; Germans turn them round.
QUOTING = ("fr", "it", "es", "pt", "ru", "uk", "el", "no", "nb", "nn", "hy", "be", "sq", "de_CH", "de_LI")
LONGEST = 20_000  # of a paragraph that is looked through
SHOWN = 40
MOST = 20  # such texts of one design


def leftovers(stories: Sequence[Story], locations: Locations, pages: Sequence[Page]) -> Iterator[Finding]:
    """A finding for each such text, where it stands."""
    seen: set[str] = set()
    for story in stories:
        for text, language in _texts(story):
            for found, broken in _found(text, language):
                if found in seen or len(seen) == MOST:
                    continue
                seen.add(found)
                at = tuple(spot for frame in story.frames for spot in locations.of_frame(frame))[:1]
                yield Finding(
                    level="warning",
                    code="no-field",
                    message=f"“{_short(found)}” looks like a field, but is none: {_reason(broken)}. It stands in every document as it is.",
                    remedy="If a value belongs there, write <<First Name>> in one line, or insert a Data Merge placeholder.",
                    subject=_short(found),
                    pages=page_names(at, pages),
                    locations=at,
                )


def _texts(story: Story) -> Iterator[tuple[str, str]]:
    """Of each paragraph, and the language it begins in."""
    for paragraph in paragraphs_of(story.paragraphs):
        yield _text(paragraph), next((run.format.language for run in paragraph.runs), "")


def _text(paragraph: Paragraph) -> str:
    return "".join(FIELD if run.field is not None else run.text for run in paragraph.runs)[:LONGEST]


def _found(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """(the text, whether it is one of our own placeholders that is broken)"""
    if not any(sign in text for sign in "<>{}«[%$"):
        return
    taken: list[tuple[int, int]] = []
    for match in BROKEN.finditer(text):
        taken.append(match.span())
        yield match[0].strip(), True
    for match in FOREIGN.finditer(text):
        quoted = match[0].startswith("«") and language.startswith(QUOTING)
        if not quoted and not _overlaps(match.span(), taken):
            yield match[0].strip(), False


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _reason(broken: bool) -> str:
    return "its brackets do not match, or a line breaks inside" if broken else "it is written as another program does"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
