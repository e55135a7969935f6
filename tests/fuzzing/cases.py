"""A seed becomes a damaged file; and the list of all seeds."""

import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from tests.fuzzing import specimens
from tests.fuzzing.damage import archives, markup, pictures, portable, raw, values, vectors
from tests.fuzzing.specimens import Specimen

MEMBERS = (".xml", ".idml")
PICTURES = (".jpg", ".png", ".tif", ".psd", ".gif")
FONTS = (".otf", ".ttf")
# How often, beside 1. What is refused by its first bytes needs few of a kind; what goes through everything needs many.
OFTEN = {"markup": 4.0, "portable": 4.0, "values": 12.0, "picture": 3.0, "vector": 3.0, "placed": 2.0, "font": 2.0}
SMALL = 3.0  # the sampler and our forms hold much in little
SMALL_ONES = ("sampler", "form", "packed-form", "placed", "flow")


class Case(NamedTuple):
    """An upload; or, with `values`, how values for a whole template are made."""

    seed: str
    file: str
    data: bytes
    values: Callable[..., dict[str, str | bytes]] | None = None


def make(seed: str) -> Case:
    """The damaged file of a seed, the same on every machine.

    seed   specimen/damage/number, such as sampler/markup.references_changed/7
    """
    name, damage, _number = seed.split("/")
    specimen = specimens.all_specimens()[name]
    rng = Random(seed)
    data = specimens.load(name)
    room, _, how = damage.partition(".")
    if room == "values":
        return Case(seed, specimen.file, data, lambda fields: values.MAKERS[how](rng, fields))
    return Case(seed, specimen.file, ROOMS[room](rng, data, how))


def seeds(count: int) -> list[str]:
    """At least `count` seeds, every specimen in every way, in an order that is mixed: a part of them is a fair sample."""
    pairs = list(_pairs())
    weight = count / sum(often for _, _, often in pairs)
    listed = [f"{name}/{damage}/{n}" for name, damage, often in pairs for n in range(max(1, round(often * weight)))]
    more = [f"{name}/{damage}/{n + 1000}" for n in range(9) for name, damage, _ in pairs if len(listed) < count]
    listed += more[: max(0, count - len(listed))]
    Random(0).shuffle(listed)
    return listed


def _pairs() -> Iterator[tuple[str, str, float]]:
    """(specimen, damage, how often)."""
    for specimen in specimens.all_specimens().values():
        often = SMALL if specimen.name in SMALL_ONES else 1.0
        for damage in _damages(specimen):
            yield specimen.name, damage, often * OFTEN.get(damage.split(".")[0], 1.0)


def _damages(specimen: Specimen) -> Iterator[str]:
    yield from (f"whole.{how}" for how in raw.DAMAGE)
    if specimen.kind == "pdf":
        yield from (f"portable.{how}" for how in portable.DAMAGE)
        yield "locked.encrypted"
    else:
        yield from (f"archive.{how}" for how in archives.DAMAGE)
        yield from (f"markup.{how}" for how in (*markup.TREES, *markup.BYTES))
        yield from (f"member.{how}" for how in raw.DAMAGE)
    if specimen.kind == "package":
        names = zipfile.ZipFile(io.BytesIO(specimens.load(specimen.name))).namelist()
        yield from (f"folder.{how}" for how in archives.DAMAGE)
        if specimen.name == "shapes":
            yield from (f"reference.{how}" for how in (*portable.DAMAGE, *raw.DAMAGE))
        if any(name.endswith(FONTS) for name in names):
            yield from (f"font.{how}" for how in raw.DAMAGE)
        if any(name.endswith(PICTURES) for name in names):
            yield from (f"picture.{how}" for how in pictures.MAKERS)
        if any(name.endswith(".svg") for name in names):
            yield from (f"vector.{how}" for how in vectors.MAKERS)
        if any(name.endswith(".pdf") for name in names):
            yield from (f"placed.{how}" for how in portable.DAMAGE)
    if specimen.ours and specimen.name not in ("shapes", "placed"):
        yield from (f"values.{how}" for how in values.MAKERS)


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _design(change: Callable[[Random, dict[str, bytes], str], bytes]) -> Callable[[Random, bytes, str], bytes]:
    """Damage to the IDML, wherever it lies: `change` gets its members and gives its bytes."""

    def made(rng: Random, data: bytes, how: str) -> bytes:
        members = _unpacked(data)
        inner = next((name for name in members if name.endswith(".idml")), None)
        if inner is None:
            return change(rng, members, how)
        return archives.packed({**members, inner: change(rng, _unpacked(members[inner]), how)})

    return made


def _in_member(change: Callable[[Random, bytes, str], bytes], *suffixes: str) -> Callable[[Random, dict[str, bytes], str], bytes]:
    """Damage to one member, whose checksum is right afterwards."""

    def made(rng: Random, members: dict[str, bytes], how: str) -> bytes:
        victims = [name for name in members if name.endswith(suffixes)]
        for victim in rng.sample(victims, min(len(victims), rng.choice((1, 1, 1, 3)))):
            members[victim] = change(rng, members[victim], how)
        return archives.packed(members)

    return made


def _beside(change: Callable[[Random, bytes, str], bytes], *suffixes: str) -> Callable[[Random, bytes, str], bytes]:
    """Damage to files of the package, beside its IDML."""
    inside = _in_member(change, *suffixes)
    return lambda rng, data, how: inside(rng, _unpacked(data), how)


def _raw(rng: Random, data: bytes, how: str) -> bytes:
    return raw.DAMAGE[how](rng, data)


def _with_reference(rng: Random, data: bytes, how: str) -> bytes:
    """A damaged PDF lies beside the design, as what InDesign made of it."""
    whole = specimens.load("form")
    made = portable.damaged(rng, whole, how) if how in portable.DAMAGE else raw.DAMAGE[how](rng, whole)
    return archives.packed({**_unpacked(data), "p/design.pdf": made})


ROOMS: dict[str, Callable[[Random, bytes, str], bytes]] = {
    "whole": _raw,
    "archive": _design(lambda rng, members, how: archives.DAMAGE[how](rng, members)),
    "folder": lambda rng, data, how: archives.DAMAGE[how](rng, _unpacked(data)),
    "member": _design(_in_member(_raw, "")),
    "markup": _design(_in_member(markup.damaged, *MEMBERS)),
    "portable": portable.damaged,
    "locked": lambda rng, data, _how: portable.encrypted(rng, data),
    "font": _beside(_raw, *FONTS),
    "picture": _beside(lambda rng, _data, how: pictures.MAKERS[how](rng), *PICTURES),
    "vector": _beside(lambda rng, _data, how: vectors.MAKERS[how](rng), ".svg"),
    "placed": _beside(portable.damaged, ".pdf"),
    "reference": _with_reference,
}
