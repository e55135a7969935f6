"""What a picture says of itself: its XMP, found by its own marks in whatever format it stands in."""

import html
import re

XMP = {"SourceXMPTitle": "dc:title", "SourceXMPDescription": "dc:description", "SourceXMPHeadline": "photoshop:Headline"}
START, END = b"<x:xmpmeta", b"</x:xmpmeta>"
LONGEST = 1_000


def described(data: bytes, name: str) -> str:
    """A property of a file's XMP; "" where there is none."""
    start = data.find(START)
    end = data.find(END, start)
    if start < 0 or end < 0:
        return ""
    packet = data[start:end].decode("utf-8", "replace")
    found = re.search(rf'{name}="([^"]*)"', packet) or re.search(rf"<{name}>(.*?)</{name}>", packet, re.DOTALL)
    if found is None:
        return ""
    text = re.search(r"<rdf:li[^>]*>(.*?)</rdf:li>", found[1], re.DOTALL)
    return html.unescape(text[1] if text else found[1]).strip()[:LONGEST]
