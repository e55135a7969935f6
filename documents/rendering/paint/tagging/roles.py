"""What a paragraph is: a heading of some level by its style's name or its size, or a paragraph."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from documents.rendering.document import Document
from documents.rendering.text.model import Paragraph, Story, paragraphs_of
from documents.rendering.text.source import is_blank

HEADING_WORDS = "heading|headline|head|title|überschrift|titel|titre|título|titolo|kop|rubrik|h"
LEVELLED = re.compile(rf"\b(?:{HEADING_WORDS})[\s_-]*([1-6])\b", re.IGNORECASE)
TOP = re.compile(r"\b(?:title|headline|heading|überschrift|titel|titre|título|titolo)\b", re.IGNORECASE)
SECOND = re.compile(r"\bsub-?\s?(?:title|head|heading|headline)\b|\bunterüberschrift\b|\bsous-titre\b", re.IGNORECASE)
TAGGED = {"P": 0, "Artifact": 0} | {f"H{level}": level for level in range(1, 7)}  # Export Tagging
LARGER = 1.3  # than the body text: a heading by its size
LONGEST = 120  # characters of a heading by its size
BY_SIZE = 3  # levels told apart by size


def roles_of(document: Document, stories: Sequence[Story]) -> dict[str, list[str]]:
    """H1 to H6, P or Artifact for every paragraph of every story, by its id; no level is skipped on the way down.

    stories   in reading order
    """
    body = _body_size(document)
    large = sorted({size for p in _all(stories) if _is_large(p, size := _size(p), body)}, reverse=True)[:BY_SIZE]
    wanted = {story.id: [_level(p, body, large) for p in story.paragraphs] for story in stories}
    used = sorted({level for levels in wanted.values() for level in levels if level})
    roles: dict[str, list[str]] = {}
    last = 0
    for story in stories:
        found = roles[story.id] = []
        for level in wanted[story.id]:
            last = min(used.index(level) + 1, last + 1) if level else last
            found.append(f"H{last}" if level else "P")
        for at, paragraph in enumerate(story.paragraphs):
            if paragraph.format.tag == "Artifact":
                found[at] = "Artifact"
    return roles


def shown_roles(story: Story, roles: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The roles of the paragraphs that these values leave: lines are numbered by them."""
    return [role for paragraph, role in zip(story.paragraphs, roles, strict=True) if not is_blank(paragraph, values)]


def _all(stories: Sequence[Story]) -> Iterator[Paragraph]:
    for story in stories:
        yield from story.paragraphs


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _size(paragraph: Paragraph) -> float:
    """The size of most of its characters."""
    sizes: Counter[float] = Counter()
    for run in paragraph.runs:
        sizes[run.format.size_pt] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes.total() else 0.0


def _body_size(document: Document) -> float:
    sizes: Counter[float] = Counter()
    for story in document.stories:
        for paragraph in paragraphs_of(story.paragraphs):
            for run in paragraph.runs:
                sizes[run.format.size_pt] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _is_large(paragraph: Paragraph, size: float, body: float) -> bool:
    return size >= LARGER * body and 0 < len(_text(paragraph).strip()) <= LONGEST


def _level(paragraph: Paragraph, body: float, large: Sequence[float]) -> int:
    """1 to 6; 0: no heading."""
    if not _text(paragraph).strip() and not any(run.field for run in paragraph.runs):
        return 0
    style = paragraph.format.style
    if (tag := paragraph.format.tag) in TAGGED:
        return TAGGED[tag]
    if named := LEVELLED.search(style):
        return int(named[1])
    if SECOND.search(style):
        return 2
    if TOP.search(style):
        return 1
    size = _size(paragraph)
    return large.index(size) + 1 if size in large and _is_large(paragraph, size, body) else 0
