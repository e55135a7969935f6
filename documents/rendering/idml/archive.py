"""An .idml as an archive: its members as parsed XML, nothing trusted."""

import io
import zipfile
import zlib

from lxml import etree

from personalia_site.errors import BrokenDesign

MEMBER_LIMIT = 96 * 1024 * 1024  # real documents with embedded pictures stay below 40 MB
TOTAL_LIMIT = 384 * 1024 * 1024
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
        self._names = {name.lstrip("/"): name for name in self._zip.namelist()}

    def xml(self, src: str) -> etree._Element:
        """The root of a member.

        raises   BrokenDesign: not there, too big, unreadable, no XML, or with a DTD
        """
        data = self._bytes(src)
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
        return root

    def _bytes(self, src: str) -> bytes:
        name = self._names.get(src.lstrip("/"))
        if name is None:
            raise BrokenDesign(f"{src} is missing in the IDML file. Export the design again.", parameters={"Member": src})
        try:
            with self._zip.open(name) as member:
                data = member.read(MEMBER_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise BrokenDesign(f"{src} in the IDML file is damaged or encrypted.", parameters={"Member": src}) from error
        self._read += len(data)
        if len(data) > MEMBER_LIMIT or self._read > TOTAL_LIMIT:
            raise BrokenDesign(f"{src} makes the IDML file too big to be read.", parameters={"Member": src})
        return data
