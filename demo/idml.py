"""Writes an IDML package: the parts that IDML 7/8 asks for, from pages, items and stories given in points from the page's top left."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from demo.markup import NO_CHARACTER_STYLE, NO_PARAGRAPH_STYLE, Font, Style, element, properties, typed

PACKAGING = "http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MIMETYPE = "application/vnd.adobe.indesign-idml-package"
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="designmap.xml" media-type="text/xml"/></rootfiles></container>'
)
LANGUAGE = (
    '<Language Self="Language/$ID/English%3a UK" Name="$ID/English: UK" SingleQuotes="‘’" DoubleQuotes="“”" '
    'PrimaryLanguageName="$ID/English" SublanguageName="$ID/UK" Id="525" HyphenationVendor="Hunspell" SpellingVendor="Hunspell"/>'
)


@dataclass
class Design:
    """A document in the making. `pages` and `master` hold items' XML; a page's items are bottom first."""

    name: str
    width_pt: float
    height_pt: float
    bleed_pt: float
    colours: dict[str, tuple[int, int, int, int]]  # C M Y K
    fonts: list[Font]
    paragraph_styles: list[Style]
    character_styles: list[Style] = field(default_factory=list)
    master: str = ""
    pages: list[tuple[str, bool]] = field(default_factory=list)  # items, with the master's
    stories: dict[str, str] = field(default_factory=dict)
    placeholders: list[tuple[str, str]] = field(default_factory=list)  # Self of the text source, field

    @property
    def origin(self) -> tuple[float, float]:
        """The page's top left in its spread's coordinates, whose origin is the spread's centre."""
        return -self.width_pt / 2, -self.height_pt / 2

    def package(self) -> bytes:
        """The .idml: mimetype first and stored, every date the same, so that the same design gives the same bytes."""
        members = {"designmap.xml": self._designmap(), **self._resources(), **self._spreads(), **self._xml()}
        for key, content in self.stories.items():
            members[f"Stories/Story_{key}.xml"] = _part("Story", content)
        members["META-INF/container.xml"] = DECLARATION + CONTAINER
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            write(archive, "mimetype", MIMETYPE.encode(), stored=True)
            for path, text in members.items():
                write(archive, path, text.encode())
        return buffer.getvalue()

    def _designmap(self) -> str:
        parts = [("Graphic", "Resources/Graphic.xml"), ("Fonts", "Resources/Fonts.xml"), ("Styles", "Resources/Styles.xml")]
        parts += [("Preferences", "Resources/Preferences.xml"), ("Tags", "XML/Tags.xml")]
        spreads = [("MasterSpread", "MasterSpreads/MasterSpread_master.xml")] if self.master else []
        spreads += [("Spread", f"Spreads/Spread_spread{number}.xml") for number in range(1, len(self.pages) + 1)]
        stories = [("BackingStory", "XML/BackingStory.xml")] + [("Story", f"Stories/Story_{key}.xml") for key in self.stories]
        layer = element(
            "Layer", properties(typed("LayerColor", "enumeration", "LightBlue")), Self="layer", Name="Layer 1",
            Visible=True, Locked=False, IgnoreWrap=False, ShowGuides=True, LockGuides=False, UI=True, Expendable=True, Printable=True,
        )  # fmt: skip
        section = element(
            "Section", properties(typed("PageNumberStyle", "enumeration", "Arabic")), Self="section", Length=len(self.pages), Name="",
            ContinueNumbering=False, IncludeSectionPrefix=False, PageNumberStart=1, Marker="", PageStart="page1", SectionPrefix="",
        )  # fmt: skip
        content = LANGUAGE + _sources(parts) + layer + _sources(spreads) + section + _sources(stories) + self._hyperlinks()
        root = element(
            "Document", content, **{"xmlns:idPkg": PACKAGING}, DOMVersion="8.0", Self="d",
            StoryList=" ".join([*self.stories, "backing"]), Name=self.name, ZeroPoint="0 0", ActiveLayer="layer",
        )  # fmt: skip
        product = '<?aid style="50" type="document" readerVersion="6.0" featureSet="257" product="8.0(370)" ?>\n'
        return DECLARATION + product + root

    def _hyperlinks(self) -> str:
        """Data Merge's placeholders: a hidden destination for each field, a hyperlink for each place it stands."""
        fields = list(dict.fromkeys(name for _, name in self.placeholders))
        keys = {name: number for number, name in enumerate(fields, start=1)}
        written = ""
        for name in fields:
            target = f"DBF_{name}"
            written += element(
                "HyperlinkURLDestination", Self=f"HyperlinkURLDestination/{target}", DestinationUniqueKey=keys[name],
                Name=target, DestinationURL=target, Hidden=True,
            )  # fmt: skip
        for number, (source, name) in enumerate(self.placeholders, start=1):
            target = properties(
                typed("BorderColor", "enumeration", "Black"), typed("Destination", "object", f"HyperlinkURLDestination/DBF_{name}")
            )
            written += element(
                "Hyperlink", target, Self=f"hyperlink{number}", Name=f"Hyperlink {number}", Source=source, Visible=False,
                Highlight="None", Width="Thin", BorderStyle="Solid", Hidden=False, DestinationUniqueKey=keys[name],
            )  # fmt: skip
        return written

    def _resources(self) -> dict[str, str]:
        return {
            "Resources/Graphic.xml": _part("Graphic", "".join(self._swatches())),
            "Resources/Fonts.xml": _part("Fonts", "".join(self._families())),
            "Resources/Styles.xml": _part("Styles", self._styles()),
            "Resources/Preferences.xml": _part("Preferences", self._preferences()),
        }

    def _swatches(self) -> Iterable[str]:
        fixed = {"Black": ((0, 0, 0, 100), "Specialblack"), "Paper": ((0, 0, 0, 0), "Specialpaper")}
        for name, (values, override) in fixed.items():
            yield _colour(name, values, override=override, removable=False)
        yield _colour("Registration", (100, 100, 100, 100), override="Specialregistration", removable=False, model="Registration")
        for name, values in self.colours.items():
            yield _colour(name, values)
        for number, (ink, angle) in enumerate((("Cyan", 75), ("Magenta", 15), ("Yellow", 0), ("Black", 45)), start=1):
            name = f"$ID/Process {ink}"
            yield element(
                "Ink", Self=f"Ink/{name}", Name=name, Angle=angle, Frequency=70, PrintInk=True, TrapOrder=number, InkType="Normal"
            )
        yield element(
            "Swatch", Self="Swatch/None", Name="None", ColorEditable=False, ColorRemovable=False, Visible=True, SwatchCreatorID=7937
        )
        for name in ("Solid", "Dashed"):
            yield element("StrokeStyle", Self=f"StrokeStyle/$ID/{name}", Name=f"$ID/{name}")

    def _families(self) -> Iterable[str]:
        for number, family in enumerate(dict.fromkeys(font.family for font in self.fonts), start=1):
            faces = ""
            for font in (font for font in self.fonts if font.family == family):
                name = f"{family} {font.style}"
                faces += element(
                    "Font", Self=f"family{number}Fontn{name}", FontFamily=family, Name=name, PostScriptName=font.postscript_name,
                    Status="Installed", FontStyleName=font.style, FontType=font.kind, WritingScript=0, FullName=name,
                    FullNameNative=name, FontStyleNameNative=font.style, PlatformName="$ID/", Version="1.0",
                )  # fmt: skip
            yield element("FontFamily", faces, Self=f"family{number}", Name=family)

    def _styles(self) -> str:
        root_character = element("CharacterStyle", Self=NO_CHARACTER_STYLE, Imported=False, Name="$ID/[No character style]")
        root_paragraph = element(
            "ParagraphStyle",
            properties(
                typed("Leading", "enumeration", "Auto"),
                typed("AppliedFont", "string", self.fonts[0].family),
                element("TabList", type="list"),
            ),
            Self=NO_PARAGRAPH_STYLE, Name="$ID/[No paragraph style]", Imported=False, FillColor="Color/Black",
            FontStyle=self.fonts[0].style, PointSize=12, AppliedLanguage="$ID/English: UK", Hyphenation=True, Justification="LeftAlign",
            Composer="HL Composer", KerningMethod="$ID/Metrics", Ligatures=True, AutoLeading=120,
        )  # fmt: skip
        normal = element(
            "ParagraphStyle", properties(typed("BasedOn", "string", "$ID/[No paragraph style]")),
            Self="ParagraphStyle/$ID/NormalParagraphStyle", Name="$ID/NormalParagraphStyle", Imported=False,
        )  # fmt: skip
        nothing = {"FillColor": "Swatch/None", "FillTint": -1, "StrokeWeight": 0, "StrokeColor": "Swatch/None"}
        objects = element("ObjectStyle", Self="ObjectStyle/$ID/[None]", Name="$ID/[None]", AppliedParagraphStyle="n", **nothing)
        return (
            element(
                "RootCharacterStyleGroup", root_character + "".join(s.written("CharacterStyle") for s in self.character_styles), Self="rcs"
            )
            + element(
                "RootParagraphStyleGroup",
                root_paragraph + normal + "".join(style.written("ParagraphStyle") for style in self.paragraph_styles),
                Self="rps",
            )
            + element("RootObjectStyleGroup", objects, Self="ros")
        )

    def _preferences(self) -> str:
        bleed = {f"DocumentBleed{side}Offset": self.bleed_pt for side in ("Top", "Bottom", "InsideOrLeft", "OutsideOrRight")}
        document = element(
            "DocumentPreference", PageHeight=round(self.height_pt, 3), PageWidth=round(self.width_pt, 3), PagesPerDocument=len(self.pages),
            FacingPages=False, **bleed, DocumentBleedUniformSize=True, Intent="PrintIntent", PageBinding="LeftToRight",
        )  # fmt: skip
        text = element(
            "TextPreference", TypographersQuotes=True, UseOpticalSize=True, SuperscriptSize=58.3, SubscriptSize=58.3, SmallCap=70
        )
        transparency = element("TransparencyPreference", BlendingSpace="CMYK")
        if not self.placeholders:
            return document + text + transparency
        merge = element("DataMerge", DataSourceFileType="CommaSeparated", DataSourceFile=f"{self.name}.csv")
        option = element(
            "DataMergeOption", FittingOption="Proportional", CenterImage=False, LinkImages=True, RemoveBlankLines=False,
            CreateNewDocument=False, DocumentSize=50,
        )  # fmt: skip
        return document + text + transparency + merge + option

    def _page(self, key: str, name: str, *, master: str) -> str:
        x, y = self.origin
        margins = element("MarginPreference", ColumnCount=3, ColumnGutter=18, Top=48, Bottom=48, Left=48, Right=48)
        return element(
            "Page", margins, Self=key, Name=name, GeometricBounds=f"0 0 {self.height_pt:.3f} {self.width_pt:.3f}",
            ItemTransform=f"1 0 0 1 {x:.3f} {y:.3f}", AppliedMaster=master, MasterPageTransform="1 0 0 1 0 0", OverrideList="",
            TabOrder="", GridStartingPoint="TopOutside", UseMasterGrid=True,
        )  # fmt: skip

    def _spreads(self) -> dict[str, str]:
        written = {}
        if self.master:
            page = self._page("masterpage", "A", master="n")
            spread = element(
                "MasterSpread", page + self.master, Self="master", Name="A-Master", NamePrefix="A", BaseName="Master",
                ItemTransform="1 0 0 1 0 0", ShowMasterItems=True, PageCount=1, OverriddenPageItemProps="", PrimaryTextFrame="n",
            )  # fmt: skip
            written["MasterSpreads/MasterSpread_master.xml"] = _part("MasterSpread", spread)
        for number, (items, with_master) in enumerate(self.pages, start=1):
            page = self._page(f"page{number}", str(number), master="master" if with_master and self.master else "n")
            down = (number - 1) * (self.height_pt + 144)  # spreads lie under each other on InDesign's pasteboard
            spread = element(
                "Spread", page + items, Self=f"spread{number}", PageCount=1, BindingLocation=0, AllowPageShuffle=True,
                ShowMasterItems=True, ItemTransform=f"1 0 0 1 0 {down:.3f}",
            )  # fmt: skip
            written[f"Spreads/Spread_spread{number}.xml"] = _part("Spread", spread)
        return written

    def _xml(self) -> dict[str, str]:
        tag = element("XMLTag", properties(typed("TagColor", "enumeration", "LightBlue")), Self="XMLTag/Root", Name="Root")
        root = element(
            "CharacterStyleRange", element("XMLElement", Self="di", MarkupTag="XMLTag/Root"), AppliedCharacterStyle=NO_CHARACTER_STYLE
        )
        root = element("ParagraphStyleRange", root, AppliedParagraphStyle="ParagraphStyle/$ID/NormalParagraphStyle")
        story = element("XmlStory", root, Self="backing", AppliedTOCStyle="n", TrackChanges=False, StoryTitle="$ID/", AppliedNamedGrid="n")
        return {"XML/Tags.xml": _part("Tags", tag), "XML/BackingStory.xml": _part("BackingStory", story)}


def write(archive: zipfile.ZipFile, path: str, data: bytes, *, stored: bool = False) -> None:
    info = zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0))
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, None if stored else 9)


def _part(name: str, content: str) -> str:
    return DECLARATION + element(f"idPkg:{name}", content, **{"xmlns:idPkg": PACKAGING}, DOMVersion="8.0")


def _sources(parts: Iterable[tuple[str, str]]) -> str:
    return "".join(element(f"idPkg:{name}", src=path) for name, path in parts)


def _colour(
    name: str, values: tuple[int, int, int, int], *, override: str = "Normal", removable: bool = True, model: str = "Process"
) -> str:
    return element(
        "Color", Self=f"Color/{name}", Name=name, Model=model, Space="CMYK", ColorValue=" ".join(map(str, values)), ColorOverride=override,
        AlternateSpace="NoAlternateColor", AlternateColorValue="", ColorEditable=removable, ColorRemovable=removable, Visible=True,
        SwatchCreatorID=7937,
    )  # fmt: skip
