"""Image fields: proportional and centred, filling, and a QR code beside its text."""

from tests.documents.rendering.idml_builder import build_idml, data_merge_destination, package, paragraph, rectangle, text_frame

FONT = '<AppliedFont type="string">DejaVu Sans</AppliedFont>'


def placeholder(item: str, field: str, kind: str = "Image") -> str:
    tag = "DataMergeImagePlaceholder" if kind == "Image" else "DataMergeQrcodePlaceholder"
    return f'<{tag} Self="ph{item}" Field="{field}" PlaceholderPageItem="{item}"/>'


def template():
    fit = {
        "p1": '<FrameFittingOption FittingOnEmptyFrame="Proportionally" FittingAlignment="CenterAnchor"/>',
        "p2": '<FrameFittingOption FittingOnEmptyFrame="FillProportionally" FittingAlignment="CenterAnchor"/>',
        "p3": "",
    }
    items = "".join(
        rectangle(
            key, box=(20 + 110 * n, 20, 120 + 110 * n, 100), inner=fit[key], ContentType="GraphicType", FillColor="Color/Black", FillTint=10
        )
        for n, key in enumerate(fit)
    )
    story = paragraph("<Content>&lt;&lt;Address&gt;&gt;</Content>", properties=FONT, FontStyle="Book", PointSize=10)
    merge = placeholder("p1", "Photo") + placeholder("p2", "Photo") + placeholder("p3", "Address", "QR")
    merge += data_merge_destination("p1", "Photo", prefix="IMG_")
    design = build_idml(
        stories={"s1": story},
        spread_items=items + text_frame("f1", story="s1", box=(20, 110, 340, 140)),
        page_size=(360, 150),
        designmap=merge,
    )
    return package(design)
