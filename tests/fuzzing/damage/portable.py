"""PDFs whose objects say something else: rings, lies about lengths and places, forms, inks, filters, encryption, XFA."""

import io
import itertools
import re
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

ODD_NUMBERS = (0, -1, 1, 2, 7, 255, 65536, 2**31 - 1, -(2**31), 2**53, 0.5, -0.0001, Decimal("1e20"), Decimal("-1e20"), 3.4e38, 90, 45)
FILTERS = (
    "JBIG2Decode",
    "JPXDecode",
    "DCTDecode",
    "CCITTFaxDecode",
    "LZWDecode",
    "RunLengthDecode",
    "ASCII85Decode",
    "Crypt",
    "FlateDecode",
    "Nonsense",
)
MEDIA_BOXES = ([0, 0, 1e6, 1e6], [0, 0, 0, 0], [0, 0, -100, -100], [0, 0, 14400, 14400], [0, 0, 1e-5, 1e-5], [0, 0], [0, 0, 3e38,
    3e38], [500, 500, 0, 0],
               [-1e9, -1e9, -1e9 + 50, -1e9 + 50], ["a", "b", "c", "d"], [0, 0, 20000, 3], [0, 0, 1e15, 10])  # fmt: skip
SYNTAX = (b"q " * 5000, b"Q " * 50, b"/F0 1e38 Tf", b"1e38 0 0 1e38 0 0 cm ", b"[", b"<<", b"(", b"BI /W 9 /H 9 ID xx EI ",
    b"/A Do " * 300, b"/Nope Do ", b"BT " * 99,
          b"0 0 0 0 0 0 cm ", b"/P cs /P scn ", b"-1 w [0 0] 0 d ", b"/S sh " * 50, b"99999999999999999999 w ",
          b"BI /W 99999 /H 99999 /BPC 8 ID EI ")  # fmt: skip
WORDS = ("", "x" * 70_000, "\u202eabc", "a\0b", "é" * 300, "a.b.c", ".", "..", "\ud800", "First Name", "/Helv 0 Tf", "<script>")


def objects_odd(rng: Random, pdf: Pdf) -> None:
    """Entries of any dictionary are something else; a rare key as often as a frequent one."""
    for _ in range(rng.choice((1, 1, 2, 6))):
        holder, key = _entry(rng, pdf)
        holder[key] = _odd(rng, pdf, holder)


def entries_removed(rng: Random, pdf: Pdf) -> None:
    for _ in range(rng.choice((1, 2, 10))):
        holder, key = _entry(rng, pdf)
        del holder[key]


def rings(rng: Random, pdf: Pdf) -> None:
    """Kids of themselves, parents of their parents, forms that draw themselves."""
    holders = _dictionaries(pdf)
    for _ in range(rng.choice((1, 3))):
        holder, target = rng.choice(holders), rng.choice(holders)
        key = rng.choice(
            ("/Kids", "/Parent", "/Fields", "/Annots", "/AP", "/XObject", "/Resources", "/Prev", "/Next", "/SMask", "/Font", "/First")
        )
        many = key in ("/Kids", "/Fields", "/Annots")
        victim = rng.choice((holder, target))
        if victim.is_indirect:
            holder[key] = Array([victim]) if many else victim if rng.random() < 0.5 else Dictionary({"/A": victim, "/N": victim})


def page_tree(rng: Random, pdf: Pdf) -> None:
    tree = pdf.Root.Pages
    kind = rng.randrange(7)
    if kind == 0:
        tree.Kids.append(tree)
    elif kind == 1:
        tree.Count = rng.choice((0, -1, 10**6, 2**31 - 1))
    elif kind == 2:
        tree.Kids = Array([])
    elif kind == 3:
        node = tree
        for _ in range(rng.choice((10, 600))):
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=1))
        pdf.Root.Pages = node
    elif kind == 4:
        tree.Kids.extend([tree.Kids[0]] * rng.choice((1, 20)))
    elif kind == 5:
        del pdf.Root["/Pages"]
    else:
        pdf.pages[0].obj["/Type"] = Name.Pages


def boxes(rng: Random, pdf: Pdf) -> None:
    box = rng.choice(MEDIA_BOXES)
    made = Array([String(part) if isinstance(part, str) else part for part in box])
    page = rng.choice(list(pdf.pages)).obj
    holder = rng.choice([page, page, *[each for each in _dictionaries(pdf) if "/Rect" in each or "/BBox" in each]])
    key = next((name for name in ("/Rect", "/BBox") if name in holder), rng.choice(("/MediaBox", "/CropBox")))
    holder[key] = made
    if rng.random() < 0.3:
        page["/Rotate"] = rng.choice((90, 180, 45, -90, 10**9, Name.X))
    if rng.random() < 0.3:
        page["/UserUnit"] = rng.choice((0, -1, 75000, 1e-9))


def contents(rng: Random, pdf: Pdf) -> None:
    """A stream's operators, or its dictionary."""
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    if not streams:
        return
    victim = rng.choice(streams)
    data = _read(victim)
    kind = rng.randrange(5)
    at = rng.randrange(len(data) + 1)
    if kind < 2:
        victim.write(data[:at] + rng.choice(SYNTAX) + data[at:])
    elif kind == 2:
        victim.write(rng.randbytes(rng.choice((0, 10, 3000))), filter=Name("/" + rng.choice(FILTERS)))
    elif kind == 3:
        victim.write(data[: at // 2] + rng.randbytes(8) + data[at:])
    else:
        names = [Name("/" + rng.choice(FILTERS)) for _ in range(rng.choice((1, 2, 60)))]
        victim.write(data, filter=Array(names), decode_parms=Array([Dictionary(Predictor=15, Columns=2**30)] * len(names)))


def bombs(rng: Random, pdf: Pdf) -> None:
    """A stream that grows, or fields, pages and kids by the thousand."""
    kind = rng.randrange(4)
    if kind == 0:
        pdf.pages[0].obj.Contents = pdf.make_stream(rng.choice((bytes(60 << 20), b"0 0 9 9 re f\n" * 300_000)))
    elif kind == 1:
        pdf.pages[0].obj.Contents = Array([pdf.make_stream(b"q 0 0 5 5 re f Q")] * 5000)
    elif kind == 2:
        forms = [
            pdf.make_stream(b"/A Do /A Do /A Do /A Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99])) for _ in range(20)
        ]
        for outer, inner in itertools.pairwise(forms):
            outer.Resources = Dictionary(XObject=Dictionary(A=inner))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=forms[0]))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/A Do")
    else:
        size = rng.choice((2**31 - 1, 60_000))
        image = pdf.make_stream(
            b"x", Type=Name.XObject, Subtype=Name.Image, Width=size, Height=size, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=image))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"90 0 0 90 0 0 cm /A Do")


def form(rng: Random, pdf: Pdf) -> None:
    """What a form says of its fields."""
    if "/AcroForm" not in pdf.Root or not pdf.Root.AcroForm.is_indirect:
        pdf.Root.AcroForm = pdf.make_indirect(pdf.Root.get("/AcroForm", Dictionary(Fields=Array([]))))
    acro = pdf.Root.AcroForm
    fields = [each for each in _dictionaries(pdf) if "/FT" in each or "/T" in each] or [acro]
    for _ in range(rng.choice((1, 2, 4))):
        victim = rng.choice(fields)
        key, value = rng.choice(_said(rng, pdf, victim))
        victim[key] = value
    if rng.random() < 0.1:
        acro.XFA = rng.choice((String("x"), Array([String("template"), pdf.make_stream(b"<xdp/>")]), Array([]), 1))
    if rng.random() < 0.1:
        acro.Fields = rng.choice(
            (Array([acro]), Array([1, Name.X]), Array([fields[0]] * 600), String("x"), Array(list(_dictionaries(pdf))))
        )


def deep(rng: Random, pdf: Pdf) -> None:
    """Arrays in arrays, kids in kids."""
    depth = rng.choice((50, 400))
    node: Any = Array([])
    for _ in range(depth):
        node = Array([node])
    kid = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("deep"), Subtype=Name.Widget, Rect=Array([0, 0, 50, 20])))
    for _ in range(depth):
        kid.Parent = pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([kid])))
        kid = kid.Parent
    pdf.Root.AcroForm = Dictionary(Fields=Array([kid]))
    pdf.pages[0].obj[rng.choice(("/Contents", "/Resources", "/Annots", "/Group", "/PieceInfo"))] = node


def inks(rng: Random, pdf: Pdf) -> None:
    """Colour spaces, functions and patterns that make no sense or lead back to themselves."""
    d = Dictionary
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 255, String("x")]))
    space[1] = rng.choice((space, Name.DeviceRGB, Name.Pattern))
    stream = pdf.make_stream(rng.randbytes(60), N=rng.choice((0, 1, 3, 4, 99)))
    odd = (
        space, Array([Name.ICCBased, stream]), Array([Name.ICCBased]), Array([]), Name.Nonsense, Array([Name.Pattern, space]),
        Array([Name.DeviceN, Array([]), Name.DeviceCMYK, d(FunctionType=rng.choice((0, 2, 3, 4, 9)))]),
        Array([Name.Separation, Name.All, space, d(FunctionType=3, Functions=Array([]), Bounds=Array([]), Encode=Array([]))]),
    )  # fmt: skip
    holders = [each for each in _dictionaries(pdf) if "/ColorSpace" in each or "/CS" in each or "/Subtype" in each] or [pdf.Root]
    for _ in range(rng.choice((1, 3))):
        holder = rng.choice(holders)
        holder["/ColorSpace"] = rng.choice(odd) if rng.random() < 0.7 else d(P=rng.choice(odd))


OBJECTS: dict[str, Callable[[Random, Pdf], None]] = {
    made.__name__: made for made in (objects_odd, entries_removed, rings, page_tree, boxes, contents, bombs, form, deep, inks)
}


def numbers_lie(rng: Random, data: bytes) -> bytes:
    """Lengths, counts, sizes, offsets."""
    found = list(re.finditer(rb"(/(Length|Count|Size|First|N|Prev|W|Width|Height|Predictor|Columns)|startxref\s|\n\d{10}) ?\d+", data))
    for victim in rng.sample(found, min(len(found), rng.choice((1, 2, 9)))):
        number = re.search(rb"\d+$", victim.group())
        lie = str(rng.choice((0, 1, 5, 99999, 2**31 - 1, 2**63, rng.randrange(max(1, len(data)))))).encode()
        lie = lie.rjust(len(number.group()), b"0")[-len(number.group()) :] if number and rng.random() < 0.7 else lie
        data = data.replace(victim.group(), re.sub(rb"\d+$", lie, victim.group()), 1)
    return data


def references_lie(rng: Random, data: bytes) -> bytes:
    found = list(re.finditer(rb"(?<![\d.])(\d+) 0 (R|obj)", data))
    for victim in rng.sample(found, min(len(found), rng.choice((1, 3, 12)))):
        other = rng.choice(found).group(1) if rng.random() < 0.8 else b"99999"
        data = data.replace(victim.group(), other + b" 0 " + victim.group(2), 1)
    return data


def trailer_ring(rng: Random, data: bytes) -> bytes:
    """A cross-reference table that names itself as the one before it."""
    found = re.findall(rb"startxref\s+(\d+)", data) or [b"0"]
    more = rng.choice(
        (b"/Prev " + found[-1], b"/Prev 0/XRefStm " + found[-1], b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256>>", b"/Root 1 0 R")
    )
    return re.sub(rb"trailer\s*<<|/Type */XRef", lambda match: match.group() + more, data)


BYTES: dict[str, Callable[[Random, bytes], bytes]] = {made.__name__: made for made in (numbers_lie, references_lie, trailer_ring)}


def encrypted(rng: Random, data: bytes) -> bytes:
    user, owner = rng.choice((("", "o"), ("u", "o"), ("", "")))
    allow = pikepdf.Permissions(modify_form=rng.random() < 0.5, extract=False)
    return _saved(data, lambda _pdf: None, encryption=pikepdf.Encryption(user=user, owner=owner, R=rng.choice((4, 6)), allow=allow))


def damaged(rng: Random, data: bytes, how: str) -> bytes:
    """A PDF, damaged one way; what pikepdf cannot write in the end stays as it was."""
    if how in BYTES:
        return BYTES[how](rng, data)
    packing = rng.choice((pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.preserve))
    return _saved(data, lambda pdf: OBJECTS[how](rng, pdf), object_stream_mode=packing)


def _saved(data: bytes, change: Callable[[Pdf], None], **save: Any) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            change(pdf)
            buffer = io.BytesIO()
            pdf.save(buffer, static_id=True, **save)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError, RecursionError, OverflowError):
        return data
    return buffer.getvalue()


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError):
        return stream.read_raw_bytes()


def _dictionaries(pdf: Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream))]


def _entry(rng: Random, pdf: Pdf) -> tuple[Any, str]:
    keys: dict[str, list[Any]] = {}
    pending = [*_dictionaries(pdf), pdf.trailer]
    while pending:
        holder = pending.pop()
        for key, value in holder.items():
            if key == "/Length":
                continue
            keys.setdefault(key, []).append(holder)
            if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                pending.append(value)
    key = rng.choice(sorted(keys))
    return rng.choice(keys[key]), key


def _odd(rng: Random, pdf: Pdf, holder: Any) -> Any:
    kind = rng.randrange(8)
    if kind == 0:
        return holder if holder.is_indirect else Array([])
    if kind == 1:
        return rng.choice(_dictionaries(pdf))
    if kind == 2:
        return Name("/" + rng.choice(("X", "Off", "Yes", "Tx", "Btn", "Image", "Form", "DeviceN", "Pattern", "\x7f", "Page")))
    if kind == 3:
        return String(rng.choice(WORDS).encode("utf-8", "surrogatepass"))
    if kind == 4:
        return Array([rng.choice(ODD_NUMBERS) for _ in range(rng.choice((0, 1, 4, 6, 500)))])
    if kind == 5:
        return rng.choice((Dictionary(), Array([]), True, Dictionary(A=Dictionary(B=1))))
    return rng.choice(ODD_NUMBERS)


def _said(rng: Random, pdf: Pdf, victim: Any) -> list[tuple[str, Any]]:
    word = String(rng.choice(WORDS).encode("utf-16", "surrogatepass"))
    number = rng.choice(ODD_NUMBERS)
    looks = (
        "/Helv 1e38 Tf",
        "/Nope 12 Tf",
        "12 Tf",
        "/Helv -5 Tf 1 2 3 4 5 k",
        "\xff\xfe",
        "/Helv 0.0001 Tf 9 9 9 rg",
        "(",
        "/Helv 12 Tf " * 900,
        "0 0 0 0 0 0 Tm",
    )
    states = Dictionary({"/Yes": pdf.make_stream(b"("), "/Off": victim if victim.is_indirect else Dictionary()})
    return [
        ("/T", word), ("/V", word), ("/V", number), ("/DV", word), ("/MaxLen", number), ("/Ff", rng.getrandbits(26)), ("/F",
        rng.getrandbits(10)), ("/Q", number),
        ("/FT", rng.choice((Name.Tx, Name.Btn, Name.Ch, Name.Sig, Name.X))), ("/DA", String(rng.choice(looks).encode("latin-1"))),
        ("/Opt", rng.choice((Array([1, 2]), Array([Array([])]), Array([Array([word, word, word])]), word, Array([word] * 5000)))),
        ("/MK", rng.choice((Dictionary(R=number, BG=Array([number]), BC=Array([1, 2]), TP=number), word))), ("/AP",
        Dictionary(N=states)), ("/AP", Dictionary(N=victim)),
        ("/AS", rng.choice((Name.Yes, Name.X, word))), ("/BS", Dictionary(W=number, S=Name.X)), ("/Kids", Array([number, word])),
        ("/P", victim),
        ("/AA", Dictionary(F=Dictionary(S=Name.JavaScript, JS=String(rng.choice(("AFNumber_Format(",
        "AFDate_FormatEx(\"" + "y" * 500 + "\");", "(" * 4000)))),
                           C=Dictionary(S=Name.JavaScript, JS=word))), ("/Rect", Array([number, 0, 50, number])), ("/RV", word),
                               ("/DR", victim),
    ]  # fmt: skip


DAMAGE = (*OBJECTS, *BYTES)
