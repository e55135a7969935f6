"""What stands round a paragraph's fields: shaped, measured and searched for line ends once. A document adds its own words.

Words are shaped together with some of what stands beside them. Where HarfBuzz says that nothing reaches over the seam, the text is as if it
had been shaped as a whole; where it does not, and for all that is unusual, the paragraph is measured as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from msgspec.structs import replace

from documents.rendering.text.blocks import Block, Part
from documents.rendering.text.hyphenation import WORD
from documents.rendering.text.measuring import Item, KnownRest, Measured, Places
from documents.rendering.text.model import Paragraph
from documents.rendering.text.rest import MOST_PLACES
from documents.rendering.text.scripts import LATIN_ONLY
from documents.rendering.text.shaping import Glyphs, Seams, ShapeCache, shape
from documents.rendering.text.source import CONTROL, Source, Span, read, shown
from documents.rendering.text.styles import Style, StyleBook

CONTEXT = 12  # characters beside new words that they are shaped with, at the least: as many as a font's rules look at together
SCRIPT = "Latn"
PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2013\u2014\u2018-\u201f\u2026\u20ac]*")
EXAMPLE = "Name"  # what is put for a field to find out what stands round it
MOST_PARAGRAPHS = 500


Beside = tuple[str, tuple[object, ...]]  # text, and how it is shaped


class Gap:
    """The words with fields in them between two blocks: (number of the span, its text; None: a field's).

    before, after   what stands beside it, to shape it with; None: nothing does
    """

    def __init__(self, pieces: Sequence[tuple[int, str | None]], *, before: Beside | None, after: Beside | None) -> None:
        self.pieces, self.before, self.after = pieces, before, after


class Surroundings:
    """Of one paragraph. spans: one for each of its runs, with the fields' own."""

    def __init__(self, measured: Measured, dynamic: Mapping[int, str], blocks: Sequence[Block | Gap]) -> None:
        self.paragraph = measured.paragraph
        self.spans = measured.source.spans
        self.dynamic = dynamic
        self.blocks = blocks
        last = blocks[-1]
        self.rest = KnownRest(len(last.places)) if isinstance(last, Block) and len(last.places) < MOST_PLACES else None
        rules = self.paragraph.format.hyphenation
        self.rules = replace(rules, last_word=True) if rules is not None else None  # the last block ends with a word of its own

    def measure(self, values: Mapping[str, str]) -> Measured | None:
        """The paragraph with these values; None where one of them is unusual."""
        texts: dict[int, str] = {}
        for number, field in self.dynamic.items():
            value = values[field]
            if not PLAIN.fullmatch(value):
                return None
            texts[number] = shown(self.spans[number].style.format, value)
        blocks: list[Block] = []
        for each in self.blocks:
            block = each if isinstance(each, Block) else self._filled(each, texts)
            if block is None:
                return None
            blocks.append(block)
        return self._joined(blocks, texts)

    def _filled(self, gap: Gap, texts: Mapping[int, str]) -> Block | None:
        """The gap with a document's words."""
        bits: list[tuple[int, Style]] = []  # where each ends, and its style
        text = ""
        for number, piece in gap.pieces:
            text += texts[number] if piece is None else piece
            if text and (not bits or len(text) > bits[-1][0]):
                bits.append((len(text), self.spans[number].style))
        if not bits:
            return None
        before = gap.before[0] if gap.before and gap.before[1] == bits[0][1].shaping else ""
        after = gap.after[0] if gap.after and gap.after[1] == bits[-1][1].shaping else ""
        parts = _shaped(before, text, after, bits)
        if parts is None:
            return None
        block = Block(text, parts)
        ends = [end for end, _ in bits]
        found = block.search(self.paragraph.format, lambda place: bits[bisect_right(ends, place)][1], self.rules, first=gap.before is None)
        return block if found else None

    def _joined(self, blocks: Sequence[Block], texts: Mapping[int, str]) -> Measured:
        spans: list[Span] = []
        at = 0
        for number, span in enumerate(self.spans):
            length = len(texts[number]) if number in texts else span.end - span.start
            if length:
                spans.append(span.moved(at, at + length))
                at += length
        source = Source("".join([block.text for block in blocks]), spans, dynamic=True)
        widths: list[float] = []
        spaces: list[float] = []
        for block in blocks:
            widths += block.widths
            spaces += block.spaces
        measured = Measured.of_items(self.paragraph, source, list(_items(source, blocks)), widths=widths, spaces=[0.0, *accumulate(spaces)])
        measured.known = _line_ends(blocks, measured.x, self.rest)
        return measured


def _shaped(before: str, text: str, after: str, bits: Sequence[tuple[int, Style]]) -> list[Part] | None:
    """Glyphs of the text alone; None where something reaches over its ends, or the font lacks a character."""
    parts = []
    start = 0
    for number, (end, style) in enumerate(bits):
        if number + 1 < len(bits) and bits[number + 1][1].shaping == style.shaping:
            continue
        left, right = before if start == 0 else "", after if end == len(text) else ""
        glyphs = shape(f"{left}{text[start:end]}{right}", 0, len(left) + end - start + len(right), style=style, script=SCRIPT, rtl=False)
        low, high = len(left), len(left) + end - start
        if glyphs.missing or (left and not glyphs.parts_at(low)) or (right and not glyphs.parts_at(high)):
            return None
        parts.append(Part(start, end, glyphs, shift=start - low))
        start = end
    return parts


def _items(source: Source, blocks: Sequence[Block]) -> Iterator[Item]:
    """Stretches that are shaped as one, of the blocks' parts."""
    parts = _placed(blocks)
    spans, first = source.spans, 0
    for number in range(1, len(spans) + 1):
        if number < len(spans) and spans[number].style.shaping == spans[first].style.shaping:
            continue
        item = Item(spans[first].start, spans[number - 1].end, level=0, script=SCRIPT, spans=spans[first:number])
        its = []
        for at, part in parts:
            its.append((at, part))
            if at + part.end == item.end:
                break
        item.glyphs = _one(its, item)
        yield item
        first = number


def _placed(blocks: Sequence[Block]) -> Iterator[tuple[int, Part]]:
    at = 0
    for block in blocks:
        for part in block.parts:
            yield at, part
        at += len(block.text)


def _one(parts: Sequence[tuple[int, Part]], item: Item) -> Glyphs:
    ids: list[int] = []
    clusters: list[int] = []
    advances: list[float] = []
    for at, part in parts:
        ids += part.ids
        clusters += [cluster + at for cluster in part.clusters] if at else part.clusters
        advances += part.advances
    glyphs = Glyphs(ids, clusters, advances, rtl=False)
    if any(part.offsets for _, part in parts):
        glyphs.offsets = [offset for _, part in parts for offset in part.offsets or [(0.0, 0.0)] * len(part.ids)]
    glyphs.cuts = Seams([(at + part.start, part.glyphs, at + part.shift) for at, part in parts])
    glyphs.plain = clusters == list(range(item.start, item.end))
    return glyphs


def _line_ends(blocks: Sequence[Block], x: Sequence[float], rest: KnownRest | None) -> Places:
    places, visible, reach, hyphens = [0], [0], [0.0], set[int]()
    at = 0
    for block in blocks:
        places += [at + place for place in block.places]
        seen = [at + place for place in block.visible]
        visible += seen
        reach += [x[place] - less + behind for place, less, behind in zip(seen, block.less, block.behind, strict=True)]
        hyphens.update([at + place for place in block.hyphens])
        at += len(block.text)
    return Places(places, visible, reach, hyphens, rest)


class AllSurroundings:
    """Of the paragraphs with fields of one font library, by identity and by which fields have a value."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[Paragraph, Surroundings | None]] = {}

    def of(self, paragraph: Paragraph, values: Mapping[str, str], *, styles: StyleBook, cache: ShapeCache) -> Surroundings | None:
        given = tuple([run.field in values for run in paragraph.runs])
        if True not in given:
            return None
        key = (id(paragraph), given)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_PARAGRAPHS:
                return None
            known = self._known[key] = paragraph, _learnt(paragraph, values, styles=styles, cache=cache)
        return known[1]


def _learnt(paragraph: Paragraph, values: Mapping[str, str], *, styles: StyleBook, cache: ShapeCache) -> Surroundings | None:
    """None: nothing stands round its fields, or it is more than plain text."""
    if not _is_plain(paragraph):
        return None
    examples = {run.field: EXAMPLE for run in paragraph.runs if run.field is not None and run.field in values}
    runs = [run for run in paragraph.runs if run.text or run.field in examples]
    measured = Measured(paragraph, read(paragraph, values=examples, frame=None, styles=styles), cache=cache, objects={})
    spans, text = measured.source.spans, measured.text
    if len(spans) != len(runs) or measured.levels or not LATIN_ONLY.fullmatch(text) or CONTROL.search(text):
        return None
    if any(item.glyphs is None or item.glyphs.missing for item in measured.items):
        return None
    if any(_is_special(span.style) for span in spans):
        return None
    dynamic = {number: run.field for number, run in enumerate(runs) if run.field is not None and run.field in examples}
    context = max([CONTEXT, *(item.style.face.longest_context for item in measured.items)])
    blocks = _blocks(measured, dynamic, context)
    return Surroundings(measured, dynamic, blocks) if blocks else None


def _is_special(style: Style) -> bool:
    form = style.format
    return style.synthetic_caps or style.whole or form.direction != "auto" or form.east_asian is not None


def _is_plain(paragraph: Paragraph) -> bool:
    form = paragraph.format
    if paragraph.rules or form.drop_cap or form.bullet or form.direction == "rtl" or form.word_spacing[1] != 1.0 or form.mojikumi != "none":
        return False
    return all(
        run.object is None and run.page_number is None and run.special is None and run.table is None and run.note is None
        for run in paragraph.runs
    )


def _blocks(measured: Measured, dynamic: Mapping[int, str], context: int) -> list[Block | Gap] | None:
    """The paragraph in known blocks and the gaps between them."""
    blocks: list[Block | Gap] = []
    text, at = measured.text, 0
    known = list(_known(measured, dynamic, context))
    rules = measured.paragraph.format.hyphenation
    if rules is not None and not rules.last_word and (not known or known[-1][1] != len(text) or not WORD.search(text, known[-1][0])):
        return None
    for start, end in known:
        if at < start:
            blocks.append(_gap(measured, dynamic, at, start, context))
        block = Block(text[start:end], list(_parts(measured, start, end)))
        own = rules if end == len(text) or rules is None else replace(rules, last_word=True)
        if not block.search(measured.paragraph.format, partial(_style_behind, measured, start), own, first=not start):
            return None
        blocks.append(block)
        at = end
    if known and at < len(text):
        blocks.append(_gap(measured, dynamic, at, len(text), context))
    return blocks


def _style_behind(measured: Measured, start: int, place: int) -> Style:
    return measured.style_at(start + place)


def _known(measured: Measured, dynamic: Mapping[int, str], context: int) -> Iterator[tuple[int, int]]:
    """What lies between fields, from the first word's beginning to that of the last."""
    spans, text = measured.source.spans, measured.text
    edges = [0, *(edge for number in dynamic for edge in (spans[number].start, spans[number].end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = [
            place for place in range(start + 1, end) if text[place - 1] == " " and not text[place].isspace() and _parts_at(measured, place)
        ]
        low = 0 if start == 0 else words[0] if words else end
        high = len(text) if end == len(text) else words[-1] if words else 0
        if high - low >= context:
            yield low, high


def _parts_at(measured: Measured, place: int) -> bool:
    item = next(iter(measured.items_between(place, place + 1)))
    return item.start == place or (item.glyphs is not None and item.glyphs.parts_at(place))


def _parts(measured: Measured, start: int, end: int) -> Iterator[Part]:
    for item in measured.items_between(start, end):
        assert item.glyphs is not None
        yield Part(max(item.start, start) - start, min(item.end, end) - start, item.glyphs, shift=-start)


def _gap(measured: Measured, dynamic: Mapping[int, str], start: int, end: int, context: int) -> Gap:
    pieces = [
        (number, None if number in dynamic else measured.text[max(start, span.start) : min(end, span.end)])
        for number, span in enumerate(measured.source.spans)
        if span.start < end and span.end > start
    ]
    before = after = None
    if start:
        item = next(iter(measured.items_between(start - 1, start)))
        before = measured.text[max(item.start, start - context) : start], item.style.shaping
    if end < len(measured.text):
        item = next(iter(measured.items_between(end, end + 1)))
        after = measured.text[end : min(item.end, end + context)], item.style.shaping
    return Gap(pieces, before=before, after=after)
