"""Layers of placed PDF and AI pages: what is switched off is taken out of their operators, and does not travel with the document."""

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Name, Operator

from documents.rendering.document import LayerChoice

MAX_BYTES = 10_000_000  # of operators: reading them takes a second or two a megabyte
PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
SHOWS = frozenset(("Tj", "TJ", "Do", "sh", "INLINE IMAGE"))
NEXT_LINE = frozenset(("'", '"'))

Key = tuple[int, int]


class TooLargeError(Exception):
    """Too many operators to look through."""


def strip_hidden(pdf: pikepdf.Pdf, page: pikepdf.Page, choices: Sequence[LayerChoice]) -> None:
    """Take out of a page what its hidden layers paint (PDF 32000 8.11).

    choices   of the design; layers it does not name are as the file's own default says
    raises    TooLargeError
    """
    hidden = _hidden(pdf, choices)
    if hidden:
        _Stripping(pdf, hidden).content(page.obj, page.resources)


def _hidden(pdf: pikepdf.Pdf, choices: Sequence[LayerChoice]) -> frozenset[Key]:
    properties = pdf.Root.get("/OCProperties")
    if properties is None:
        return frozenset()
    layers: list[Any] = list(properties.get("/OCGs", []))
    default: Any = properties.get("/D", {})
    off = {layer.objgen for layer in (layers if default.get("/BaseState") == Name.OFF else default.get("/OFF", []))}
    off -= {layer.objgen for layer in default.get("/ON", [])} - {layer.objgen for layer in default.get("/OFF", [])}
    for choice in choices:
        named = [layer.objgen for layer in layers if str(layer.get("/Name", "")) == choice.name]
        for key in [key for key in named if key[0] == choice.number] or named:
            off = off - {key} if choice.shown else off | {key}
    return frozenset(off)


class _Stripping:
    def __init__(self, pdf: pikepdf.Pdf, hidden: frozenset[Key]) -> None:
        self._pdf, self._hidden = pdf, hidden
        self._seen: set[Key] = set()
        self._bytes_left = MAX_BYTES

    def content(self, holder: Any, resources: Any) -> None:
        """The operators of a page or a form, and of the forms they draw."""
        self._bytes_left -= _length(holder)
        if self._bytes_left < 0:
            raise TooLargeError
        found = list(pikepdf.parse_content_stream(holder))
        kept = list(self._kept(found, resources))
        if len(kept) == len(found) and all(new is old for new, old in zip(kept, found, strict=True)):
            return
        data = pikepdf.unparse_content_stream(kept)
        if isinstance(holder, pikepdf.Stream):
            holder.write(data)
        else:
            holder["/Contents"] = self._pdf.make_stream(data)

    def _kept(self, found: Sequence[Any], resources: Any) -> Iterator[Any]:
        """Without what hidden layers paint; what they say of the state counts for what comes after them, and stays."""
        inside: list[bool] = []  # of each marked content that is open: whether it is hidden
        for instruction in found:
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BDC", "BMC"):
                inside.append(bool(inside and inside[-1]) or (operator == "BDC" and self._switches_off(operands, resources)))
            elif operator == "EMC" and inside:
                inside.pop()
            elif inside and inside[-1]:
                yield from _unpainted(instruction, operator)
                continue
            elif operator == "Do" and not self._draws(resources.get("/XObject", {}).get(str(operands[0])), resources):
                continue
            yield instruction

    def _switches_off(self, operands: Any, resources: Any) -> bool:
        if str(operands[0]) != "/OC":
            return False
        named = operands[1]
        return not self._visible(resources.get("/Properties", {}).get(str(named)) if isinstance(named, Name) else named)

    def _draws(self, drawn: Any, resources: Any) -> bool:
        """Whether an XObject is shown; a form's own operators are gone through once."""
        if drawn is None:
            return True
        if "/OC" in drawn and not self._visible(drawn.OC):
            return False
        if drawn.get("/Subtype") == Name.Form and drawn.objgen not in self._seen:
            self._seen.add(drawn.objgen)
            self.content(drawn, drawn.get("/Resources", resources))
        return True

    def _visible(self, group: Any) -> bool:
        """Of a layer, or of a membership in several."""
        if group is None:
            return True
        if group.get("/Type") != Name.OCMD:
            return group.objgen not in self._hidden
        layers = group.get("/OCGs", [])
        shown = [each.objgen not in self._hidden for each in (layers if isinstance(layers, pikepdf.Array) else [layers])]
        policy = str(group.get("/P", "/AnyOn"))
        if not shown:
            return True
        return {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}.get(policy, any(shown))


def _unpainted(instruction: Any, operator: str) -> Iterator[Any]:
    """What an operator does apart from painting."""
    if operator in PAINTS:
        yield ContentStreamInstruction([], Operator("n"))
    elif operator in NEXT_LINE:
        if operator == '"':
            yield ContentStreamInstruction([instruction.operands[0]], Operator("Tw"))
            yield ContentStreamInstruction([instruction.operands[1]], Operator("Tc"))
        yield ContentStreamInstruction([], Operator("T*"))
    elif operator not in SHOWS:
        yield instruction


def _length(holder: Any) -> int:
    """Of a page's or a form's operators, in bytes."""
    found = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents")
    return sum(len(each.read_bytes()) for each in (found if isinstance(found, pikepdf.Array) else [found] if found is not None else []))
