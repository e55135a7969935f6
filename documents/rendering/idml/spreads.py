"""Spreads and pages: where every item lies, with its master's (painting.md 1.1-1.3, 1.9, 1.10)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from documents.rendering.document import IDENTITY, Box, Matrix
from documents.rendering.idml.attributes import Element, children, flag, integer, matrix, number, numbers, reference
from documents.rendering.idml.designmap import Designmap
from documents.rendering.idml.geometry import inverse, then, translated
from documents.rendering.idml.pageitems import MEDIA, PAGE_ITEMS

MARGIN_TOP = 36.0


@dataclass(frozen=True, slots=True, eq=False)
class PageSpot:
    """A page and its place on the spread."""

    index: int
    element: Element
    name: str  # Page/@Name
    shown_name: str  # what an automatic page number shows
    marker: str  # the section's
    width_pt: float
    height_pt: float
    bleed_pt: tuple[float, float, float, float]  # top, left, bottom, right
    to_page: Matrix  # spread -> page coordinates
    right: bool
    margin_top_pt: float
    from_spine: int = 0  # how many pages of its spread lie between it and the spine

    @property
    def bleed_box(self) -> Box:
        top, left, bottom, right = self.bleed_pt
        return (-left, -top, self.width_pt + right, self.height_pt + bottom)


@dataclass(frozen=True, slots=True)
class Placement:
    """A root page item on a spread. `matrix` maps its parent's coordinates to the spread's; a master's copy is for one page."""

    element: Element
    matrix: Matrix
    suffix: str
    only: PageSpot | None


@dataclass(slots=True)
class SpreadSpot:
    pages: list[PageSpot] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)  # bottom to top
    unread: list[Element] = field(default_factory=list)  # media and form objects that lie on it by themselves


@dataclass(frozen=True, slots=True)
class Section:
    prefix: str
    marker: str


def read_spreads(design: Designmap) -> list[SpreadSpot]:
    sections = {
        section.get("PageStart", ""): Section(
            section.get("SectionPrefix", "") if flag(section.get("IncludeSectionPrefix")) else "", section.get("Marker", "")
        )
        for section in design.document.iterfind("Section")
    }
    preference = design.preference("DocumentPreference")
    sides = ("TopOffset", "InsideOrLeftOffset", "BottomOffset", "OutsideOrRightOffset")
    bleed = tuple(number(preference.get(f"DocumentBleed{side}")) for side in sides)
    facing = flag(preference.get("FacingPages"))
    stack = {key: place for place, key in enumerate(design.layers)}  # a master's item on a higher layer lies over the page's own
    section, index, result = Section("", ""), 0, []
    for element in design.spreads:
        spot = SpreadSpot()
        binding = integer(element.get("BindingLocation"))
        for position, page in enumerate(element.findall("Page")):
            section = sections.get(page.get("Self", ""), section)
            right = position >= binding
            top, inner, bottom, outer = bleed
            sides_pt = (top, inner, bottom, outer) if right or not facing else (top, outer, bottom, inner)
            made = _page(page, index, right=right, bleed=sides_pt, section=section)
            spot.pages.append(replace(made, from_spine=position - binding if right else binding - 1 - position))
            index += 1
        if flag(element.get("ShowMasterItems"), True):
            for page_spot in spot.pages:
                spot.placements.extend(_master_placements(design, page_spot))
        spot.placements.extend(Placement(item, IDENTITY, "", None) for item in _items(element))
        spot.unread.extend(child for child in children(element) if child.tag in MEDIA)
        spot.placements.sort(key=lambda placed: stack.get(placed.element.get("ItemLayer", ""), 0))
        if spot.pages:
            result.append(spot)
    return result


def _page(page: Element, index: int, *, right: bool, bleed: tuple[float, float, float, float], section: Section) -> PageSpot:
    top, left, bottom, far = _bounds(page)
    name = page.get("Name") or str(index + 1)
    margin = page.find("MarginPreference")
    return PageSpot(
        index=index,
        element=page,
        name=name,
        shown_name=section.prefix + name,
        marker=section.marker,
        width_pt=far - left,
        height_pt=bottom - top,
        bleed_pt=bleed,
        to_page=then(inverse(matrix(page.get("ItemTransform"))) or IDENTITY, translated(-left, -top)),
        right=right,
        margin_top_pt=number(margin.get("Top"), MARGIN_TOP) if margin is not None else MARGIN_TOP,
    )


def _bounds(page: Element) -> tuple[float, float, float, float]:
    """GeometricBounds: top left bottom right. A page without a size gets an A4's, which no real file needs."""
    given = numbers(page.get("GeometricBounds"))
    if len(given) != 4 or given[2] <= given[0] or given[3] <= given[1]:
        return (0.0, 0.0, 841.89, 595.276)
    return (given[0], given[1], given[2], given[3])


def _items(spread: Element) -> Iterator[Element]:
    return (child for child in children(spread) if child.tag in PAGE_ITEMS)


def _master_placements(design: Designmap, page: PageSpot) -> list[Placement]:
    found = _from_master(design, page.element, side=(page.right, page.from_spine), seen=())
    return [Placement(element, place, f"@{page.index}", page) for element, place in found]


def _from_master(design: Designmap, page: Element, *, side: tuple[bool, int], seen: tuple[Element, ...]) -> list[tuple[Element, Matrix]]:
    """The items that a page takes from its master, a master's own master first, with the matrix into the page's spread.

    side  whether it is a right page, and how many pages lie between it and the spine
    """
    master = design.masters.get(reference(page.get("AppliedMaster")) or "")
    if master is None or master in seen:
        return []
    master_page = _same_side(master, *side)
    if master_page is None:
        return []
    base = inverse(matrix(master_page.get("ItemTransform"))) or IDENTITY
    place = then(then(base, matrix(page.get("MasterPageTransform"))), matrix(page.get("ItemTransform")))
    below = _from_master(design, master_page, side=side, seen=(*seen, master))
    found = [(element, then(inner, place)) for element, inner in below]
    found.extend((element, place) for element in _items(master))
    overridden = set(page.get("OverrideList", "").split()[::2])
    return [(element, inner) for element, inner in found if element.get("Self") not in overridden]


def _same_side(master: Element, right: bool, from_spine: int) -> Element | None:
    pages = master.findall("Page")
    if len(pages) < 2:
        return pages[0] if pages else None
    binding = integer(master.get("BindingLocation"), 1)
    side = pages[binding:] if right else pages[:binding][::-1]
    return side[min(from_spine, len(side) - 1)] if side else pages[0]
