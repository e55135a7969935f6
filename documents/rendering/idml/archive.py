"""An .idml as an archive: its members as parsed XML, nothing trusted."""

import io
import lzma
import zipfile
import zlib

from lxml import etree

from personalia_site.errors import BrokenDesign

MEMBER_LIMIT = 96 * 1024 * 1024  # real documents with embedded pictures stay below 40 MB
TOTAL_LIMIT = 384 * 1024 * 1024
# libxml2 refuses a text of more than 10 MB, and a picture that is embedded comes as one: such texts never reach it.
LONG = 64 * 1024
OPENING, CLOSING = b"<Contents>", b"</Contents>"
SECTION, SECTION_END = b"<![CDATA[", b"]]>"  # InDesign begins another one every 256 KB
# Real designs reach 30. What nests deeper would end in the middle of a walk over it, here or when it is drawn.
MAX_DEPTH = 120
TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
PACKAGING = "{http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging}"


class Archive:
    """Members of an IDML package by the names that designmap.xml gives them; no file system is involved."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise BrokenDesign(
                "The design is not an IDML file: it is no ZIP archive. Export it again as InDesign Markup (IDML)."
            ) from error
        self._read = 0
        self.contents: dict[str, bytes] = {}  # big Contents that were lifted out, by the token that stands for them
        self._names = {name.lstrip("/"): name for name in self._zip.namelist()}

    def xml(self, src: str) -> etree._Element:
        """The root of a member.

        raises   BrokenDesign: not there, too big, too deep, unreadable, no XML, or with a DTD
        """
        data = self._lifted(self._bytes(src))
        # libxml2's own limits (depth 256, no entity expansion) hold because huge_tree is off.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise BrokenDesign(
                f"{src} in the IDML file is not readable XML. Export the design again.", parameters={"Member": src}
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise BrokenDesign(f"{src} in the IDML file declares a document type, which IDML never does.", parameters={"Member": src})
        if TOO_DEEP(root):
            raise BrokenDesign(
                f"{src} in the IDML file nests more than {MAX_DEPTH} elements in each other. Ungroup what is grouped so deep.",
                parameters={"Member": src},
            )
        return root

    def _lifted(self, data: bytes) -> bytes:
        """The member with a token for each long Contents. Plain searches: an expression over hostile megabytes could take hours."""
        if len(data) < LONG:
            return data
        parts, at = [], 0
        while (start := data.find(OPENING, at)) >= 0 and (end := data.find(CLOSING, start)) >= 0:
            start += len(OPENING)
            token = b"@%d" % len(self.contents)
            if end - start > LONG:
                self.contents[token.decode()] = data[start:end].replace(SECTION_END, b"").replace(SECTION, b"")
            parts += [data[at:start], token if end - start > LONG else data[start:end]]
            at = end
        return b"".join([*parts, data[at:]])

    def _bytes(self, src: str) -> bytes:
        name = self._names.get(src.lstrip("/"))
        if name is None:
            raise BrokenDesign(f"{src} is missing in the IDML file. Export the design again.", parameters={"Member": src})
        try:
            with self._zip.open(name) as member:
                data = member.read(MEMBER_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise BrokenDesign(f"{src} in the IDML file is damaged or encrypted.", parameters={"Member": src}) from error
        self._read += len(data)
        if len(data) > MEMBER_LIMIT or self._read > TOTAL_LIMIT:
            raise BrokenDesign(f"{src} makes the IDML file too big to be read.", parameters={"Member": src})
        return data
