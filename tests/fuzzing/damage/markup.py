"""XML that says something else: attributes, references, elements, and what a parser has to refuse."""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from lxml import etree

Element = etree._Element
# Attributes and words that our reader knows; a file, so that a seed means the same when the reader learns more.
VOCABULARY = (Path(__file__).parent / "vocabulary.txt").read_text(encoding="utf-8").split()
NUMBERS = (
    "NaN", "INF", "-INF", "1e308", "-1e308", "1e-308", "0", "-1", "1", "2", "-0.0001", "2147483648", "99999999", "0.00001", "1,5", "1e5",
    "100000", "3.7", "-1000", "9" * 400, "0x10", "１２", "1_000",
)  # fmt: skip
LISTS = ("1 2", "0 0 0 0", "1 0 0 1", "0 0 0 0 0 0", "1e300 0 0 1e300 0 0", "0 0 0 0 1 1", "1 2 2 4 0 0", "10000 0 0 10000 0 0",
    "-1 0 0 -1 0 0", "0:1",
         "99999:99999", "-1:-1", "0 0 10000000 10000000", "5 5 5 5", "1 2 3 4 5 6 7", "NaN NaN", "1e-9 1e-9 1e-9 1e-9")  # fmt: skip
TEXTS = ("", " ", "true", "false", "n", "$ID/", "None", "Swatch/None", "Color/None", "x" * 70_000, "\u202e", "e\u0301" * 50,
    "../../etc/passwd",
         "file:///etc/passwd", "http://127.0.0.1:9/x.png", "<&>", "%s%n{}", "@0", "\ue000\U0010ffff", "<<First Name>>",
         "{{" * 500)  # fmt: skip
CHARACTERS = ("\u202e", "\u2066", "\u200b", "\u0301", "\ufeff", "\u2028", "\u00ad", "\U000e0041", "\U0001f468\u200d\U0001f469", "\t",
    "\r", "ก", "ع", "ﷺ",
              "字", "\u3000", "᠎", "\x85", "\ufffc", "\u0e33", "\u1100\u1161\u11a8")  # fmt: skip


def _odd(rng: Random, was: str = "") -> str:
    kind = rng.random()
    if re.fullmatch(r"[-\d.e]+( [-\d.e]+)*", was) and kind < 0.5:  # a list with one number another
        parts = was.split(" ")
        parts[rng.randrange(len(parts))] = rng.choice(NUMBERS)
        return " ".join(parts)
    return rng.choice(NUMBERS if kind < 0.7 else LISTS if kind < 0.8 else TEXTS if kind < 0.9 else VOCABULARY)


def _elements(root: Element) -> list[Element]:
    return [element for element in root.iter("*") if isinstance(element.tag, str)]


def _element(rng: Random, root: Element) -> Element:
    """One of all; a rare kind as often as a frequent one."""
    kinds: dict[str, list[Element]] = {}
    for element in _elements(root):
        kinds.setdefault(element.tag, []).append(element)
    return rng.choice(kinds[rng.choice(sorted(kinds))])


def _attribute(rng: Random, root: Element) -> tuple[Element, str]:
    """Likewise an attribute."""
    kinds: dict[str, list[Element]] = {}
    for element in _elements(root):
        for name in element.attrib:
            kinds.setdefault(str(name), []).append(element)
    if not kinds:
        root.set("Self", "x")
        return root, "Self"
    name = rng.choice(sorted(kinds))
    return rng.choice(kinds[name]), name


def attributes_removed(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 3, 20))):
        element, name = _attribute(rng, root)
        del element.attrib[name]


def attributes_odd(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 1, 2, 5))):
        element, name = _attribute(rng, root)
        element.set(name, _odd(rng, str(element.get(name))))


def attribute_odd_everywhere(rng: Random, root: Element) -> None:
    _, name = _attribute(rng, root)
    value = _odd(rng)
    for element in _elements(root):
        if name in element.attrib:
            element.set(name, value)


def attributes_planted(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((2, 10, 40))):
        _element(rng, root).set(rng.choice(VOCABULARY), _odd(rng))


def attributes_exchanged(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 4))):
        (one, first), (other, second) = _attribute(rng, root), _attribute(rng, root)
        one_value, other_value = one.get(first), other.get(second)
        one.set(first, str(other_value))
        other.set(second, str(one_value))


def references_changed(rng: Random, root: Element) -> None:
    """To nowhere, to itself, to what is above it, to anything: rings of styles, threads, groups, stories in themselves."""
    ids = sorted({str(element.get("Self")) for element in _elements(root) if element.get("Self")})
    if not ids:
        return
    for _ in range(rng.choice((1, 2, 8))):
        element, name = _attribute(rng, root)
        above = [str(parent.get("Self")) for parent in [element, *element.iterancestors()] if parent.get("Self")]
        element.set(name, rng.choice([rng.choice(ids), *above, "nowhere", "n"]))


def properties_odd(rng: Random, root: Element) -> None:
    """A property's text, or a new property."""
    for _ in range(rng.choice((1, 3))):
        found = [element for element in _elements(root) if element.getparent() is not None and element.getparent().tag == "Properties"]
        if found and rng.random() < 0.7:
            victim = rng.choice(found)
        else:
            holder = _element(rng, root)
            properties = holder.find("Properties")
            victim = etree.SubElement(
                properties if properties is not None else etree.SubElement(holder, "Properties"), rng.choice(VOCABULARY)
            )
        victim.text = _odd(rng, victim.text or "")


def elements_removed(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 2, 10))):
        victim = _element(rng, root)
        if victim.getparent() is not None:
            victim.getparent().remove(victim)


def elements_moved(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 2, 5))):
        victim, target = _element(rng, root), _element(rng, root)
        if victim.getparent() is not None and victim not in target.iterancestors() and victim is not target:
            target.insert(rng.randrange(len(target) + 1), victim)


def elements_multiplied(rng: Random, root: Element) -> None:
    victim = _element(rng, root)
    parent = victim.getparent()
    for _ in range(rng.choice((1, 2, 30, 300)) if parent is not None and len(list(victim.iter())) < 500 else 0):
        parent.append(copy.deepcopy(victim))


def element_in_itself(rng: Random, root: Element) -> None:
    """Copies in copies: groups in groups, tables in tables, a frame in its own text."""
    victim = _element(rng, root)
    target, whole = victim, copy.deepcopy(victim)
    for _ in range(rng.choice((1, 3, 60)) if len(list(victim.iter())) < 200 else 1):
        inner = copy.deepcopy(whole)
        target.append(inner)
        target = inner


def renamed(rng: Random, root: Element) -> None:
    for _ in range(rng.choice((1, 2))):
        _element(rng, root).tag = rng.choice([_element(rng, root).tag, rng.choice(VOCABULARY)])


def words_odd(rng: Random, root: Element) -> None:
    """What stands in the text."""
    contents = [element for element in _elements(root) if element.tag == "Content"] or [_element(rng, root)]
    for _ in range(rng.choice((1, 3))):
        victim, was = rng.choice(contents), rng.choice(contents).text or ""
        signs = "".join(rng.choice(CHARACTERS) for _ in range(rng.choice((1, 5, 300))))
        long = rng.choice(("W" * 3000, "word " * 2000, "<<" * 500 + ">>" * 500, "<<a>>" * 700, "\u2028" * 400, "字" * 2000))
        victim.text = rng.choice((signs, was[:3] + signs + was[3:], signs.join(was), long))


def scaled(rng: Random, root: Element) -> None:
    """All numbers of one element, or of one attribute everywhere."""
    factor = rng.choice((-1.0, 0.0, 1e-6, 1e3, 1e6))
    one, name = _attribute(rng, root)
    for element in [one] if rng.random() < 0.5 else _elements(root):
        for key, value in list(element.attrib.items()):
            if (element is one or key == name) and re.fullmatch(r"[-\d.]+( [-\d.]+)*", str(value)):
                parts = [part for part in str(value).split() if re.fullmatch(r"-?\d+(\.\d+)?", part)]
                element.set(str(key), " ".join(f"{float(part) * factor:.6g}" for part in parts))


TREES: dict[str, Callable[[Random, Element], None]] = {
    made.__name__: made
    for made in (
        attributes_removed, attributes_odd, attribute_odd_everywhere, attributes_planted, attributes_exchanged, references_changed,
        properties_odd, elements_removed, elements_moved, elements_multiplied, element_in_itself, renamed, words_odd, scaled,
    )
}  # fmt: skip


def nested_deep(rng: Random, xml: bytes) -> bytes:
    tag = rng.choice((b"Group", b"Rectangle", b"Story", b"Properties", b"g", b"XMLElement"))
    depth = rng.choice((100, 200, 10_000))
    return _inserted(rng, xml, b"<" + tag + b">", b"</" + tag + b">", depth)


def entities(rng: Random, xml: bytes) -> bytes:
    """A billion laughs, a file, an address; declared as they are, or in another encoding."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    declared = rng.choice(
        (
            b'<!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b"]>",
            b'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE d [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
            b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
            b'<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>',
        )
    )
    body = re.sub(rb"<\?xml[^>]*\?>", b"", xml, count=1)
    at = body.find(b"</")
    made = b'<?xml version="1.0"?>' + declared + body[:at] + b"&l9;" + body[at:]
    return rng.choice(
        (made, made.decode("utf-8", "replace").encode("utf-16"), b"\xef\xbb\xbf" + made, made.replace(b"DOCTYPE", b"doctype"))
    )


def other_encoding(rng: Random, xml: bytes) -> bytes:
    said = rng.choice((b"UTF-16", b"UTF-8", b"ISO-8859-1", b"UTF-7", b"EBCDIC-CP-US", b"nonsense", b"Shift_JIS", b"UCS-4"))
    written = rng.choice(("utf-8", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037"))
    text = re.sub(r"<\?xml[^>]*\?>", "", xml.decode("utf-8", "replace"))
    return f'<?xml version="1.0" encoding="{said.decode()}"?>{text}'.encode(written, "replace")


def attribute_twice(rng: Random, xml: bytes) -> bytes:
    found = list(re.finditer(rb' ([A-Z]\w+)="[^"]*"', xml))
    if not found:
        return xml
    victim = rng.choice(found)
    return xml[: victim.end()] + victim.group() + xml[victim.end() :]


def odd_characters(rng: Random, xml: bytes) -> bytes:
    """What XML forbids, and references to it."""
    sign = rng.choice(
        (b"\0", b"\x0b", b"&#0;", b"&#xD800;", b"&#x110000;", b"\xed\xa0\x80", b"\xff", b"&undefined;", b"&#xFFFE;", b"<![CDATA[", b"<!--")
    )
    return _inserted(rng, xml, sign, b"", 1)


def instructions(rng: Random, xml: bytes) -> bytes:
    """InDesign's special characters (<?ACE n?>) and others where none are expected."""
    instruction = rng.choice(
        (b"<?ACE %d?>" % rng.choice((3, 4, 7, 8, 18, 19, 99, 10**9)), b"<?ACE?>", b"<?ACE x?>", b"<?aid style?>", b"<?xml?>")
    )
    return _inserted(rng, xml, instruction, b"", rng.choice((1, 50)))


def tags_unbalanced(rng: Random, xml: bytes) -> bytes:
    found = list(re.finditer(rb"</?[A-Za-z][^>]*>", xml))
    if not found:
        return xml
    victim = rng.choice(found)
    return xml[: victim.start()] + rng.choice((b"", victim.group() * 2)) + xml[victim.end() :]


def _inserted(rng: Random, xml: bytes, opening: bytes, closing: bytes, times: int) -> bytes:
    places = [match.end() for match in re.finditer(rb">", xml)] or [0]
    at = rng.choice(places)
    return xml[:at] + opening * times + closing * times + xml[at:]


BYTES: dict[str, Callable[[Random, bytes], bytes]] = {
    made.__name__: made for made in (nested_deep, entities, other_encoding, attribute_twice, odd_characters, instructions, tags_unbalanced)
}


def damaged(rng: Random, xml: bytes, how: str) -> bytes:
    """A member, damaged one way. What cannot be parsed any more is damaged as bytes."""
    if how in BYTES:
        return BYTES[how](rng, xml)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return xml
    TREES[how](rng, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
