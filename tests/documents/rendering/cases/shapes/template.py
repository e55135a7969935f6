"""Strokes by alignment and type, corners, a turned group, a hole, a spot tint, a shadow."""

from tests.documents.rendering.idml_builder import build_idml, package, page_item, rectangle

BLACK = {"StrokeColor": "Color/Black"}


def template():
    shadow = '<TransparencySetting><DropShadowSetting Mode="Drop" XOffset="6" YOffset="6" Size="8"/></TransparencySetting>'
    items = [
        rectangle(
            f"a{n}",
            box=(20 + 90 * n, 20, 80 + 90 * n, 60),
            FillColor="Color/Gold",
            FillTint=60,
            StrokeWeight=8,
            StrokeAlignment=at,
            **BLACK,
        )
        for n, at in enumerate(("InsideAlignment", "CenterAlignment", "OutsideAlignment"))
    ]
    items += [
        rectangle("b1", box=(20, 90, 80, 130), StrokeWeight=3, StrokeType="StrokeStyle/$ID/Dashed", EndCap="RoundEndCap", **BLACK),
        rectangle("b2", box=(110, 90, 170, 130), FillColor="Color/Red", CornerOption="RoundedCorner", CornerRadius=15),
        rectangle("b3", box=(200, 90, 260, 130), FillColor="Color/Blue", CornerOption="BevelCorner", CornerRadius=15),
        page_item(
            "Group", "g", box=(0, 0, 1, 1), inner=rectangle("c1", box=(0, 0, 60, 30), FillColor="Color/Red")
            + rectangle("c2", box=(10, 10, 50, 20), FillColor="Color/Paper"), ItemTransform="0.866 0.5 -0.5 0.866 50 150",
        ),
        rectangle("d1", box=(120, 160, 250, 200), FillColor="Color/Paper", StrokeWeight=0.5, inner=shadow, **BLACK),
    ]  # fmt: skip
    return package(build_idml(spread_items="".join(items), page_size=(290, 220)))
