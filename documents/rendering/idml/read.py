"""An IDML package -> a Document: the parts put together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Document, Item, Matrix, Page, TextSettings
from documents.rendering.idml.archive import Archive
from documents.rendering.idml.attributes import Element, Values, flag, matrix, number, percent
from documents.rendering.idml.designmap import Designmap, read_bookmarks, read_designmap, read_links, read_page_destinations
from documents.rendering.idml.effects import EffectReader
from documents.rendering.idml.fields import found_fields
from documents.rendering.idml.flow import Flow, Laid, walk
from documents.rendering.idml.footnotes import footnote_style, read_endnotes
from documents.rendering.idml.frames import FrameReader, TextFrame, page_in, text_frames
from documents.rendering.idml.geometry import moved_box, overlap, then
from documents.rendering.idml.languages import NO_LANGUAGE
from documents.rendering.idml.leftovers import leftovers
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.numbering import Count, new_count
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.pageitems import ItemReader, element_paths
from documents.rendering.idml.placed import PlacedReader
from documents.rendering.idml.spreads import PageSpot, Placement, SpreadSpot, read_spreads
from documents.rendering.idml.story import StoryReader
from documents.rendering.idml.swatches import Palette
from documents.rendering.idml.tables import TableReader
from documents.rendering.idml.textstyles import TextStyles
from documents.rendering.idml.undrawn import of_document
from documents.rendering.idml.variables import dates_of_output, running_headers
from documents.rendering.idml.wraps import Wrapper, WrapReader, wraps_of
from documents.rendering.locations import Locations
from documents.rendering.package import Package
from documents.rendering.text.model import Story, paragraphs_of


def read_document(package: Package) -> Document:
    """The design of a package, everything resolved.

    raises   BrokenDesign when it cannot be read at all; what is missing or cannot be drawn is in `findings`
    costs    about 1 ms a page item and story; every picture stays as it is
    """
    archive = Archive(package.design)
    return _Reader(package, read_designmap(archive), archive.contents).document()


class _Reader:
    def __init__(self, package: Package, design: Designmap, contents: Mapping[str, bytes]) -> None:
        self._package, self._design = package, design
        self._notes = Notes()
        self._palette = Palette(design.graphic, notes=self._notes)
        self._links = read_links(design.document)
        self._object_styles = ObjectStyles(design.styles)
        merge = _values(design, "DataMergeOption")
        effects = _effects(design, self._object_styles)
        self._placed = PlacedReader(
            package.links, contents=contents, palette=self._palette, effects=effects, styles=self._object_styles, notes=self._notes
        )
        self._items = ItemReader(
            palette=self._palette,
            styles=self._object_styles,
            effects=effects,
            placed=self._placed,
            layers=design.layers,
            links=self._links,
            merge=merge,
            notes=self._notes,
        )
        self._wraps = WrapReader(palette=self._palette, styles=self._object_styles, layers=design.layers, notes=self._notes)
        self._from_above = flag(design.preference("TextPreference").get("ZOrderTextWrap"))
        self._flow = self._flow_of(design, merge)

    def _flow_of(self, design: Designmap, merge: Values) -> Flow:
        tables = TableReader(design.styles, palette=self._palette, notes=self._notes)
        stories = StoryReader(
            styles=TextStyles(design.styles, palette=self._palette, notes=self._notes),
            links=self._links,
            notes=self._notes,
            tables=tables,
            footnotes=footnote_style(_element(design, "FootnoteOption"), self._palette),
            endnotes=read_endnotes(design.document.find("EndnoteOption"), design.stories.values()),
            running=_running_lists(design),
            headers=dict(running_headers(design.document)),
            dates=dates_of_output(design.document),
            hidden=frozenset(c.get("Self", "") for c in design.document.iterfind("Condition") if c.get("Visible") == "false"),
            remove_blank=flag(merge.get("RemoveBlankLines")),
        )
        grid = _values(design, "GridPreference")
        return Flow(
            design.stories,
            reader=stories,
            frames=FrameReader(
                palette=self._palette, styles=self._object_styles, grid=grid, text=_values(design, "TextPreference"), notes=self._notes
            ),
            items=self._items,
            styles=self._object_styles,
            wraps=self._wraps,
            notes=self._notes,
        )

    def document(self) -> Document:
        spreads = read_spreads(self._design)
        laid = Laid()
        for spread in spreads:
            self._lay(spread, laid)
        self._flow.run(laid)
        self._notes.inside = ()
        for feature in of_document(self._design, wraps=any(frame.wraps for frame in laid.frames.values())):
            self._notes.not_drawn(feature)
        pages = tuple(
            Page(
                name=spot.name,
                width_pt=spot.width_pt,
                height_pt=spot.height_pt,
                bleed_pt=spot.bleed_pt,
                items=tuple(laid.pages.get(spot.index, ())),
            )
            for spread in spreads
            for spot in spread.pages
        )
        locations = Locations(pages, laid.stories)
        blending = self._design.preference("TransparencyPreference").get("BlendingSpace")
        return Document(
            title=PurePosixPath(self._package.name).stem or self._design.document.get("Name", ""),
            language=_language(laid.stories),
            pages=pages,
            stories=tuple(laid.stories),
            frames=laid.frames,
            anchored=laid.anchored,
            swatches=self._palette.swatches,
            gradients=self._palette.gradients,
            stroke_styles=self._palette.stroke_styles,
            text_settings=_text_settings(self._design),
            blending_space="RGB" if blending == "RGB" else "CMYK",
            fonts=_fonts(laid.stories),
            font_names=_font_names(self._design.fonts),
            fields=found_fields(pages, laid.stories, laid.anchored),
            findings=(*self._notes.findings(locations), *leftovers(laid.stories, locations, pages)),
            destinations=read_page_destinations(
                self._design.document, {spot.element.get("Self", ""): spot.index for spread in spreads for spot in spread.pages}
            ),
            bookmarks=read_bookmarks(self._design.document),
            assets=self._placed.assets,
        )

    def _lay(self, spread: SpreadSpot, laid: Laid) -> None:
        """Put a spread's items on its pages, and find its text frames and what they wrap round."""
        self._notes.here = tuple(page.name for page in spread.pages)
        for element in spread.unread:
            if self._items.prints(element):
                self._notes.not_drawn("media")
        frames: list[tuple[TextFrame, int]] = []
        wrappers: list[Wrapper] = []
        order = 0
        for placement in spread.placements:
            root = then(matrix(placement.element.get("ItemTransform")), placement.matrix)
            printing = self._put(placement, root, spread, laid)
            for element, place in walk(placement.element, root):
                order += 1
                wrappers += self._wraps.wrappers(element, place, order=order, of_master=placement.only is not None)
                if element.tag == "TextFrame" or element.find("TextPath") is not None:
                    page = page_in(_pages(placement, spread), self._areas(element, place, placement, spread))
                    frames.extend((frame, order) for frame in text_frames(element, placement.suffix, place, page, printing))
        for frame, place_in_stack in frames:
            if wrappers and frame.host is None:
                frame.wraps = wraps_of(
                    frame, wrappers, order=place_in_stack, of_master=frame.suffix != "", from_above_only=self._from_above
                )
            laid.threads.setdefault((frame.story, frame.suffix), []).append(frame)

    def _put(self, placement: Placement, root: Matrix, spread: SpreadSpot, laid: Laid) -> set[str]:
        """List an item on every page it touches; gives the text frames in it that print."""
        box = self._items.box(placement.element)
        on = [] if box is None else [p for p in _pages(placement, spread) if _touches(moved_box(box, then(root, p.to_page)), p.bleed_box)]
        if not on:
            return set()
        page = page_in(on, self._areas(placement.element, root, placement, spread))
        item = self._items.item(placement.element, suffix=placement.suffix, page=page.name)
        if item is None:
            return set()
        for page in on:
            placed = msgspec.structs.replace(item, matrix=then(root, page.to_page))
            laid.pages.setdefault(page.index, []).append(placed)
        return set(_frames_in(item))

    def _areas(self, element: Element, place: Matrix, placement: Placement, spread: SpreadSpot) -> dict[int, float | None]:
        """How much of an item lies on each page; by its own path, hidden or not."""
        box = bounds([path for path, _ in element_paths(element)]) if element.tag == "TextFrame" else self._items.box(element)
        pages = _pages(placement, spread)
        if box is None:
            return dict.fromkeys((page.index for page in pages), None)
        return {page.index: overlap(moved_box(box, then(place, page.to_page)), (0.0, 0.0, page.width_pt, page.height_pt)) for page in pages}


def _pages(placement: Placement, spread: SpreadSpot) -> list[PageSpot]:
    return [placement.only] if placement.only is not None else spread.pages


def _frames_in(item: Item) -> Iterator[str]:
    if item.frame is not None:
        yield item.frame
    for child in item.children:
        yield from _frames_in(child)


def _touches(box: Box, page: Box) -> bool:
    """A flat item (a line without weight) touches with an area of 0, a full one that only abuts does not."""
    area = overlap(box, page)
    flat = box[0] == box[2] or box[1] == box[3]
    return area is not None and (area > 0 or flat)


def _values(design: Designmap, preference: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in design.preference(preference).items()}


def _element(design: Designmap, preference: str) -> Element | None:
    found = design.preference(preference)
    return found if isinstance(found, Element) else None


def _running_lists(design: Designmap) -> dict[str, Count]:
    """The lists whose numbers go on from story to story."""
    lists = design.document.iterfind("NumberingList")
    return {each.get("Self", ""): new_count() for each in lists if flag(each.get("ContinueNumbersAcrossStories"))}


def _effects(design: Designmap, styles: ObjectStyles) -> EffectReader:
    light = design.preference("TransparencyPreference")
    angle, altitude = number(light.get("GlobalLightAngle"), 120.0), number(light.get("GlobalLightAltitude"), 30.0)
    return EffectReader(styles, light_angle=angle, light_altitude=altitude)


def _text_settings(design: Designmap) -> TextSettings:
    preference = design.preference("TextPreference")
    return TextSettings(
        superscript_size=percent(preference.get("SuperscriptSize"), 58.3),
        superscript_position=percent(preference.get("SuperscriptPosition"), 33.3),
        subscript_size=percent(preference.get("SubscriptSize"), 58.3),
        subscript_position=percent(preference.get("SubscriptPosition"), 33.3),
        small_cap=percent(preference.get("SmallCap"), 70.0),
    )


def _fonts(stories: list[Story]) -> tuple[tuple[str, str], ...]:
    """Every font that some text or marker uses, in order of appearance."""
    found: dict[tuple[str, str], None] = {}
    for story in stories:
        for paragraph in paragraphs_of(story.paragraphs):
            formats = [look for run in paragraph.runs if run.text or run.field or run.page_number for look in (run.format, *run.looks)]
            formats.extend(
                extra.format
                for extra in (paragraph.format.bullet, paragraph.format.drop_cap)
                if extra is not None and extra.format is not None
            )
            found.update(dict.fromkeys((format.family, format.style) for format in formats))
    return tuple(found)


def _font_names(fonts: Iterable[Element]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What Fonts.xml says that a family's style is called in its file."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for font in fonts:
        names = (font.get(name, "") for name in ("PostScriptName", "FullName", "FullNameNative"))
        asked = font.get("FontFamily", ""), font.get("FontStyleName", "")
        found[asked] = tuple(dict.fromkeys(name for name in names if name and not name.startswith("$ID/")))
    return found


def _language(stories: list[Story]) -> str:
    """The language of most characters, as BCP 47."""
    counts: Counter[str] = Counter()
    for story in stories:
        for paragraph in paragraphs_of(story.paragraphs):
            for run in paragraph.runs:
                counts[run.format.language] += len(run.text)
    counts.pop(NO_LANGUAGE, None)
    return counts.most_common(1)[0][0].replace("_", "-") if counts else "en-US"
