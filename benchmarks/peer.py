"""The demo's brochure as a web page, for WeasyPrint: the same texts, fonts, photograph and measures."""

from html import escape
from pathlib import Path

from demo import brochure
from demo.items import Field

FOLDER = Path(brochure.__file__).parent / "brochure"
FACES = [
    ("Garamond", "normal", 400, brochure.SERIF),
    ("Garamond", "italic", 400, brochure.ITALIC),
    ("Inter", "normal", 400, brochure.SANS),
    ("Inter", "normal", 600, brochure.STRONG),
]
STYLE = """
@page { size: 595.276pt 841.89pt; margin: 0 }
body { margin: 0; font: 11.5pt/16pt Garamond; color: #2a2321 }
section { position: relative; width: 595.276pt; height: 841.89pt; overflow: hidden; break-after: page }
section > * { position: absolute; margin: 0 }
.crop { overflow: hidden } .crop img { position: absolute }
.brand { left: 48pt; top: 44pt; font: 600 11pt/14pt Inter; letter-spacing: 2.6pt; color: white }
.title { left: 48pt; top: 560pt; width: 420pt; font-size: 52pt; line-height: 54pt }
.title b, .lead, .quote, h2 { color: #c72a2f; font-weight: 400 }
.note { left: 48pt; top: 692pt; width: 380pt; font: 11.5pt/18pt Inter }
.small { font: 7.5pt/11pt Inter; color: #666 }
.headline { left: 48pt; top: 80pt; font-size: 33pt; line-height: 36pt; font-weight: 400 }
.lead { left: 48pt; top: 136pt; width: 326.86pt; font: italic 18pt/24pt Garamond }
.body { left: 48pt; top: 236pt; width: 326.86pt; height: 330pt }
.body { columns: 2; column-gap: 18pt; column-fill: auto; text-align: justify; hyphens: auto }
.body p { margin: 0 } .body p + p { text-indent: 12pt } .body h2 + p { text-indent: 0 }
h2 { margin: 15pt 0 0; font: 600 8pt/15pt Inter; letter-spacing: 1pt; text-transform: uppercase }
.quote { left: 392.9pt; top: 396pt; width: 154pt; font: italic 23pt/27pt Garamond }
.facts { left: 48pt; top: 614pt; width: 326.86pt; font: 8.5pt/20pt Inter } .facts div { display: flex; justify-content: space-between }
.panel { left: 392.9pt; top: 606pt; width: 202.4pt; height: 236pt; background: #cb2b30; color: white }
.panel p { margin: 0 20pt 8pt; font: 8.5pt/14pt Inter } .panel p:first-child { margin-top: 24pt; font: 22pt/25pt Garamond }
"""


def page(values: dict[str, str]) -> str:
    """The HTML with the values in place."""
    return f'<!doctype html><html lang="en"><style>{_faces()}{STYLE}</style><body>{_cover(values)}{_inside(values)}</body></html>'


def _faces() -> str:
    fonts = (FOLDER / "Document fonts").as_uri()
    return "".join(
        f"@font-face {{ font-family: {family}; font-style: {style}; font-weight: {weight}; src: url('{fonts}/{font.file}') }}"
        for family, style, weight, font in FACES
    )


def _picture(box: str, image: str) -> str:
    return f'<div class="crop" style="{box}"><img style="{image}" src="{(FOLDER / "Links" / "photograph.jpg").as_uri()}"></div>'


def _cover(values: dict[str, str]) -> str:
    name, machine, colour = (escape(values[field]) for field in ("First Name", "Machine", "Color"))
    photograph = _picture("left: 0; top: 0; width: 595.3pt; height: 520pt", "left: -22.5pt; top: -14.5pt; width: 682.6pt")
    note = f"An espresso machine in {colour}, built by hand, made to be mended, and set up for the way you take your coffee."
    return (
        f'<section>{photograph}<p class="brand">HALDEN</p><p class="title"><b>{name}</b>, meet<br>your {machine}.</p>'
        f'<p class="note">{note}</p><p class="small" style="right: 48pt; top: 800pt">halden.example</p></section>'
    )


def _inside(values: dict[str, str]) -> str:
    name, machine, colour = (escape(values[field]) for field in ("First Name", "Machine", "Color"))
    body = ""
    for style, *parts in brochure.BODY:
        text = escape("".join(values[part] if isinstance(part, Field) else str(part) for part in parts))
        body += f"<h2>{text}</h2>" if style == "Subhead" else f"<p>{text}</p>"
    facts = "".join(f"<div><span>{escape(key)}</span><span>{escape(value)}</span></div>" for key, value in brochure.FACTS)
    detail = _picture("left: 392.9pt; top: 86pt; width: 202.4pt; height: 250pt", "left: -185pt; top: -197pt; width: 691.2pt")
    return (
        f'<section>{detail}<p class="small" style="left: 48pt; top: 40pt">Halden Espresso machines from one workshop</p>'
        f'<h1 class="headline">Made for slow mornings</h1>'
        f'<p class="lead">Dear {name}, here is what we would tell you about the {machine} over a cup of coffee.</p>'
        f'<div class="body">{body}</div><p class="quote">“The first cup tastes like the fourth.”</p>'
        f'<div class="facts"><h2>The {machine} in short</h2>{facts}<div><span>Finish</span><span>{colour} enamel</span></div></div>'
        f'<div class="panel"><p>Come and taste it, {name}.</p><p>Bring your own beans. We keep your {machine} warm on the bench until '
        f"the end of the month.</p><p>halden.example/visit</p></div></section>"
    )
