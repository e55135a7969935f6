"""SVGs that refer to themselves, to files and to addresses, are endless, deep or enormous."""

from collections.abc import Callable
from random import Random

from tests.fuzzing import sampler
from tests.fuzzing.damage import markup, raw

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30" width="40" height="30">'
ATTRIBUTES = ("width", "height", "viewBox", "transform", "d", "points", "r", "x", "fill", "stroke", "stroke-width", "stroke-dasharray",
    "font-size", "style",
              "font-family", "offset", "xlink:href", "clip-path", "opacity", "preserveAspectRatio", "rx", "text-anchor", "display",
              "class")  # fmt: skip
VALUES = ("", "NaN", "1e308", "-1", "0", "1e-308", "100%", "1e9em", "url(#g)", "url(#nope)", "url(", "#zzz", "rgb(1e9,-1,%)",
    "rotate(1e9)", "matrix(0 0 0 0 0 0)",
          "scale(1e200)", "M", "M 1", "M0 0A0 0 0 0 0 0 0", "M0 0 A 1e9 1e-9 45 1 1 1e300 1", "m 1e308 1e308 l 1e308 1e308 z", "1,2,3",
          "currentColor", "0 0 0 0",
          "0 0 -5 -5", "0 0 1e-9 1e9", "A" * 5000, "expression(1)", "inherit", "bold 12px/30px Georgia", "Nowhere Sans",
          "data:image/png;base64,!!!", "1 2 3 4 5")  # fmt: skip


def attributes(rng: Random) -> bytes:
    """Of any element another value."""
    text = sampler.SVG.decode()
    for _ in range(rng.choice((1, 2, 6))):
        name, value = rng.choice(ATTRIBUTES), rng.choice(VALUES)
        before, found, after = text.partition(f' {name}="')
        if found and rng.random() < 0.6:
            text = before + found + value + '"' + after.partition('"')[2]
        else:
            tags = [
                at for at in range(len(text)) if text.startswith(("<rect", "<path", "<g ", "<text", "<svg", "<use", "<image", "<stop"), at)
            ]
            at = rng.choice(tags)
            end = next(n for n in range(at, len(text)) if text[n] in " >/" and n > at)
            text = text[:end] + f' {name}="{value}"' + text[end:]
    return text.encode()


def rings(rng: Random) -> bytes:
    return HEAD + rng.choice((
        b'<g id="a"><use xlink:href="#a"/></g>',
        b'<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>',
        b'<linearGradient id="a" xlink:href="#a"/><rect width="9" height="9" fill="url(#a)"/>',
        b'<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/><rect width="9" height="9" fill="url(#a)"/>',
        b'<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9" clip-path="url(#c)"/></clipPath>'
        b'<rect width="5" height="5" clip-path="url(#c)"/>',
        b'<symbol id="s"><use href="#s"/></symbol><use href="#s"/>',
        b'<defs><g id="a">' + b'<rect width="1" height="1"/>' * 10 + b"</g>" + b"".join(
            b'<g id="%s">%s</g>' % (b"a" * (n + 2), b'<use xlink:href="#%s"/>' % (b"a" * (n + 1)) * 10) for n in range(8)
        ) + b'</defs><use xlink:href="#aaaaaaaaa"/>',
        b"<style>rect{fill:url(#p)}</style>"
        + b'<pattern id="p"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="9" height="9"/>',
    )) + b"</svg>"  # fmt: skip


def outside(rng: Random) -> bytes:
    """Files and addresses."""
    target = rng.choice(
        (
            b"/etc/passwd",
            b"file:///etc/passwd",
            b"http://127.0.0.1:9/x.png",
            b"../../../etc/hostname",
            b"canary.svg#a",
            b"//127.0.0.1:9/x.svg",
            b"ftp://x/y",
        )
    )
    return HEAD + rng.choice((
        b'<image width="9" height="9" xlink:href="%s"/>', b'<use xlink:href="%s"/>', b'<style>@import url("%s");</style>',
        b'<rect width="9" height="9" fill="url(%s)"/>',
        b'<font-face><font-face-src><font-face-uri xlink:href="%s"/></font-face-src></font-face><text font-family="x">x</text>',
        b"<style>@font-face{font-family:'Q';src:url(%s)}</style><text font-family=\"Q\">x</text>",
        b'<a xlink:href="%s"><text>x</text></a>',
        b'<text font-family="%s">x</text>', b'<svg><image href="%s"/></svg>',
    )) % target + b"</svg>"  # fmt: skip


def endless(rng: Random) -> bytes:
    return HEAD + rng.choice((
        b'<path d="' + b"M0 0L9 9" * 60_000 + b'"/>', b"<g>" * 240 + b"</g>" * 240, b"<g>" * 5000,
        b'<rect width="1" height="1"/>' * 20_000,
        b"<text>" + b"x" * 200_000 + b"</text>", b'<polyline points="' + b"1,2 " * 100_000 + b'"/>',
        b'<path stroke="red" stroke-dasharray="0.00001" d="M0 0H1e7"/>',
        b"<text>" + b"<tspan>x</tspan>" * 5000 + b"</text>", b'<path d="' + b"A 5 5 0 1 1 9 9 " * 20_000 + b'"/>', b"<!--" + b"-" * 9999,
        b"<style>" + b"rect , " * 20_000 + b"a{fill:red}</style><rect/>", b"<style>" + b"{" * 9000 + b"</style><rect/>",
        b'<path d="' + b"1" * 99_999 + b'"/>',
    )) + b"</svg>"  # fmt: skip


def as_markup(rng: Random) -> bytes:
    return markup.damaged(rng, sampler.SVG, rng.choice([*markup.TREES, *markup.BYTES]))


def as_bytes(rng: Random) -> bytes:
    return raw.DAMAGE[rng.choice(sorted(raw.DAMAGE))](rng, sampler.SVG)


MAKERS: dict[str, Callable[[Random], bytes]] = {made.__name__: made for made in (attributes, rings, outside, endless, as_markup, as_bytes)}
