"""How far items reach: for forms' boxes, annotations, and the visible box of an anchored object."""

from collections.abc import Mapping

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Graphic, Item
from documents.rendering.paint import geometry, masks
from documents.rendering.text.model import AnchoredBox, FrameBox

TEXT_OVERHANG_PT = 60.0  # descenders of the last line, swashes, accents


def own_box(item: Item) -> Box | None:
    """The box of the item's own paths, in its inner coordinates, without its stroke."""
    return bounds(item.paths)


def placed_box(graphic: Graphic) -> Box:
    """The box of a placed picture, in its frame's coordinates."""
    return geometry.transformed(graphic.bounds, graphic.matrix)


def visible(item: Item) -> Box | None:
    """What a person sees of it, stroke included, in its parent's coordinates."""
    if item.kind == "group":
        box = geometry.union([b for child in item.children if (b := visible(child))])
    else:
        box = own_box(item)
        if box and item.stroke:
            outside = {"center": 0.5, "inside": 0.0, "outside": 1.0}[item.stroke.alignment]
            box = geometry.grown(box, item.stroke.weight_pt * outside)
    return geometry.transformed(box, item.matrix) if box else None


def reach(item: Item, frames: Mapping[str, FrameBox]) -> Box | None:
    """A box, in its parent's coordinates, that nothing the item paints leaves: mitres, line ends and text included, its effects not."""
    boxes = [b for child in item.children if (b := cast(child, frames))]
    own = own_box(item)
    if own:
        boxes.append(geometry.grown(own, 10 + 6 * item.stroke.weight_pt if item.stroke else 1.0))
    if item.frame and (frame := frames.get(item.frame)):
        box = (frame.left_pt, frame.top_pt, frame.left_pt + frame.width_pt, frame.top_pt + frame.height_pt)
        boxes.append(geometry.grown(box, TEXT_OVERHANG_PT))
    box_of_all = geometry.union(boxes)
    return geometry.transformed(box_of_all, item.matrix) if box_of_all else None


def cast(item: Item, frames: Mapping[str, FrameBox]) -> Box | None:
    """The same with what its effects cast; twice as far, since they are on the page, where a scaled item has other points."""
    box = reach(item, frames)
    far = max((masks.reach_pt(effect.kind, effect.values) for effect in item.transparency.effects), default=0.0)
    return geometry.grown(box, 2 * far) if box and far else box


def anchored_box(item: Item) -> AnchoredBox:
    """An anchored object as its line sees it (9.1): its origin lies at pen and baseline, unless it has a place of its own (9.2)."""
    box = visible(item) or (0.0, 0.0, 0.0, 0.0)
    if item.anchoring is not None:
        return AnchoredBox(item.id, 0.0, 0.0, anchoring=item.anchoring, box_pt=box, wraps=item.wraps)
    return AnchoredBox(item.id, max(0.0, box[2]), max(0.0, -box[1]), max(0.0, box[3]))
