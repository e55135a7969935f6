"""What frames hold: placed pictures and pages (6), and places for fields' pictures."""

from documents.rendering.document import Graphic, Item, PictureField, Transparency
from documents.rendering.paint import clipping, extent, fitting, geometry, pages
from documents.rendering.paint.assets import PAGES, PICTURES, Assets
from documents.rendering.paint.canvas import Canvas, Place
from documents.rendering.paint.program import PicturePiece
from documents.rendering.paint.syntax import concat
from documents.rendering.paint.transparent import Part, Transparent


class Placing:
    """Operators of pictures, in the coordinates of their frame, which clips them."""

    def __init__(self, assets: Assets, transparent: Transparent) -> None:
        self.assets, self.transparent = assets, transparent

    def picture(self, item: Item, picture: PictureField, canvas: Canvas, place: Place, *, clip: str = "") -> None:
        """clip: of what the design itself has there, where the canvas does not clip already."""
        box = extent.own_box(item)
        if box is None:
            return
        placeholder = Canvas()
        if item.graphic:
            self.graphic(item.graphic, placeholder, place)
        shown = b"".join(p for p in placeholder.done() if isinstance(p, bytes)).decode("latin-1")
        canvas.add(
            PicturePiece(
                field=picture.field,
                qr=picture.qr,
                name=item.name,
                box=box,
                fitting=picture.fitting,
                align=picture.align,
                crop=picture.crop,
                scale=geometry.scale_of(place.page),
                fallback=f"q {clip}{shown}Q\n" if clip and shown else shown,
            )
        )
        canvas.transparent = canvas.transparent or placeholder.transparent

    def graphic(self, graphic: Graphic, canvas: Canvas, place: Place) -> None:
        """A picture, with the effects it has for itself."""
        if graphic.asset is None:
            return  # the frame alone (6.10)
        if graphic.transparency == Transparency():
            canvas.write(self._drawn(graphic, canvas))
            return
        box = extent.placed_box(graphic)
        part = Part(lambda c, _: c.write(self._drawn(graphic, c)), graphic.transparency, geometry.grown(box, 1.0), box, filled=True)
        self.transparent.paint(part, canvas, place.unmarked())

    def _drawn(self, graphic: Graphic, canvas: Canvas) -> str:
        if graphic.format in PICTURES and (found := self.assets.image(graphic)):
            name, picture = found
            canvas.transparent = canvas.transparent or picture.mask is not None
            left, top, right, bottom = graphic.bounds
            # A quarter turn shows in the bounds, whether InDesign has heeded it or not.
            turned = picture.orientation < 5 or (right - left > bottom - top) == (picture.width_px > picture.height_px)
            drawn = fitting.picture_operators(name, graphic.bounds, orientation=picture.orientation if turned else 1)
            return f"q {concat(graphic.matrix)}{self._clipped(graphic)}{drawn}Q\n"
        if graphic.format in PAGES and (page := self.assets.page(graphic)):
            canvas.transparent = canvas.transparent or page.transparent
            self._note_lacks(page)
            return f"q {concat(graphic.matrix)}{pages.clip_of(graphic.bounds)}{concat(page.matrix)}/{page.name} Do Q\n"
        if graphic.format not in (*PICTURES, *PAGES):
            self.assets.unreadable(graphic, f"it is of the kind {graphic.format}")
        return ""

    def _clipped(self, graphic: Graphic) -> str:
        """Operators of its clipping path; one that is a picture of its own is a mask of it."""
        clip = graphic.clip
        if clip is None or clip.kind == "edges":
            return ""
        found = clipping.operators(clip, self.assets.document.assets.get(graphic.asset or "", b""), graphic.bounds)
        if found is None:
            self.assets.lacks_path(graphic)
        return found or ""

    def _note_lacks(self, page: pages.PlacedPage) -> None:
        """What keeps a placed page from following PDF/UA-1; art without text does."""
        lacks = self.transparent.tagging.lacks
        if page.loose_fonts:
            lacks.add("placed pages whose fonts are not embedded")
        if page.marked:
            lacks.add("placed pages that are tagged in their own way, or whose text cannot be read")
