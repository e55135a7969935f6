"""Small packages read as documents, and what a reader finds in them."""

import base64

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.text.model import Paragraph
from tests.documents.rendering.idml_builder import build_idml, package, text_frame

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
BOX = (36, 36, 300, 200)


def read_story(content: str, **more: object) -> Document:
    """A design whose one frame shows this story."""
    return read_document(package(build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=BOX), **more)))


def first(document: Document) -> Paragraph:
    return document.stories[0].paragraphs[0]


def read_items(items: str, **more: object) -> Document:
    """A design with these items on its first spread."""
    return read_document(package(build_idml(spread_items=items, **more)))


def texts(document: Document) -> list[str]:
    """The first story's paragraphs."""
    return ["".join(run.text for run in paragraph.runs) for paragraph in document.stories[0].paragraphs]


def image(link: str = "", transform: str = "0.5 0 0 0.5 3 4", contents: bytes = b"") -> str:
    data = f"<Contents>{base64.b64encode(contents).decode()}</Contents>" if contents else ""
    bounds = '<GraphicBounds Left="0" Top="0" Right="200" Bottom="100"/>'
    uri = f'<Link Self="l" LinkResourceURI="{link}"/>' if link else ""
    return f'<Image Self="im" ItemTransform="{transform}"><Properties>{bounds}{data}</Properties>{uri}</Image>'
