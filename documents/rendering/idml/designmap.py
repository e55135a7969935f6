"""designmap.xml and what it lists: the parts of a design, found but not yet understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.rendering.document import Bookmark
from documents.rendering.idml.archive import PACKAGING, Archive
from documents.rendering.idml.attributes import Element, children, flag, reference
from personalia_site.errors import BrokenDesign

READ = ("Graphic", "Fonts", "Styles", "Preferences", "MasterSpread", "Spread", "Story")  # Tags, BackingStory: nothing that prints


@dataclass(frozen=True, slots=True)
class Layer:
    name: str
    prints: bool
    wraps: bool  # its items push text aside


@dataclass(slots=True)
class Designmap:
    document: Element
    graphic: list[Element] = field(default_factory=list)
    fonts: list[Element] = field(default_factory=list)
    styles: list[Element] = field(default_factory=list)
    preferences: dict[str, Element] = field(default_factory=dict)
    masters: dict[str, Element] = field(default_factory=dict)
    spreads: list[Element] = field(default_factory=list)
    stories: dict[str, Element] = field(default_factory=dict)
    layers: dict[str, Layer] = field(default_factory=dict)

    def preference(self, name: str) -> Element | dict[str, str]:
        """A preference element; empty where the file has none. Use `.get`."""
        return self.preferences.get(name, {})


def read_designmap(archive: Archive) -> Designmap:
    """Raises BrokenDesign when the design's own parts are not all there, or there is no page."""
    document = archive.xml("designmap.xml")
    if document.tag != "Document":
        raise BrokenDesign("designmap.xml does not describe an InDesign document.")
    found = Designmap(document)
    for child in children(document):
        if str(child.tag).startswith(PACKAGING):
            part = str(child.tag).removeprefix(PACKAGING)
            if part in READ and child.get("src"):
                _sort(found, part, archive.xml(child.get("src", "")))
        else:
            _sort_one(found, child)
    if not any(spread.find("Page") is not None for spread in found.spreads):
        raise BrokenDesign("The design has no page.")
    return found


def _sort(found: Designmap, part: str, root: Element) -> None:
    if part == "Graphic":
        found.graphic.extend(children(root))
    elif part == "Fonts":
        found.fonts.extend(root.iter("Font"))
    elif part == "Styles":
        found.styles.extend(children(root))
    elif part == "Preferences":
        found.preferences.update({str(child.tag): child for child in children(root)})
    else:
        for child in children(root):
            _sort_one(found, child)


def _sort_one(found: Designmap, child: Element) -> None:
    for frame in child.iter("EndnoteTextFrame"):
        frame.tag = "TextFrame"  # in all but its name
    match child.tag:
        case "MasterSpread":
            found.masters[child.get("Self", "")] = child
        case "Spread":
            if child.get("Hidden") != "true" and child.get("SpreadHidden") != "true":
                found.spreads.append(child)
        case "Story":
            found.stories[child.get("Self", "")] = child
        case "Layer":
            visible = flag(child.get("Visible"), True)
            found.layers[child.get("Self", "")] = Layer(
                name=child.get("Name", ""),
                prints=visible and flag(child.get("Printable"), True),
                wraps=visible or not flag(child.get("IgnoreWrap")),
            )


@dataclass(frozen=True, slots=True)
class Links:
    """What designmap.xml knows about hyperlinks and Data Merge, by the id of the source."""

    fields: dict[str, str]  # HyperlinkTextSource -> the field's true name
    pictures: dict[str, tuple[str, bool]]  # page item -> (field, is a QR code)
    targets: dict[str, str]  # text source or page item -> where a hyperlink leads: an address, or # and a destination's id


ANCHORS = frozenset({"HyperlinkTextDestination", "ParagraphDestination", "CrossReferenceDestination"})
SCHEMES = ("http://", "https://", "mailto:", "tel:")


def read_links(document: Element) -> Links:
    """A Data Merge field's true name stands in its hyperlink's hidden destination: DBF_ for text, IMG_ for pictures."""
    destinations: dict[str, str] = {}
    for tag in ("HyperlinkURLDestination", "HyperlinkEmailDestination"):
        for element in document.iterfind(tag):
            url = element.get("DestinationURL") or element.get("Name", "")
            destinations[element.get("Self", "")] = url or ""
    within = {element.get("Self", "") for element in document.iter("HyperlinkPageDestination")}
    items = {source.get("Self", ""): source.get("SourcePageItem", "") for source in document.iterfind("HyperlinkPageItemSource")}
    fields: dict[str, str] = {}
    pictures: dict[str, tuple[str, bool]] = {}
    targets: dict[str, str] = {}
    for hyperlink in document.iterfind("Hyperlink"):
        source = reference(hyperlink.get("Source"))
        key = destination_of(hyperlink)
        target = destinations.get(key, "")
        if source is not None and (key in within or key.split("/")[0] in ANCHORS):
            targets[items.get(source, source)] = f"#{key}"
        if source is None or not target:
            continue
        if target.startswith("DBF_"):
            fields[source] = target.removeprefix("DBF_")
        elif target.startswith("IMG_") and source in items:
            pictures[items[source]] = (target.removeprefix("IMG_").lstrip("@"), False)
        elif target.lower().startswith(SCHEMES):
            targets[items.get(source, source)] = target
    for tag, is_qr in (("DataMergeImagePlaceholder", False), ("DataMergeQrcodePlaceholder", True)):
        for element in document.iter(tag):
            item, name = reference(element.get("PlaceholderPageItem")), element.get("Field", "").lstrip("@")
            if item and name:
                pictures[item] = (name, is_qr)
    return Links(fields, pictures, targets)


def destination_of(element: Element) -> str:
    """Where a hyperlink or a bookmark leads."""
    return element.findtext("Properties/Destination") or element.get("Destination") or ""


def read_bookmarks(parent: Element) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(name=element.get("Name", ""), destination=destination_of(element), children=read_bookmarks(element))
        for element in parent.iterfind("Bookmark")
    )


def read_page_destinations(document: Element, pages: Mapping[str, int]) -> dict[str, int]:
    """pages: index of a page by its Self."""
    found = ((each.get("Self", ""), pages.get(each.get("DestinationPage", ""))) for each in document.iter("HyperlinkPageDestination"))
    return {key: page for key, page in found if page is not None}
