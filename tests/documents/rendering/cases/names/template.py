"""A letterhead's salutation in four looks: set, outlined, underlined on a tint, centred under opacity."""

from tests.documents.rendering.idml_builder import build_idml, package, paragraph, rectangle, text_frame

FONT = '<AppliedFont type="string">DejaVu Sans</AppliedFont>'
NAME = "<Content>&lt;&lt;Name&gt;&gt;</Content>"


def line(content: str = NAME, *, range_attributes: str = "", **look: object) -> str:
    return paragraph(content, properties=FONT, FontStyle="Book", range_attributes=range_attributes, **look)


def template():
    half = '<TransparencySetting><BlendingSetting Opacity="50"/></TransparencySetting>'
    stories = {
        "s1": line(f"<Content>Dear </Content>{NAME}<Content>,</Content>", PointSize=24),
        "s2": line(PointSize=40, FillColor="Swatch/None", StrokeColor="Color/Red", StrokeWeight=1.5),
        "s3": line(PointSize=18, Underline="true", FillColor="Color/Blue", HorizontalScale=130, Tracking=60),
        "s4": line(PointSize=30, range_attributes='Justification="CenterAlign"', Skew=15),
    }
    items = (
        rectangle("r1", box=(20, 150, 380, 190), FillColor="Color/Gold", FillTint=40)
        + text_frame("f1", story="s1", box=(20, 20, 380, 60))
        + text_frame("f2", story="s2", box=(20, 70, 380, 130))
        + text_frame("f3", story="s3", box=(26, 156, 380, 190))
        + text_frame("f4", story="s4", box=(20, 210, 380, 270), FillColor="Color/Black", FillTint=10, inner=half)
    )
    return package(build_idml(stories=stories, spread_items=items, page_size=(400, 290)))
