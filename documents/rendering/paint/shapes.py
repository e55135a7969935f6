"""The shapes that cast effects, drawn by PDFium, and the soft masks that become of them."""

import zlib
from collections.abc import Sequence

from PIL import Image, ImageChops

from documents.rendering.document import Matrix
from documents.rendering.output import PdfDocument, pdfium_lock
from documents.rendering.paint import bevels, masks
from documents.rendering.paint.program import CATALOGUE, PAGE_TREE, RESOURCES, MaskJob
from documents.rendering.paint.syntax import Objects, concat, numbers, set_row

MAKE = {**masks.BEHIND, **masks.OVER, **masks.THROUGH, "bevel": bevels.bevel}


def write_masks(jobs: Sequence[MaskJob], *, before: bytes, rows: bytes | bytearray, resources: str, objects: Objects) -> None:
    """Make the masks of jobs, and write them under the numbers that are theirs.

    before      the file so far, and rows: its cross-reference table
    resources   the dictionary that the jobs' contents name
    """
    shapes = _shapes(_passing_pdf(jobs, before, rows, resources), len(jobs))
    for job, shape in zip(jobs, shapes, strict=True):
        mask = masks.noisy(MAKE[job.effect.kind](shape, job.effect.values, job.ppi / 72), job.effect.values)
        _write(job, ImageChops.multiply(mask, ImageChops.invert(shape)) if job.knocked_out else mask, objects)


def _write(job: MaskJob, mask: Image.Image, objects: Objects) -> None:
    size = f"/Width {mask.width}/Height {mask.height}"
    entries = f"/Type/XObject/Subtype/Image{size}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    image = objects.stream(entries, zlib.compress(mask.tobytes(), objects.level), compress=False)
    left, top, right, bottom = job.box
    content = f"q {concat((right - left, 0, 0, top - bottom, left, bottom))}/M Do Q".encode()
    group = "/Group<</S/Transparency/CS/DeviceGray>>"
    resources = f"/Resources<</XObject<</M {image} 0 R>>>>"
    objects.stream(f"/Type/XObject/Subtype/Form/BBox[{numbers(*job.box)}]{group}{resources}", content, at=job.form)


def _shapes(pdf: bytes, count: int) -> list[Image.Image]:
    """The alpha of each job's content, one page each."""
    with pdfium_lock:
        document = PdfDocument(pdf)
        try:
            found = []
            for index in range(count):
                bitmap = document[index].render(scale=1, fill_color=(0, 0, 0, 0), rev_byteorder=True)
                found.append(bitmap.to_pil().convert("RGBA").getchannel("A"))
            return found
        finally:
            document.close()


def _passing_pdf(jobs: Sequence[MaskJob], before: bytes, rows: bytes | bytearray, resources: str) -> bytes:
    own = Objects(start=len(before), first=len(rows) // 20)
    kids = []
    for job in jobs:
        scale = job.ppi / 72
        left, top, right, bottom = job.box
        height = (bottom - top) * scale
        onto: Matrix = (scale, 0, 0, -scale, -left * scale, height + top * scale)
        content = own.stream("", concat(onto).encode() + concat(job.matrix).encode() + job.content)
        box = f"[0 0 {numbers((right - left) * scale, height)}]"
        kids.append(own.write(f"<</Type/Page/Parent {PAGE_TREE} 0 R/MediaBox{box}/Contents {content} 0 R>>"))
    references = " ".join(f"{kid} 0 R" for kid in kids)
    own.write(f"<</Type/Pages/Count {len(kids)}/Kids[{references}]/Resources {RESOURCES} 0 R>>", at=PAGE_TREE)
    own.write(f"<</Type/Catalog/Pages {PAGE_TREE} 0 R>>", at=CATALOGUE)
    own.write(resources, at=RESOURCES)
    table = bytearray(rows) + b"0000000000 00000 f \n" * (own.next - len(rows) // 20)
    for at, offset in own.offsets.items():
        set_row(table, at, offset)
    head = f"xref\n0 {own.next}\n".encode()
    trailer = f"trailer\n<</Size {own.next}/Root {CATALOGUE} 0 R>>\nstartxref\n{own.position}\n%%EOF\n".encode()
    return b"".join((before, *own.parts, head, table, trailer))
