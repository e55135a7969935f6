"""InDesign's own PDFs: every word of ours stands where InDesign put it."""

import ctypes
from collections import defaultdict
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from django.conf import settings

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.idml import read_document
from documents.rendering.package import Package
from documents.rendering.text import compose

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus"
SPACES = {"\ufffe", "\u00ad", "\u0002"}


def then(first, second):
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def placed_frames(items, matrix=(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)):
    for item in items:
        whole = then(item.matrix, matrix)
        if item.frame:
            yield item.frame, whole
        yield from placed_frames(item.children, whole)


def words_of(letters):
    """(word, x, y of its first letter) from (letter, x, y); None between words."""
    found, word, start = [], "", None
    for entry in [*letters, None]:
        if entry is None or entry[0].isspace() or entry[0] in SPACES:
            if word:
                found.append((word, *start))
            word = ""
            continue
        if not word:
            start = entry[1:]
        word += entry[0]
    return found


def ours(document, library):
    placed = dict(placed_frames(document.pages[0].items))
    letters = []
    for story in document.stories:
        result = compose(story, document.frames, fonts=library, values={}, objects={}, settings=document.text_settings)
        for name, lines in result.lines.items():
            a, b, c, d, e, f = placed.get(name, (0, 0, 0, 0, -1e6, -1e6))
            for line in lines:
                letters.append(None)
                for run in line.runs:
                    x, y = run.x_pt, run.baseline_pt
                    for text, advance in zip(run.clusters, run.advances_pt, strict=True):
                        letters += [(letter, a * x + c * y + e, b * x + d * y + f) for letter in text]
                        x += advance
    return [word for part in split(letters) for word in words_of(part)]


def split(letters):
    parts = [[]]
    for entry in letters:
        if entry is None:
            parts.append([])
        else:
            parts[-1].append(entry)
    return parts


def indesigns(path):
    pdf = pdfium.PdfDocument(path)
    page = pdf[0]
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    letters = []
    for i in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        letters.append((chr(raw.FPDFText_GetUnicode(text, i)), x.value - left, top - y.value))
    found = words_of(letters)
    text.close()
    page.close()
    pdf.close()
    return found


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("folder", ["designs/p5-en", "designs/p5-fr", "unit/c-font_loading", "unit/c-4pages"])
def test_words_stand_where_indesign_put_them(folder):
    design = next((CORPUS / folder).glob("*.idml"))
    fonts = {
        path.name: path.read_bytes() for path in (CORPUS / folder / "Document fonts").iterdir() if path.suffix in (".ttf", ".otf", ".ttc")
    }
    document = read_document(Package(kind="idml", design=design.read_bytes(), fonts=fonts))

    places = defaultdict(list)
    for word, x, y in ours(document, FontLibrary(fonts, FontSources(system=False))):
        places[word].append((x, y))
    reference = [word for word in indesigns(CORPUS / folder / "expected.pdf") if len(word[0]) > 2]

    near = [word for word, x, y in reference if any(abs(its_x - x) < 0.05 and abs(its_y - y) < 0.05 for its_x, its_y in places[word])]
    assert reference
    assert len(near) >= 0.99 * len(reference)
