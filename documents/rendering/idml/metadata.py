"""What a picture says of itself: its XMP, found by its own marks in whatever format it stands in."""

import html

XMP = {"SourceXMPTitle": "dc:title", "SourceXMPDescription": "dc:description", "SourceXMPHeadline": "photoshop:Headline"}
START, END = b"<x:xmpmeta", b"</x:xmpmeta>"
LONGEST = 1_000
MOST_BYTES = 2_000_000  # of XMP: Photoshop puts thumbnails and histories into it


def described(data: bytes, name: str) -> str:
    """A property of a file's XMP; "" where there is none."""
    start = data.find(START)
    end = data.find(END, start)
    if start < 0 or end < 0:
        return ""
    packet = data[start : min(end, start + MOST_BYTES)].decode("utf-8", "replace")
    text = _between(packet, f'{name}="', '"')
    if text is None:
        text = _between(packet, f"<{name}>", f"</{name}>") or ""
        first = _between(text, "<rdf:li", "</rdf:li>")
        text = first.partition(">")[2] if first is not None else text
    return html.unescape(text).strip()[:LONGEST]


def _between(text: str, opening: str, closing: str) -> str | None:
    start = text.find(opening)
    end = text.find(closing, start + len(opening)) if start >= 0 else -1
    return text[start + len(opening) : end] if end >= 0 else None
