"""What a value moves: a box with GREP styles, a note, a table over two frames, balanced columns, a path, anchored objects."""

from tests.documents.rendering.idml_builder import build_idml, package, paragraph, rectangle, story, text_frame

STYLES = """
<ParagraphStyle Self="ParagraphStyle/$ID/NormalParagraphStyle" Name="$ID/NormalParagraphStyle" PointSize="9">
  <Properties><AppliedFont type="string">Liberation Sans</AppliedFont></Properties></ParagraphStyle>
<ParagraphStyle Self="ParagraphStyle/Box" Name="Box" ParagraphBorderOn="true" ParagraphBorderTopLineWeight="1"
  ParagraphBorderLeftLineWeight="3"
  ParagraphBorderBottomLineWeight="1" ParagraphBorderRightLineWeight="1" ParagraphBorderTopOffset="2" ParagraphBorderLeftOffset="2"
  ParagraphBorderBottomOffset="2" SpaceAfter="8" LeftIndent="6">
  <Properties><BasedOn type="string">$ID/NormalParagraphStyle</BasedOn><ParagraphBorderColor type="object">Color/Red</ParagraphBorderColor>
  <AllGREPStyles type="list"><ListItem type="record"><AppliedCharacterStyle type="object">CharacterStyle/Strong</AppliedCharacterStyle>
  <GrepExpression type="string">\\d+|taxi</GrepExpression></ListItem></AllGREPStyles></Properties></ParagraphStyle>
"""
STRONG = '<CharacterStyle Self="CharacterStyle/Strong" Name="Strong" FontStyle="Bold" FillColor="Color/Red"/>'
NOTES = '<FootnoteOption RuleOn="true" RuleLineWeight="0.5" RuleWidth="40" RuleOffset="2" Spacer="4"/>'
COLUMNS = """<TextFramePreference TextColumnCount="3" TextColumnGutter="10" VerticalBalanceColumns="true" ColumnRuleOverride="true"
  ColumnRuleStrokeWidth="0.5" ColumnRuleStrokeColor="Color/Blue"/>"""
BESIDE = """<AnchoredObjectSetting AnchoredPosition="Anchored" AnchorPoint="TopRightAnchor" HorizontalReferencePoint="TextFrame"
  VerticalReferencePoint="Capheight" AnchorXoffset="-3"/>"""
ABOVE = '<AnchoredObjectSetting AnchoredPosition="AboveLine" HorizontalAlignment="CenterAlign" AnchorSpaceAbove="2" AnchorYoffset="2"/>'
# Counter-clockwise, as InDesign writes ovals.
ROUND = (("-45 0", "-45 -25", "-45 25"), ("0 45", "-25 45", "25 45"), ("45 0", "45 25", "45 -25"), ("0 -45", "25 -45", "-25 -45"))
SHAPE = {"StrokeColor": "Color/Blue", "StrokeWeight": "0.5"}


def cell(column: int, row: int, text: str) -> str:
    look = 'FillColor="Color/Gold" FillTint="40"' if row == 0 else 'RotationAngle="270"' if (column, row) == (2, 2) else ""
    return f'<Cell Self="c{column}-{row}" Name="{column}:{row}" {look}>{story(text)}</Cell>'


def table() -> str:
    texts = {(1, 2): "<<Offer>>", (2, 2): "turned", (0, 0): "head"}
    cells = "".join(cell(column, row, texts.get((column, row), f"{column} · {row}")) for row in range(6) for column in range(3))
    rows = "".join(f'<Row Self="r{n}" Name="{n}" SingleRowHeight="18" MinimumHeight="3" AutoGrow="true"/>' for n in range(6))
    columns = "".join(f'<Column Self="k{n}" Name="{n}" SingleColumnWidth="{width}"/>' for n, width in enumerate((50, 80, 40)))
    return f'<Table Self="t1" HeaderRowCount="1" FooterRowCount="0">{rows}{columns}{cells}</Table>'


def circle(text_path: str) -> str:
    points = "".join(f'<PathPointType Anchor="{a}" LeftDirection="{left}" RightDirection="{right}"/>' for a, left, right in ROUND)
    path = f'<GeometryPathType PathOpen="false"><PathPointArray>{points}</PathPointArray></GeometryPathType>'
    return (
        '<Oval Self="o1" ItemTransform="1 0 0 1 330 250" StrokeColor="Color/Blue" StrokeWeight="0.5">'
        f"<Properties><PathGeometry>{path}</PathGeometry></Properties>{text_path}</Oval>"
    )


def template():
    note = "<Footnote>" + paragraph("<Content><?ACE 4?> With &lt;&lt;Offer&gt;&gt;.</Content>") + "</Footnote>"
    stories = {
        "s1": story("Dear <<Name>>, 3 taxis.", style="Box")
        + paragraph(f"<Br/><Content>A note</Content>{note}<Content> stands below.</Content><Br/>{table()}")
        + paragraph("<Br/><Content>After the table.</Content>"),
        "s2": story("Round and round for <<Name>> goes the text"),
        "s3": paragraph(
            "<Content>An object</Content>"
            + rectangle("a1", box=(0, 0, 12, 12), FillColor="Color/Blue", inner=BESIDE)
            + "<Content> beside &lt;&lt;Name&gt;&gt; and one above</Content>"
            + rectangle("a2", box=(0, 0, 40, 6), FillColor="Color/Red", inner=ABOVE)
            + "<Content> its line.</Content>"
        ),
        "s4": story(" ".join(f"word{number}" for number in range(28))),
        "s5": story("It grows: <<Offer>>"),
    }
    items = (
        text_frame("f1", story="s1", box=(20, 20, 200, 150), NextTextFrame="f2", **SHAPE)
        + text_frame("f2", story="s1", box=(210, 20, 390, 150), PreviousTextFrame="f1", **SHAPE)
        + circle('<TextPath Self="tp" ParentStory="s2" PathEffect="RainbowPathEffect"/>')
        + text_frame("f3", story="s3", box=(40, 165, 180, 215), **SHAPE)
        + text_frame("f4", story="s4", box=(20, 230, 250, 290), inner=COLUMNS, **SHAPE)
        + text_frame("f5", story="s5", box=(20, 300, 110, 312), inner='<TextFramePreference AutoSizingType="HeightOnly"/>')
    )
    return package(
        build_idml(
            stories=stories,
            spread_items=items,
            page_size=(410, 350),
            paragraph_styles=STYLES,
            character_styles=STRONG,
            preferences=NOTES,
        )
    )
