"""What the file says about itself: metadata, and what PDF/UA-1 and PDF/X-4 want of the catalogue.

Built to the standards, not certified: what their rules ask of the structure is tested, no validator has seen it.
"""

import zlib
from functools import cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from PIL import ImageCms

from documents.rendering.paint.syntax import COMPRESSION, Objects, string

Standard = Literal["", "PDF/X-4"]
PROFILE = Path(__file__).parent / "profiles" / "cgats001.icc"
MADE_AT = "2000-01-01T00:00:00Z"  # PDF/X-4 wants dates, and the same input gives the same bytes
LATEST_ICC = bytes.fromhex("04200000")
UNTITLED = "Untitled"  # PDF/X-4 wants a title
INFO_DATE = "(D:20000101000000Z)"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # characters that XML cannot hold


def metadata(title: str, *, language: str, standard: Standard, accessible: bool, identity: str) -> bytes:
    """XMP. identity: 32 hexadecimal digits that follow from the content."""
    said = "<pdf:Producer>Personalia</pdf:Producer>"
    title = title or (UNTITLED if standard else "")
    if title:
        safe = escape(title.encode("utf-8", "replace").decode().translate(UNFIT))
        said += f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{safe}</rdf:li></rdf:Alt></dc:title>'
    if accessible:
        said += f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language><pdfuaid:part>1</pdfuaid:part>"
    if standard:
        dates = "".join(f"<xmp:{name}>{MADE_AT}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate"))
        said += f"<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>{dates}"
        said += f"<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>"
        said += "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
    names = "".join(f' xmlns:{name}="{address}"' for name, address in NAMES.items() if f"{name}:" in said)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{names}>{said}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def information(title: str, *, standard: Standard) -> str:
    title = title or (UNTITLED if standard else "")
    dates = f"/CreationDate{INFO_DATE}/ModDate{INFO_DATE}/Trapped/False/GTS_PDFXVersion({standard})" if standard else ""
    return f"<</Title{string(title)}/Producer(Personalia){dates}>>"


def output_intent(objects: Objects) -> str:
    """The catalogue's entry that says for which press the inks are meant."""
    profile = objects.stream("/N 4", PROFILE.read_bytes())
    said = "/OutputConditionIdentifier(CGATS TR 001)/RegistryName(http://www.color.org)/Info(Offset on coated paper, CGATS TR 001)"
    return f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX{said}/DestOutputProfile {profile} 0 R>>]"


def default_rgb(objects: Objects) -> str:
    """The resources' entry that makes every device RGB an sRGB: beside inks, PDF/X-4 wants RGB to mean something."""
    return f"/DefaultRGB{srgb(objects)}"


def srgb(objects: Objects) -> str:
    """A colour space with its profile."""
    packed = zlib.compress(_srgb(), COMPRESSION)
    return f"[/ICCBased {objects.stream('/N 3/Alternate/DeviceRGB/Filter/FlateDecode', packed, compress=False)} 0 R]"


def of_known_version(profile: bytes) -> bytes:
    """PDF 1.6 knows ICC profiles up to version 4.2; those of 4.3 and 4.4 mean the same in what pictures need."""
    return profile[:8] + LATEST_ICC + profile[12:] if profile[8:12] > LATEST_ICC else profile


@cache
def _srgb() -> bytes:
    """LittleCMS's, without the date it is made at and the digest that depends on it."""
    profile = bytearray(of_known_version(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()))
    profile[24:36] = bytes.fromhex("07d000010001000000000000")
    profile[84:100] = bytes(16)
    return bytes(profile)
