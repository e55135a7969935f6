"""What a designer's upload is once it is unpacked: one design and the files that belong to it, in memory."""

from typing import Literal

import msgspec

Kind = Literal["idml", "pdf"]


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A design with its links and fonts. `intake` makes it from an upload; nothing in it is trusted to be well-formed.

    design      bytes of the .idml or .pdf itself
    links       linked pictures and pages by base name, NFC, lower case ("photo.jpg")
    fonts       font files by file name
    reference   InDesign's own PDF of the design, where one lies beside it
    """

    kind: Kind
    name: str = ""  # the design's file name, for messages and the document title
    design: bytes
    links: dict[str, bytes] = {}
    fonts: dict[str, bytes] = {}
    reference: bytes | None = None
