"""What a reader of a visitor's page meets, and what a visitor sends."""

from html.parser import HTMLParser
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns.models import Campaign


class Page(HTMLParser):
    """What a reader of the page meets: ids, labels, inputs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.inputs: dict[str, dict[str, str]] = {}
        self.inputs_by_id: dict[str, dict[str, str]] = {}
        self.images: list[dict[str, str]] = []
        self.inline = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.images += [attributes] if tag == "img" else []
        self.references += attributes.get("for", "").split() + attributes.get("aria-describedby", "").split()
        self.inline |= "style" in attributes or any(name.startswith("on") for name in attributes)
        self.inline |= tag == "style" or (tag == "script" and "src" not in attributes)
        if tag == "input" and "id" in attributes:
            self.inputs_by_id[attributes["id"]] = attributes
        if "name" in attributes and tag in {"input", "select", "textarea"}:
            self.inputs.setdefault(attributes["name"], {"tag": tag, **attributes})


def page(response) -> Page:
    return Page(response.content.decode())


def picture(*, colour: str = "red") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), colour).save(content, "PNG")
    return SimpleUploadedFile("photo.png", content.getvalue(), "image/png")


def name_of(campaign: Campaign, field: str) -> str:
    return f"q{campaign.form_fields.get(template_field__name=field).pk}"
