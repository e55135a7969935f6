"""Glyphs that bring their own colours: pictures (CBDT, sbix), coloured layers (COLR version 0) and paintings (version 1)."""

from collections.abc import Callable
from typing import Any

import uharfbuzz as hb
from PIL import Image

from documents.rendering.fonts import Face
from documents.rendering.paint import pictures
from documents.rendering.paint.embedding import UsedFont
from documents.rendering.paint.pictures import Picture
from documents.rendering.paint.syntax import concat, numbers
from documents.rendering.paint.unreadable import UnreadablePictureError

PAINTED_PX = 400  # of the em: a painting at 48 pt has 600 ppi
NO_PALETTE_ENTRY = 0xFFFF  # the layer takes the text's own colour


def can_draw(face: Face) -> bool:
    """SVG glyphs are not drawn."""
    colours: Any = face.hb_face
    return bool(colours.has_color_png or colours.has_color_layers or colours.has_color_paint)


def operators(face: Face, glyph: int, *, used: UsedFont, image: Callable[[Picture], str]) -> str:
    """One glyph in em coordinates (y up, 1 = the size); "" when it has no colours of its own.

    image   writes a picture and gives its resource name
    """
    source: Any = face.hb_face
    if source.has_color_png:
        return _picture(face, glyph, image)
    if source.has_color_paint and source.glyph_has_color_paint(glyph):
        return _painting(face, glyph, image)
    if source.has_color_layers:
        return _layers(source, glyph, used)
    return ""


def _picture(face: Face, glyph: int, image: Callable[[Picture], str]) -> str:
    font: Any = face.hb_font
    data, extents = font.get_glyph_color_png(glyph), font.get_glyph_extents(glyph)
    if not data or not data.data or extents is None:
        return ""
    try:
        name = image(pictures.read(bytes(data.data)))
    except UnreadablePictureError:
        return ""
    x, y, width, height = (v / face.upem for v in (extents.x_bearing, extents.y_bearing, extents.width, extents.height))
    return f"q {concat((width, 0, 0, -height, x, y + height))}/{name} Do Q\n"  # extents' height is negative: downwards


def _painting(face: Face, glyph: int, image: Callable[[Picture], str]) -> str:
    """HarfBuzz paints it: gradients, transformations and blending of every kind."""
    font: Any = face.hb_font
    extents = font.get_glyph_extents(glyph)
    if extents is None or not extents.width or not extents.height:
        return ""
    scale = PAINTED_PX / face.upem
    painting = hb.RasterPaint()
    painting.transform = (scale, 0.0, 0.0, scale, 0.0, 0.0)
    if not painting.set_glyph_extents(extents) or not painting.paint_glyph_or_fail(font, glyph):
        return ""
    done = painting.render()
    if done is None or not done.extents.width or not done.extents.height:
        return ""
    at = done.extents
    shown = Image.frombytes("RGBA", (at.width, at.height), bytes(done.buffer), "raw", "BGRa", at.stride, -1)  # rows from below
    left, bottom, width, height = (v / PAINTED_PX for v in (at.x_origin, at.y_origin, at.width, at.height))
    return f"q {concat((width, 0, 0, height, left, bottom))}/{image(pictures.of_image(shown))} Do Q\n"


def _layers(source: Any, glyph: int, used: UsedFont) -> str:
    layers = source.get_glyph_color_layers(glyph)
    if not layers:
        return ""
    palette = source.color_palettes[0].colors
    out = ["BT 0 Tr\n"]
    for layer in layers:
        used.glyphs.add(layer.glyph)
        if layer.color_index != NO_PALETTE_ENTRY:
            colour = palette[layer.color_index]
            out.append(f"{numbers(colour.red / 255, colour.green / 255, colour.blue / 255)} rg\n")
        out.append(f"/{used.resource(layer.glyph)} 1 Tf 1 0 0 1 0 0 Tm <{layer.glyph:04X}> Tj\n")
    return "".join(out) + "ET\n"
