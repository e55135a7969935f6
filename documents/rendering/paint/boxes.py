"""Paths of the shadings and lines that belong to text: boxes with corners, and plain lines."""

from documents.rendering.document import Corner, SubPath
from documents.rendering.paint import geometry, outline
from documents.rendering.text.model import Area, BoxCorners, Stroke


def area_path(area: Area) -> SubPath:
    left, top, right, bottom = area.x_pt, area.y_pt, area.x_pt + area.width_pt, area.y_pt + area.height_pt
    return _cornered(geometry.polygon([(left, top), (left, bottom), (right, bottom), (right, top)]), area.corners)


def stroke_path(stroke: Stroke) -> SubPath:
    x, y = stroke.x_pt, stroke.y_pt
    turns = stroke.turns or ((stroke.width_pt, stroke.height_pt),)
    return _cornered(geometry.polygon([(x, y), *((x + across, y + down) for across, down in turns)], closed=stroke.closed), stroke.corners)


def _cornered(path: SubPath, corners: BoxCorners | None) -> SubPath:
    if corners is None:
        return path
    first, second, third, fourth = (Corner(corner.option, corner.radius_pt) for corner in corners)
    return outline.cornered(path, (first, second, third, fourth))
